"""Who is told of answers to requests for consent, of withdrawals, and of last days."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodnews.consents.models import ConsentRecord, ConsentRequest
from goodnews.consents.notices import RequestEvent
from goodnews.consents.states import state_of
from goodnews.core.addresses import absolute

from .mails import Notice, send_after_commit
from .notices import editors_to_tell, people_to_tell

# The rest is counted only.
MOST_LINES = 20


def tell_of_request(*, request: ConsentRequest, event: RequestEvent, now: datetime) -> None:
    """Tell whoever asked what came of it; of a withdrawal the editors as well."""
    people = {user.pk: user for user in people_to_tell({request.asked_by_id} - {None})}
    if event == RequestEvent.WITHDRAWN:
        people |= {user.pk: user for user in editors_to_tell()}
    fresh = ConsentRequest.objects.with_answers().get(pk=request.pk)
    words = {"name": request.subject_name}

    def word(reader) -> Notice:
        if event == RequestEvent.WITHDRAWN:
            subject = _("Consent withdrawn: %(name)s") % words
            sentence = _(
                "Consent about %(name)s was withdrawn by the personal link. What stood on it was "
                "taken down."
            )
        else:
            subject = _("Answer to the request for consent: %(name)s") % words
            sentence = _("The request for consent about %(name)s was answered.")
        purposes = "; ".join(
            f"{each.label}: {each.status.label}" for each in state_of(fresh, now=now).purposes
        )
        works_in_admin = reader.has_perm("consents.view_consentrequest")
        return Notice(
            subject=subject,
            paragraphs=(sentence % words, purposes),
            link_label=_("See the request") if works_in_admin else _("Open my stories"),
            link=absolute(
                reverse("consent_requests:inspect", args=[fresh.pk])
                if works_in_admin
                else settings.LOGIN_REDIRECT_URL
            ),
        )

    send_after_commit(people.values(), word)


def tell_of_last_days(*, records: Sequence[ConsentRecord], now: datetime) -> None:
    """Tell the editors which consents end soon, in one letter."""

    def word(_reader) -> Notice:
        subject = ngettext("%(count)s consent ends soon", "%(count)s consents end soon", count)
        lines = [_line(record) for record in records[:MOST_LINES]]
        return Notice(
            subject=subject % {"count": count},
            paragraphs=(
                _(
                    "After the last day what was published on the strength of it is taken down by "
                    "itself. Ask again in time if it should stay."
                ),
                *lines,
            ),
            link_label=_("Open the consents"),
            link=absolute(reverse("consent_records:index")),
        )

    count = len(records)
    send_after_commit(editors_to_tell(), word)


def _line(record: ConsentRecord) -> str:
    return _("%(name)s, %(purpose)s: until %(day)s") % {
        "name": record.subject_name,
        "purpose": record.get_purpose_display(),
        "day": date_format(record.valid_until, "d/m/Y"),
    }
