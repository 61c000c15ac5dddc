"""Accounts, mail, and requests about personal data."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.reminders.models import Letter as ReminderLetter
from goodnews.accounts.models import User
from goodnews.privacy.holdings import Holding, HoldingSource, Wanted
from goodnews.privacy.models import DataRequest
from goodnews.workflows.deadlines import VIET_NAM
from goodnews.workflows.models import Letter


def _day(moment) -> str:
    return date_format(timezone.localtime(moment, VIET_NAM), "d/m/Y")


def _accounts(wanted: Wanted) -> Iterator[Holding]:
    for user in User.objects.select_related("unit").order_by("pk").iterator(chunk_size=1000):
        if wanted.is_named(user.get_full_name()) or wanted.is_mailed(user.email, user.username):
            state = _("may sign in") if user.is_active else _("closed")
            parts = [user.email, str(user.unit or ""), state]
            yield Holding(
                what=f"{user.get_full_name()} ({user.username})",
                detail=" · ".join(part for part in parts if part),
                url=reverse("wagtailusers_users:edit", args=[user.pk]),
            )


def _mailed(field: str, wanted: Wanted) -> Q:
    found = Q(pk__in=[])
    for email in wanted.emails:
        found |= Q(**{f"{field}__iexact": email})
    return found


def _letters(wanted: Wanted) -> Iterator[Holding]:
    if not wanted.emails:
        return
    letters = Letter.objects.filter(_mailed("recipient", wanted)).order_by("-created_at", "pk")
    for letter in letters.iterator():
        yield Holding(what=letter.subject, detail=f"{letter.recipient} · {_day(letter.created_at)}")
    reminders = ReminderLetter.objects.filter(_mailed("address", wanted)).order_by(
        "-taken_at", "pk"
    )
    for letter in reminders.iterator():
        yield Holding(
            what=_("Reminder by e-mail"),
            detail=f"{letter.address} · {_day(letter.taken_at)}",
            url=reverse("reminder_letters:inspect", args=[letter.pk]),
        )


def _requests(wanted: Wanted) -> Iterator[Holding]:
    for request in DataRequest.objects.order_by("-received_at", "-pk").iterator(chunk_size=1000):
        if (
            wanted.is_named(request.person_name, request.requester_name)
            or wanted.is_mailed(request.email)
            or wanted.is_called(request.phone)
        ):
            yield Holding(
                what=str(request),
                detail=f"{request.name_of_requester} · {request.get_state_display()}",
                url=reverse("data_requests:inspect", args=[request.pk]),
            )


ACCOUNTS = HoldingSource("accounts", gettext_lazy("Accounts"), _accounts)
LETTERS = HoldingSource("letters", gettext_lazy("Letters by e-mail"), _letters)
REQUESTS = HoldingSource("requests", gettext_lazy("Requests about personal data"), _requests)
