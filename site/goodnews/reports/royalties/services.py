"""Writes of royalties: rates, appraisals, and the signature that locks a month."""

from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from goodnews.accounts.models import User
from goodnews.reports.models import (
    ReportSettings,
    RoyaltyLine,
    RoyaltyRate,
    RoyaltySheet,
    StoryAppraisal,
)
from goodnews.stats.days import month_of
from news.models import StoryPage

from .drafts import SheetDraft, draft_sheet, next_sheet_month
from .errors import (
    AppraisalError,
    LockedSheetError,
    MissingRateError,
    MonthNotOverError,
    RateError,
    SheetChangedError,
    WrongMonthError,
)

BATCH = 1000


def sign_sheet(*, month: date, digest: str, user: User, now: datetime) -> RoyaltySheet:
    """Sign the royalties of ``month`` and lock them.

    Two who sign at the same moment meet at the month, which is unique: one wins.

    Args:
        digest: of the draft that was read.

    Raises:
        LockedSheetError: the month is signed.
        MonthNotOverError: it is not over in Viet Nam.
        WrongMonthError: another month is next.
        MissingRateError: some story has no rate.
        SheetChangedError: something changed since the draft was read.
    """
    today = timezone.localdate(now, timezone.get_default_timezone())
    _check_turn(month, today)
    name = user.display_name
    try:
        with transaction.atomic():
            sheet = RoyaltySheet.objects.create(
                month=month, signed_by=user, signer_name=name, signed_at=now
            )
            draft = draft_sheet(month)
            _check_draft(draft, digest)
            for line in draft.lines:
                line.sheet = sheet
            RoyaltyLine.objects.bulk_create(draft.lines, batch_size=BATCH)
            points = sum((line.points for line in draft.lines), Decimal(0))
            data = {"month": f"{month:%m/%Y}", "lines": len(draft.lines), "points": str(points)}
            log(instance=sheet, action="reports.sign_royalties", user=user, data=data)
    except IntegrityError as error:
        if RoyaltySheet.objects.filter(month=month).exists():
            raise LockedSheetError from error
        raise
    return sheet


def _check_turn(month: date, today: date) -> None:
    if RoyaltySheet.objects.filter(month=month).exists():
        raise LockedSheetError
    if month_of(month).last >= today:
        raise MonthNotOverError
    wanted = next_sheet_month(today)
    # The first sheet may be of any month: before it royalties were counted on paper.
    if month != wanted and RoyaltySheet.objects.exists():
        raise WrongMonthError(wanted)


def _check_draft(draft: SheetDraft, digest: str) -> None:
    if draft.without_rate:
        raise MissingRateError
    if draft.digest != digest:
        raise SheetChangedError


@transaction.atomic
def appraise_story(
    *,
    story: StoryPage,
    coefficient: Decimal,
    author: User | None,
    reason: str,
    user: User,
    now: datetime,
) -> StoryAppraisal:
    """Set the coefficient of ``story`` and who is credited; a locked sheet is corrected later.

    Args:
        author: None for whoever sent the story.

    Raises:
        AppraisalError: the coefficient is out of its range, or there is no reason.
    """
    settings = ReportSettings.load()
    lowest, highest = settings.lowest_coefficient, settings.highest_coefficient
    if not lowest <= coefficient <= highest:
        message = _("Give a coefficient from %(lowest)s to %(highest)s.")
        params = {"lowest": _number(lowest), "highest": _number(highest)}
        raise AppraisalError(message % params, field="coefficient")
    if not reason.strip():
        raise AppraisalError(_("Say why."), field="reason")
    values = {
        "coefficient": coefficient,
        "author": author,
        "reason": reason.strip(),
        "appraised_by": user,
        "appraised_at": now,
    }
    appraisal, _created = StoryAppraisal.objects.update_or_create(story=story, defaults=values)
    credited = author or story.owner
    data = {
        "coefficient": str(coefficient),
        "author": credited.display_name if credited else "",
        "reason": reason.strip(),
    }
    log(instance=story, action="reports.appraise", user=user, data=data)
    return appraisal


@transaction.atomic
def save_rate(*, rate: RoyaltyRate) -> RoyaltyRate:
    """Save ``rate`` if no other holds in its days and no locked month would change.

    Raises:
        RateError: with the field that is wrong.
    """
    # One at a time; the settings stand for all rates.
    ReportSettings.objects.select_for_update().get(pk=ReportSettings.load().pk)
    refuse_rate(rate)
    rate.save()
    return rate


def refuse_rate(rate: RoyaltyRate) -> None:
    """Refuse a rate that cannot be.

    Raises:
        RateError: with the field that is wrong.
    """
    _refuse_in_locked_days(rate)
    rivals = RoyaltyRate.objects.filter(kind=rate.kind, origin=rate.origin).exclude(pk=rate.pk)
    rival = rivals.overlapping(rate.valid_from, rate.valid_to).first()
    if rival is not None:
        message = _("A rate of %(points)s points holds from %(first)s. End that one first.")
        params = {"points": _number(rival.points), "first": f"{rival.valid_from:%d/%m/%Y}"}
        raise RateError(message % params, field="valid_from")


def _refuse_in_locked_days(rate: RoyaltyRate) -> None:
    last = RoyaltySheet.objects.order_by("-month").first()
    if last is None:
        return
    locked_until = month_of(last.month).last
    day = {"day": f"{locked_until:%d/%m/%Y}"}
    stored = RoyaltyRate.objects.filter(pk=rate.pk).first()
    if stored is None or stored.valid_from > locked_until:
        if rate.valid_from <= locked_until:
            message = _("Royalties are locked up to %(day)s. Give a later day.")
            raise RateError(message % day, field="valid_from")
        return
    kept = ("kind", "origin", "points", "valid_from")
    for name in kept:
        if getattr(stored, name) != getattr(rate, name):
            message = _("Locked sheets were counted with this rate. End it and add a new one.")
            raise RateError(message, field=name)
    if rate.valid_to != stored.valid_to and any(
        end is not None and end < locked_until for end in (rate.valid_to, stored.valid_to)
    ):
        message = _("Royalties are locked up to %(day)s. The rate cannot end before.")
        raise RateError(message % day, field="valid_to")


def _number(value: Decimal) -> str:
    return f"{value:f}".replace(".", ",")
