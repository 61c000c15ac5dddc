"""The form of a contest costs the same however much is entered."""

from dataclasses import replace

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html

from campaigns.contests.rules import DrawRules, FixedRules, LeagueRules
from campaigns.contests.services import build_contest
from goodnews.accounts.roles import Role
from goodnews.accounts.services import apply_roles
from quizblocks.choices import QuestionUse
from tests.accounts.factories import make_user
from tests.quizblocks.factories import make_question, make_topic

from .rule_sets import DAY, OPENS, rule_set, with_round

pytestmark = pytest.mark.django_db

QUERIES, QUERIES_OF_CHECK = 20, 39
ROUNDS = 3
BYTES, BYTES_OF_LINE = 255_000, 3_600


@pytest.fixture
def bank(client):
    """Twelve topics and twelve questions for contests; an organiser is signed in."""
    apply_roles()
    client.force_login(make_user("organiser", role=Role.ORGANISER))
    topics = [make_topic(f"Chủ đề {number}") for number in range(12)]
    questions = [
        make_question(topics[0], f"Câu hỏi số {number}?", use=QuestionUse.CONTEST)
        for number in range(12)
    ]
    return topics, questions


def make_rows(bank, count):
    """Return a draft with so many rows of every kind."""
    topics, questions = bank
    rules = with_round(rule_set("mot-luot"), draws=(), attempts=1)
    first = rules.rounds[0]
    rounds = tuple(
        replace(
            first,
            number=number,
            title=f"Vòng {number}",
            opens_at=OPENS + number * DAY,
            closes_at=OPENS + (number + 1) * DAY,
            draws=tuple(
                DrawRules(1, topic=topics[place].pk, league="b0") for place in range(count)
            ),
            fixed=tuple(
                FixedRules(str(questions[place].translation_key), league="b0")
                for place in range(count)
            ),
        )
        for number in range(1, ROUNDS + 1)
    )
    leagues = tuple(LeagueRules(f"b{place}", f"Bảng {place}") for place in range(count))
    prizes = tuple(replace(rules.prizes[0], place=place + 1) for place in range(count))
    return build_contest(
        rules=replace(rules, rounds=rounds, leagues=leagues, prizes=prizes),
        organiser_name="Tỉnh Đoàn",
        complaint_contact="Văn phòng",
    )


def edit_address(contest):
    return reverse("contest_rules:edit", args=[contest.pk])


@pytest.mark.parametrize("count", [2, 12])
def test_the_form_asks_the_same_of_the_database_however_much_is_entered(
    client, bank, django_assert_num_queries, count
):
    address = edit_address(make_rows(bank, count))
    client.get(address)
    with django_assert_num_queries(QUERIES):
        html = client.get(address).content.decode()
    assert html.count("Câu hỏi số 1?") == ROUNDS
    # Two lines in each round, a league and a prize.
    assert len(html.encode()) < BYTES + count * (2 * ROUNDS + 2) * BYTES_OF_LINE

    typed = querydict_from_html(html, form_id="w-editor-form")
    typed["rounds-2-number"] = "1"
    with django_assert_num_queries(QUERIES_OF_CHECK):
        response = client.post(address, typed)
    assert response.context["form"].formsets["rounds"].forms[2].errors.keys() == {"number"}


def test_a_number_that_is_no_contest_question_is_refused_at_its_field(client, bank):
    address = edit_address(make_rows(bank, 2))
    typed = querydict_from_html(client.get(address).content.decode(), form_id="w-editor-form")
    name = "rounds-0-fixed_questions-1-question"
    for number in ("0", "9" * 5000, "-1", "mot", "214"):
        typed[name] = number
        response = client.post(address, typed)
        rounds = response.context["form"].formsets["rounds"].forms[0]
        errors = rounds.formsets["fixed_questions"].forms[1].errors
        assert errors == {"question": ["Ngân hàng không có câu hỏi thi mang số này."]}
        assert number in response.content.decode()


def test_right_answers_shown_between_attempts_are_doubted_before_publishing(client, bank):
    rules = with_round(rule_set("mot-luot"), attempts=3, counting="best", shown_at_once="answers")
    contest = build_contest(rules=rules, organiser_name="Tỉnh Đoàn", complaint_contact="VP")
    html = client.get(reverse("contest_rules:publish", args=[contest.pk])).content.decode()
    assert "Người đã xem đáp án có thể dùng nó ở lượt thi sau." in html
