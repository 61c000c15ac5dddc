"""The e-mail addresses that people sign in by and are sent links to."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q

from .models import User


@transaction.atomic
def set_addresses(people: Iterable[User]) -> None:
    """Make the address that the office entered the only one of each of ``people``.

    allauth keeps addresses in rows of their own. One that was left there went on opening the
    account and receiving its links, and so did a change that nobody had confirmed yet.
    """
    people = list(people)
    EmailAddress.objects.filter(user__in=people).delete()
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=person.email.lower(), primary=True, verified=True)
        for person in people
        if person.email
    )


def confirmed_addresses():
    """Return the rows that open an account; what somebody only asked for opens none."""
    return EmailAddress.objects.filter(verified=True)


def holder_of(email: str, *, other_than: int | None) -> User | None:
    """Return who has ``email``, in whatever letters it is written; nobody's id ``other_than``."""
    confirmed = confirmed_addresses().filter(email__iexact=email).values("user")
    holders = User.objects.filter(Q(email__iexact=email) | Q(pk__in=confirmed))
    return holders.exclude(pk=other_than).order_by("pk").first()
