"""Score bands (lời nhận xét theo kết quả): what a reader is told, by share of right answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .answers import MarkedQuestion


@dataclass(frozen=True)
class Band:
    """A sentence for everybody whose share of right answers is at least ``percent``."""

    percent: int
    text: str


def bands() -> tuple[Band, ...]:
    """Return the score bands in words, best first."""
    return (
        Band(100, gettext("Excellent! Everything is right.")),
        Band(70, gettext("Very good. Only a little is missing.")),
        Band(40, gettext("A good start. The reasons above help with the rest.")),
        Band(0, gettext("Read the reasons above and try again: nobody is counting.")),
    )


class BandBlock(blocks.StructBlock):
    """A sentence for everybody who has at least so many percent right."""

    percent = blocks.IntegerBlock(label=_("from percent right"), min_value=0, max_value=100)
    text = blocks.CharBlock(label=_("what the reader is told"), max_length=300)

    class Meta:
        icon = "order"
        label = _("result")


def bands_of(value: Mapping) -> tuple[Band, ...]:
    """Return the editor's bands, best first; the usual ones where there are none."""
    own = [Band(row["percent"], row["text"]) for row in value.get("bands") or ()]
    return tuple(sorted(own, key=lambda band: -band.percent)) or bands()


def band_text(marked: Sequence[MarkedQuestion], rows: Sequence[Band]) -> str:
    """Return the sentence for a whole quiz."""
    right = sum(question.state == "right" for question in marked)
    percent = 100 * right // len(marked)
    return next((band.text for band in rows if percent >= band.percent), "")


def band_faults(value: Mapping) -> dict:
    """Return what is wrong with the editor's bands, by child block."""
    percents = [row["percent"] for row in value.get("bands") or ()]
    if not percents:
        return {}
    if len(set(percents)) < len(percents):
        return {"bands": ValidationError(_("Two results begin at the same percentage."))}
    if 0 not in percents:
        message = _("One result must begin at 0, or some readers would be told nothing.")
        return {"bands": ValidationError(message)}
    return {}
