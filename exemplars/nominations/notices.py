"""Who is told what of a selection, by the letters of the workflow."""

from django.urls import reverse
from django.utils.translation import gettext as _

from goodnews.core.addresses import absolute
from goodnews.core.days import short_closing
from goodnews.workflows.mails import Notice, send_after_commit
from goodnews.workflows.notices import APPROVED, REJECTED, SUBMITTED, reachable

from .choices import NominationState
from .models import Nomination, SelectionRound


def tell_decided(nomination: Nomination, *, reason: str, by) -> None:
    """Tell the nominator where the nomination stands now, and why."""
    is_returned = nomination.state == NominationState.RETURNED

    def word(_reader) -> Notice:
        subject, sentence = _said(nomination)
        return Notice(
            subject=subject % {"name": nomination.name},
            paragraphs=(sentence % {"name": nomination.name, "round": nomination.round},),
            comment=reason,
            comment_label=_("The reasons:"),
            link_label=_("Correct and send again") if is_returned else _("See where it stands"),
            link=absolute(nomination.get_absolute_url()),
        )

    is_good_news = nomination.state not in (NominationState.RETURNED, NominationState.NOT_CHOSEN)
    wish = APPROVED if is_good_news else REJECTED
    send_after_commit(reachable({nomination.nominator_id}, wish, but=by), word)


def _said(nomination: Nomination) -> tuple[str, str]:
    return {
        NominationState.RETURNED: (
            _("Nomination returned: %(name)s"),
            _(
                "Your nomination of %(name)s in “%(round)s” came back. Correct it and send it again."
            ),
        ),
        NominationState.LONG_LISTED: (
            _("On the long list: %(name)s"),
            _("%(name)s is on the long list of “%(round)s”; the panel will read your nomination."),
        ),
        NominationState.SHORT_LISTED: (
            _("On the short list: %(name)s"),
            _("%(name)s is on the short list of “%(round)s”."),
        ),
        NominationState.HONOURED: (
            _("Honoured: %(name)s"),
            _("%(name)s is honoured in “%(round)s”. Thank you for the nomination!"),
        ),
        NominationState.NOT_CHOSEN: (
            _("Not chosen this time: %(name)s"),
            _("%(name)s was not chosen in “%(round)s”."),
        ),
    }[nomination.state]


def tell_scoring_opened(round_: SelectionRound) -> None:
    """Tell the members of the panel that they can score, and until when."""
    members = set(round_.members.values_list("user", flat=True))

    def word(_reader) -> Notice:
        words = {"round": round_, "moment": short_closing(round_.scoring_closes_at)}
        return Notice(
            subject=_("Please score: %(round)s") % words,
            paragraphs=(
                _("You are on the panel of “%(round)s”. Please score until %(moment)s.") % words,
                _("Nobody sees what you give before the scoring is closed."),
            ),
            link_label=_("Open the nominations"),
            link=absolute(reverse("selection:score_list", args=[round_.pk])),
        )

    send_after_commit(reachable(members, SUBMITTED), word)
