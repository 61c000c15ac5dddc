"""Reminders by e-mail to entrants who asked for them: a round has opened, a round closes in a day.

Written into the ledger in one transaction with the letter, so that of several schedulers one
sends it, and nobody gets it twice.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.contests.choices import RoundKind, Standing
from campaigns.contests.models import Attempt, Entrant, EntrantReminder, Round
from campaigns.reminders.models import ReminderSettings
from goodnews.core.addresses import absolute
from goodnews.core.days import short_closing
from goodnews.workflows.mails import Notice, send_to_addresses

from .choices import ReminderKind

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
# So many letters of one round in one transaction; a chore comes back within a minute.
LOT = 200


def remind_entrants(now: datetime) -> int:
    """Remind whoever is due at ``now``, up to a lot for each round; return how many.

    Nothing is sent in the quiet hours of the newsroom's reminders.
    """
    rounds = list(due_rounds(now))
    if not rounds or ReminderSettings.load().quiet_hours.hold_at(now):
        return 0
    return sum(_remind(round_, kind, now) for round_, kind in rounds)


def due_rounds(now: datetime) -> Iterator[tuple[Round, ReminderKind]]:
    """Yield the rounds that opened within a day, or close within a day and no sooner than an hour.

    A round of less than two days has opened in its first half, and closes soon in its second.
    """
    rounds = Round.objects.filter(
        kind=RoundKind.SCORED,
        contest__published_at__isnull=False,
        opens_at__lte=now,
        closes_at__gt=now + HOUR,
    )
    for each in rounds.select_related("contest").order_by("pk"):
        if now < each.opens_at + min(DAY, (each.closes_at - each.opens_at) / 2):
            yield each, ReminderKind.OPENS
        elif each.closes_at <= now + DAY:
            yield each, ReminderKind.CLOSES


def due_entrants(round_: Round, kind: ReminderKind) -> QuerySet:
    """Return who asked for reminders, has not begun in ``round_`` and was not reminded of it."""
    begun = Attempt.objects.filter(entrant=OuterRef("pk"), round=round_)
    told = EntrantReminder.objects.filter(entrant=OuterRef("pk"), round=round_, kind=kind)
    people = Entrant.objects.filter(
        ~Exists(begun),
        ~Exists(told),
        contest=round_.contest_id,
        standing=Standing.IN,
        reminders_wanted_at__isnull=False,
    ).exclude(email="")
    if kind == ReminderKind.OPENS:
        # Whoever registers later sees that it is open.
        people = people.filter(registered_at__lt=round_.opens_at)
    return people.order_by("pk")


def stop_reminders(reminder: EntrantReminder) -> None:
    """Send the entrant of ``reminder`` no more of them in this contest."""
    Entrant.objects.filter(pk=reminder.entrant_id).update(reminders_wanted_at=None)


def _remind(round_: Round, kind: ReminderKind, now: datetime) -> int:
    people = list(due_entrants(round_, kind)[:LOT])
    rows = [
        EntrantReminder(entrant=each, round=round_, kind=kind, written_at=now) for each in people
    ]
    try:
        with transaction.atomic():
            EntrantReminder.objects.bulk_create(rows)
            letters = [(row.entrant.email, partial(_notice, row, round_)) for row in rows]
            send_to_addresses(letters, language=settings.LANGUAGE_CODE)
    except IntegrityError:
        # Another scheduler was quicker; what is left comes with the next round.
        return 0
    return len(rows)


def _notice(row: EntrantReminder, round_: Round) -> Notice:
    slug = round_.contest.slug
    said = {
        "round": round_.title,
        "contest": round_.contest.title,
        "moment": short_closing(round_.closes_at),
        "stop": absolute(reverse("contest_attempts:stop_reminders", args=[slug, row.key])),
    }
    if row.kind == ReminderKind.OPENS:
        subject = _("%(round)s of “%(contest)s” has opened") % said
        first = _("%(round)s of “%(contest)s” has opened. Take part before %(moment)s.") % said
    else:
        subject = _("%(round)s of “%(contest)s” closes soon") % said
        first = (
            _("%(round)s of “%(contest)s” closes at %(moment)s, and you have not begun yet.") % said
        )
    why = _(
        "You asked for reminders when you registered. To get no more of them in this contest: "
        "%(stop)s"
    )
    return Notice(
        subject=subject,
        paragraphs=(first, why % said),
        link_label=_("To my rounds"),
        link=absolute(reverse("contest_attempts:mine", args=[slug])),
    )
