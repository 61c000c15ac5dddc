"""Publishing rules, and changing them in the open."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from campaigns.contests.bank import read_bank
from campaigns.contests.changes import refusals
from campaigns.contests.evidence.chain import chain_record, record_act
from campaigns.contests.evidence.choices import ActKind
from campaigns.contests.findings import Finding, blocking
from campaigns.contests.models import Contest, RulesVersion
from campaigns.contests.reading import published_rules, rules_of
from campaigns.contests.rule_errors import (
    AlreadyPublishedError,
    ContestEnteredError,
    FrozenRulesError,
    NotPublishedError,
    NotReadyError,
    ReasonMissingError,
)
from campaigns.contests.rules import ContestRules, to_json
from campaigns.contests.validation import findings
from goodnews.core.pagecache import purge_public_pages

from .keeping import keep_contest


@transaction.atomic
def publish_contest(*, contest: Contest, user, now: datetime) -> RulesVersion:
    """Make a version of the rules from the saved rows and show the contest to everybody.

    It is version 1, or the next one where the contest was withdrawn, with the reason for that.

    Raises:
        AlreadyPublishedError: it is public.
        NotReadyError: something is wrong or missing, or a round has closed already.
    """
    locked = Contest.objects.select_for_update(of=("self",)).get(pk=contest.pk)
    if locked.published_at:
        raise AlreadyPublishedError
    rules = rules_of(locked)
    _check(rules, now=now, is_first=True)
    purge_public_pages()
    last = locked.versions.order_by("-number").first()
    withdrawal = locked.acts.filter(kind=ActKind.WITHDRAWN).order_by("-pk").first()
    version = _write(
        locked,
        rules,
        number=last.number + 1 if last else 1,
        reason=withdrawal.reason if withdrawal else "",
        user=user,
        now=now,
    )
    locked.published_at = contest.published_at = now
    locked.save(update_fields=["published_at"])
    return version


@transaction.atomic
def withdraw_contest(*, contest: Contest, reason: str, user, now: datetime) -> None:
    """Take a contest that nobody has entered off the site (gỡ xuống): it is a draft again.

    Its versions of the rules stay; the next publication shows ``reason`` with its own.

    Raises:
        NotPublishedError: it is a draft.
        ContestEnteredError: somebody has entered.
    """
    # Against whoever registers at this moment: an entrant's row waits for this lock.
    locked = Contest.objects.select_for_update(of=("self",)).get(pk=contest.pk)
    if not locked.published_at:
        raise NotPublishedError
    if locked.entrants.exists():
        raise ContestEnteredError
    purge_public_pages()
    record_act(contest=locked, kind=ActKind.WITHDRAWN, reason=reason, user=user, now=now)
    locked.published_at = contest.published_at = None
    locked.save(update_fields=["published_at"])


@transaction.atomic
def change_rules(*, contest: Contest, reason: str, user, now: datetime) -> RulesVersion:
    """Save ``contest`` as it is in memory, and publish its rules anew where they differ.

    Args:
        reason: why, for everybody to read; not needed where only the record's other
            fields differ, such as the poster.

    Returns:
        the version that holds now.

    Raises:
        NotPublishedError: the contest is still a draft.
        ReasonMissingError: the rules differ and no reason is given.
        FrozenRulesError: what differs must not change any more.
        NotReadyError: the new rules are wrong.
    """
    Contest.objects.select_for_update(of=("self",)).get(pk=contest.pk)
    version, before = published_rules(contest)
    keep_contest(contest=contest)
    after = rules_of(Contest.objects.select_related("unit").get(pk=contest.pk))
    purge_public_pages()
    if is_same(version, contest, after):
        return version
    if not reason.strip():
        raise ReasonMissingError
    if refused := refusals(before, after, now=now):
        raise FrozenRulesError(refused)
    _check(after, now=now)
    number = version.number + 1
    return _write(contest, after, number=number, reason=reason.strip(), user=user, now=now)


def is_same(version: RulesVersion, contest: Contest, rules: ContestRules) -> bool:
    """Tell whether ``version`` says what ``contest`` and its ``rules`` say."""
    return (version.content, version.before_rules, version.after_rules) == (
        to_json(rules),
        contest.before_rules,
        contest.after_rules,
    )


def _check(rules: ContestRules, *, now: datetime, is_first: bool = False) -> None:
    if wanting := blocking(findings_at(rules, now=now, is_first=is_first)):
        raise NotReadyError(wanting)


def findings_at(rules: ContestRules, *, now: datetime, is_first: bool) -> list[Finding]:
    """Return what is wrong with ``rules`` by the bank of that day.

    Args:
        is_first: whether they would be published for the first time at ``now``.
    """
    bank = read_bank(today=timezone.localdate(now))
    return findings(rules, bank=bank, now=now if is_first else None)


def _write(
    contest: Contest, rules: ContestRules, *, number: int, reason: str, user, now: datetime
) -> RulesVersion:
    content = to_json(rules)
    version = RulesVersion.objects.create(
        contest=contest,
        number=number,
        content=content,
        content_hash=hashlib.sha256(content.encode()).hexdigest(),
        before_rules=contest.before_rules,
        after_rules=contest.after_rules,
        reason=reason,
        made_at=now,
        made_by=user,
    )
    chain_record(version, contest_id=contest.pk, now=now)
    return version
