"""The wording of a letter: one to each person, with everything that concerns her."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from goodnews.core.addresses import absolute
from goodnews.workflows.addresses import Paths, reviewer_address

from .choices import RuleKind
from .matters import Matter
from .mute_links import mute_path
from .recipients import Reader

# The rest is counted only: a province without reviewers below it has 400 silent units.
MOST_LINES = 40


@dataclass(frozen=True)
class Line:
    """One matter in words, as the letter and the log have it."""

    matter: Matter
    text: str
    link: str = ""


@dataclass(frozen=True)
class Section:
    """The lines of one kind of rule; ``more`` says how many were left out."""

    heading: str
    lines: list[Line]
    more: str


def language_of(user) -> str:
    """Return the language chosen in the admin, else the site's own."""
    profile = getattr(user, "wagtail_userprofile", None)
    return (profile and profile.preferred_language) or settings.LANGUAGE_CODE


def word(reader: Reader, matters: Iterable[Matter], *, paths: Paths) -> list[Line]:
    """Return the lines about ``matters`` in the reader's language, in their order."""
    with override(language_of(reader.user)):
        return [
            Line(matter, _sentence(matter, reader), _link(matter, reader, paths))
            for matter in matters
        ]


def compose(
    reader: Reader, lines: list[Line], *, counted_at: datetime | None
) -> EmailMultiAlternatives:
    """Return the letter; raises whatever an address or a template makes impossible."""
    mute_link = absolute(mute_path(reader.user))
    with override(language_of(reader.user)):
        context = _context(reader, lines, counted_at) | {"mute_link": mute_link}
        mail = EmailMultiAlternatives(
            # A line break in a title must not make a header of its own.
            " ".join(context["subject"].split()),
            render_to_string("reminders/mail/digest.txt", context),
            to=[reader.user.email],
            headers={
                "Auto-Submitted": "auto-generated",
                "List-Unsubscribe": f"<{mute_link}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
        )
        mail.attach_alternative(
            render_to_string("reminders/mail/digest.html", context), "text/html"
        )
    return mail


def _context(reader: Reader, lines: list[Line], counted_at: datetime | None) -> dict:
    in_admin = reader.works_in_admin
    has_figures = any(line.matter.page is None for line in lines)
    return {
        "subject": _subject(lines),
        "name": reader.user.display_name,
        "sections": _sections(lines),
        "figures_at": _moment(counted_at) if has_figures and counted_at else "",
        "link": absolute(reverse("wagtailadmin_home") if in_admin else settings.LOGIN_REDIRECT_URL),
        "link_label": _("Open the editorial office") if in_admin else _("Open my stories"),
    }


def _subject(lines: list[Line]) -> str:
    if len(lines) == 1:
        return _("Reminder: %(what)s") % {"what": lines[0].text}
    text = ngettext("Reminder of %(count)s thing", "Reminder of %(count)s things", len(lines))
    return text % {"count": len(lines)}


def _sections(lines: list[Line]) -> list[Section]:
    headings: Mapping[str, str] = {
        RuleKind.RETURNED: _("Returned stories that wait for an answer"),
        RuleKind.QUOTA: _("Quotas that are behind"),
        RuleKind.SILENCE: _("Units that have been silent"),
    }
    sections = []
    for kind, heading in headings.items():
        own = [line for line in lines if line.matter.rule.kind == kind]
        if own:
            hidden = len(own) - MOST_LINES
            more = ngettext("and %(count)s more", "and %(count)s more", max(hidden, 1))
            more = more % {"count": hidden} if hidden > 0 else ""
            sections.append(Section(heading, own[:MOST_LINES], more))
    return sections


def _sentence(matter: Matter, reader: Reader) -> str:
    kind = matter.rule.kind
    if kind == RuleKind.RETURNED:
        return _returned(matter, reader)
    return _behind(matter) if kind == RuleKind.QUOTA else _silent(matter)


def _returned(matter: Matter, reader: Reader) -> str:
    words = {"title": matter.page.draft_title, "count": matter.days, "unit": matter.unit or "–"}
    if reader.user.pk in matter.author_pks:
        text = ngettext(
            "“%(title)s” was returned to you %(count)s day ago and waits for your answer.",
            "“%(title)s” was returned to you %(count)s days ago and waits for your answer.",
            matter.days,
        )
    else:
        text = ngettext(
            "“%(title)s” (%(unit)s) was returned to its author %(count)s day ago, without an "
            "answer so far.",
            "“%(title)s” (%(unit)s) was returned to its author %(count)s days ago, without an "
            "answer so far.",
            matter.days,
        )
    return text % words


def _behind(matter: Matter) -> str:
    progress = matter.progress
    return _("%(unit)s: %(done)s of %(number)s %(period)s – %(what)s") % {
        "unit": matter.unit,
        "done": progress.done,
        "number": progress.quota.number,
        "period": progress.quota.get_period_display(),
        "what": matter.countable.label,
    }


def _silent(matter: Matter) -> str:
    words = {"unit": matter.unit, "count": matter.days, "what": matter.countable.label}
    text = ngettext(
        "%(unit)s: nothing for %(count)s day – %(what)s",
        "%(unit)s: nothing for %(count)s days – %(what)s",
        matter.days,
    )
    if matter.last is None:
        return text % words
    return _("%(sentence)s, last on %(day)s") % {
        "sentence": text % words,
        "day": _day(matter.last),
    }


def _link(matter: Matter, reader: Reader, paths: Paths) -> str:
    """Return where the reader answers; nothing where the letter's own button leads there."""
    if matter.page is None or reader.user.pk not in matter.author_pks:
        return ""
    path = paths.get((matter.page.pk, reader.user.pk))
    if path:
        return absolute(path)
    return reviewer_address(matter.page) if reader.works_in_admin else ""


def _day(day: date) -> str:
    return date_format(day, "d/m/Y")


def _moment(moment: datetime) -> str:
    local = timezone.localtime(moment, timezone.get_default_timezone())
    return date_format(local, "H:i d/m/Y")
