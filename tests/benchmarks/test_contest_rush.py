"""A small rush, and what the measurement of the deadline takes for wrong."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from unittest import mock

import pytest
from django.test import Client
from django.utils import timezone

from campaigns.contests.choices import AttemptState
from campaigns.contests.clock import database_now
from campaigns.contests.models import Attempt
from goodnews.bench.contest_deadline import Sent, judge, make_attempts
from goodnews.bench.contest_load.checking import check
from goodnews.bench.contest_load.clients import Habits
from goodnews.bench.contest_load.prepare import prepare
from goodnews.bench.contest_load.reading import read_standing
from goodnews.bench.contest_rush import Calm, rush_in

DEADLINE = datetime(2026, 11, 28, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def moment(seconds: float) -> datetime:
    return DEADLINE + timedelta(seconds=seconds)


def sent(what: str, before: float, after: float, status: int = 302) -> Sent:
    return Sent(1, what, moment(before), moment(after), status)


def attempt(state: str, ended: float):
    return SimpleNamespace(state=state, submitted_at=moment(ended))


IN_TIME, OVER = AttemptState.SUBMITTED, AttemptState.EXPIRED


class JudgeTests:
    @pytest.mark.parametrize(
        ("said", "state", "ended", "is_wrong"),
        [
            (sent("submission", -3, -2), IN_TIME, -2.5, False),
            (sent("submission", -3, -2), OVER, 0, True),
            (sent("submission", 1, 2), OVER, 0, False),
            (sent("submission", 1, 2), IN_TIME, 1.5, True),
            (sent("submission", -1, 1), IN_TIME, -0.5, False),
            (sent("submission", -1, 1), OVER, 0, False),
            (sent("submission", -1, 1), IN_TIME, 0.5, True),
            (sent("submission", -1, 1), OVER, 0.5, True),
            (sent("save", -3, -2, 200), IN_TIME, -1, False),
            (sent("save", -3, -2, 409), IN_TIME, -1, True),
            (sent("save", 1, 2, 409), OVER, 0, True),
        ],
    )
    def test_a_decision_is_compared_with_the_moments_around_it(self, said, state, ended, is_wrong):
        found = judge(sent=said, deadline=DEADLINE, attempt=attempt(state, ended), has_answer=True)
        assert bool(found) is is_wrong

    def test_an_acknowledged_answer_has_to_be_there(self):
        held = {"deadline": DEADLINE, "attempt": attempt(OVER, 0), "has_answer": False}
        assert judge(sent=sent("save", -3, -2, 200), **held)
        assert not judge(sent=sent("save", 1, 2, 409), **held)


def test_the_peak_is_what_lasted_and_no_burst():
    calm = Calm(goodputs={8: [100.0, 300.0], 16: [180.0, 180.0]})
    assert calm.peak == pytest.approx(180)


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [-HOUR, HOUR])
def test_a_worker_whose_clock_is_an_hour_off_decides_by_the_database(wrong):
    prepared = prepare(count=2, slug="gio-chot", now=database_now())
    early, late = make_attempts("gio-chot")
    now = database_now()
    Attempt.objects.filter(pk=early).update(deadline=now + timedelta(minutes=1))
    Attempt.objects.filter(pk=late).update(deadline=now - timedelta(milliseconds=1))
    off, real = wrong.total_seconds(), time.time
    with (
        mock.patch.object(timezone, "now", lambda: datetime.now(UTC) + wrong),
        mock.patch.object(time, "time", lambda: real() + off),
    ):
        for ticket in prepared.tickets:
            name, value = ticket.cookie.split("=", 1)
            client = Client()
            client.cookies[name] = value
            form = {"content_type": "application/x-www-form-urlencoded"}
            client.post(f"{prepared.path}vong/1/luot/1/", "q1=x&do=finish", **form)
    states = Attempt.objects.in_bulk([early, late])
    assert [states[pk].state for pk in (early, late)] == [IN_TIME, OVER]
    assert now <= states[early].submitted_at <= database_now()
    assert states[late].submitted_at == states[late].deadline


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_small_rush_loses_nothing_and_everybody_is_served(live_server, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    settings.CONTEST_STARTS_PER_SECOND = 4
    habits = Habits(saves=2)
    prepared = prepare(count=9, slug="dot-vao", now=database_now())
    rush = asyncio.run(rush_in(live_server.url, prepared, within=0.2, habits=habits))
    found = check(rush.load.logs, read_standing("dot-vao"))
    assert found.is_clean, found.examples
    assert (found.acknowledged, found.submitted) == (18, 9)
    assert (dict(rush.refusals), rush.backwards) == ({}, 0)
    assert rush.polls > 0
