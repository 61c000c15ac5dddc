"""What the editors are told about the plan by e-mail."""

from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.choices import SlotKind
from campaigns.slots import week_number
from goodnews.core.addresses import absolute
from goodnews.workflows.addresses import author_address, public_address, reviewer_address
from goodnews.workflows.mails import Notice, send_after_commit
from goodnews.workflows.notices import authors_to_tell, editors_to_tell
from news.models import StoryPage

from .coverage import OpenSlot


def slot_words(kind: str, slot_on: date) -> str:
    """Return how a sentence names a slot."""
    if kind == SlotKind.WEEK:
        year, week = week_number(slot_on)
        return _("week %(week)s/%(year)s") % {"week": week, "year": year}
    return date_format(slot_on, "d/m/Y")


def tell_filled(slot: OpenSlot, *, page: StoryPage, left: int) -> None:
    """Tell the editors that the reserve filled ``slot``, and what is left of it."""

    def word(_reader) -> Notice:
        words = {"title": page.title, "slot": slot_words(slot.kind, slot.slot_on)}
        rest = ngettext(
            "The reserve has %(count)s fitting story left.",
            "The reserve has %(count)s fitting stories left.",
            left,
        )
        return Notice(
            subject=_("From the reserve: %(title)s") % words,
            paragraphs=(
                _("Nothing was ready for %(slot)s, so “%(title)s” was published by itself.")
                % words,
                rest % {"count": left},
            ),
            link_label=_("Read it"),
            link=public_address(page),
        )

    send_after_commit(editors_to_tell(), word)


def tell_empty(slot: OpenSlot, *, due_on: date) -> None:
    """Tell the editors that ``slot`` has nothing, and neither has the reserve."""

    def word(_reader) -> Notice:
        words = {
            "slot": slot_words(slot.kind, slot.slot_on),
            "day": date_format(due_on, "d/m/Y"),
            "title": slot.item.title if slot.item else "",
        }
        sentences = [
            _("Nothing approved is ready for %(slot)s, and the reserve has nothing for it.")
            % words,
        ]
        if slot.item:
            sentences.append(_("Planned, but not approved: “%(title)s”.") % words)
        sentences.append(_("It is due on %(day)s.") % words)
        return Notice(
            subject=_("Will stay empty: %(slot)s") % words,
            paragraphs=tuple(sentences),
            link_label=_("Open the plan"),
            link=absolute(f"{reverse('plan:index')}?xem=tuan&ngay={due_on:%Y-%m-%d}"),
        )

    send_after_commit(editors_to_tell(), word)


def tell_fault(page: StoryPage, fault: str) -> None:
    """Tell the editors that a story of the reserve cannot be published."""

    def word(_reader) -> Notice:
        words = {"title": page.draft_title}
        return Notice(
            subject=_("Cannot be published: %(title)s") % words,
            paragraphs=(
                _("“%(title)s” is in the reserve, but could not be published.") % words,
                fault,
            ),
            link_label=_("Open the story"),
            link=reviewer_address(page),
        )

    send_after_commit(editors_to_tell(), word)


def tell_withdrawn(page: StoryPage, *, user, reason: str) -> None:
    """Tell the authors that the editors took their story out of the reserve, and why."""

    def word(reader) -> Notice:
        words = {
            "title": page.draft_title,
            "name": user.display_name,
        }
        return Notice(
            subject=_("Taken out of the reserve: %(title)s") % words,
            paragraphs=(
                _(
                    "%(name)s took “%(title)s” out of the reserve; it will not be published by itself."
                )
                % words,
                _("The text is kept; to be published it needs a new approval."),
            ),
            comment=reason,
            comment_label=_("The reason:"),
            link_label=_("See where it stands"),
            link=author_address(page, reader),
        )

    send_after_commit(authors_to_tell(page, but=user), word)
