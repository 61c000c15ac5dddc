"""Phones, persons, codes, papers and marks: pure rules."""

import unicodedata
from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.contests.attempts import contents, papers
from campaigns.contests.attempts.errors import NotANumberError
from campaigns.contests.attempts.marking import KeyInForce, exact, mark_paper, share_of
from campaigns.contests.choices import PersonRule
from campaigns.contests.entrants.codes import draw_code, hash_of, shown_code
from campaigns.contests.entrants.people import (
    Person,
    age_on,
    is_of_age,
    league_of,
    name_key,
    person_text,
    written_name,
)
from campaigns.contests.entrants.phones import normal_phone
from campaigns.contests.rules import LeagueRules
from quizblocks.draws import Quota, draw_from
from quizblocks.readings import read_answers

A, B, C, D = (str(uuid4()) for _each in range(4))


def share(right, picked, rule="exact", kind="multiple") -> Fraction:
    return share_of(
        kind=kind,
        key=KeyInForce({"right": list(right)}),
        answer={"picked": list(picked)},
        rule=rule,
    )


class MarkingTests:
    def test_ac_10_several_right_choices_are_exactly_these_or_nothing(self):
        assert share([A, C], [A]) == 0
        assert share([A, C], [A, C]) == 1
        assert share([A, C], [A, B, C]) == 0
        assert share([A, B, C, D], [D, C, B, A]) == 1

    def test_by_parts_a_wrong_choice_takes_one_back(self):
        assert share([A, C], [A], rule="parts") == Fraction(1, 2)
        assert share([A, C], [A, B], rule="parts") == 0

    @pytest.mark.parametrize(
        "kind", ["single", "multiple", "true_false", "numeric", "short_answer"]
    )
    @pytest.mark.parametrize("kind_of_rows", ["ordering", "matching", "gaps"])
    def test_no_answer_and_no_key_earn_nothing(self, kind, kind_of_rows):
        for each in (kind, kind_of_rows):
            assert share_of(kind=each, key=KeyInForce({}), answer={}, rule="parts") == 0

    def test_an_order_with_two_first_steps_earns_nothing(self):
        key = KeyInForce({"order": [A, B, C]})

        def order(*places):
            chosen = dict(zip([A, B, C], places, strict=True))
            return share_of(kind="ordering", key=key, answer={"chosen": chosen}, rule="parts")

        assert (order("1", "2", "3"), order("1", "1", "2")) == (1, 0)
        assert order("2", "3", "1") == Fraction(1, 2)

    def test_an_annulled_question_gives_its_points_to_everybody(self):
        result = mark_paper(
            points=[10, 5],
            kinds=["single", "single"],
            keys=[KeyInForce({"right": [A]}, is_annulled=True), KeyInForce({"right": [B]})],
            answers={2: {"picked": [B]}},
            rule="exact",
        )
        assert (result.score, result.is_full) == (Decimal("15.0000"), True)

    def test_thirds_are_added_before_they_are_rounded(self):
        keys = [KeyInForce({"right": [A, B, C]})] * 3
        result = mark_paper(
            points=[1, 1, 1],
            kinds=["multiple"] * 3,
            keys=keys,
            answers={place: {"picked": [A]} for place in (1, 2, 3)},
            rule="parts",
        )
        assert result.score == Decimal("1.0000")
        assert exact(Fraction(2, 3)) == Decimal("0.6667")


def content_of(rows: int, kind: str = "multiple") -> dict:
    choices = [
        {"translation_key": str(uuid4()), "text": f"Phương án {n}", "is_item": False, "gap": 0}
        for n in range(rows)
    ]
    return {"vi": {"kind": kind, "stem": "Chọn gì?", "choices": choices}}


class PaperTests:
    @given(seed=st.integers(), rows=st.integers(2, 8))
    def test_every_row_is_shown_once_and_no_name_is_the_same_in_another_attempt(self, seed, rows):
        content = content_of(rows)
        item = papers.make_item(
            question=uuid4(), version=1, points=1, content=content, rng=Random(seed)
        )
        shown = [
            papers.shown_item(
                item,
                place=1,
                content=content,
                names=papers.names_in(secret, 1, content),
                pictures={},
            )
            for secret in ("mot", "hai")
        ]
        first, second = ({choice.value for choice in each.choices} for each in shown)
        assert len(first) == rows
        assert not first & second
        assert {choice.text for choice in shown[0].choices} == {
            row["text"] for row in content["vi"]["choices"]
        }
        own = {row["translation_key"] for row in content["vi"]["choices"]}
        assert not own & {str(choice.key) for choice in shown[0].choices}

    @given(picked=st.sets(st.integers(0, 4)))
    def test_what_is_stored_is_shown_again_as_it_was_answered(self, picked):
        content = content_of(5)
        item = papers.make_item(
            question=uuid4(), version=1, points=1, content=content, rng=Random(1)
        )
        names = papers.names_in("bi mat", 1, content)
        question = papers.shown_item(item, place=1, content=content, names=names, pictures={})
        data = {"q1": [question.choices[place].value for place in picked]}
        answer = read_answers([question], Posted(data))[1]
        stored = contents.stored(question, answer, names)
        assert contents.answered(stored, names) == answer
        assert len(stored.get("picked", ())) == len(picked)

    def test_true_stands_before_false_in_every_attempt(self):
        content = content_of(2, "true_false")
        rows = [row["translation_key"] for row in content["vi"]["choices"]]
        for seed in range(8):
            item = papers.make_item(
                question=uuid4(), version=1, points=1, content=content, rng=Random(seed)
            )
            assert [papers.row_keys(content)[index] for index in item["order"]] == rows

    def test_ac_11_ten_thousand_draws_repeat_nothing_and_use_each_question_about_as_often(self):
        pool = {(1, "easy"): [str(number) for number in range(300)]}
        rng, used = Random(11), dict.fromkeys(pool[1, "easy"], 0)
        for _attempt in range(10_000):
            drawn = draw_from(pool, [Quota(30)], rng=rng)
            assert len(set(drawn)) == 30
            for each in drawn:
                used[each] += 1
        # Six standard deviations of a binomial of 10,000 and 1/10.
        assert all(820 < count < 1180 for count in used.values())

    @pytest.mark.parametrize("text, number", [("4.098", 4098), (" 148 529 ", 148529), ("0", 0)])
    def test_a_prediction_is_read_with_or_without_points(self, text, number):
        assert contents.read_prediction(text) == number

    @pytest.mark.parametrize("text", ["", "-3", "bốn nghìn", "1e5", "9" * 10, "²", "٣"])
    def test_what_is_no_prediction_is_refused(self, text):
        with pytest.raises(NotANumberError):
            contents.read_prediction(text)


class Posted(dict):
    """Posted fields, as far as the reader needs them."""

    def getlist(self, name):
        return self.get(name, [])


class PeopleTests:
    @pytest.mark.parametrize(
        "text",
        ["0912345678", "+84 912 345 678", "84912345678", "0084.912.345.678", "(+84)0912-345-678"],
    )
    def test_one_number_is_written_in_many_ways(self, text):
        assert normal_phone(text) == "0912345678"

    @pytest.mark.parametrize("text", ["", "12345", "0112345678", "091234567", "+1 202 555 0101"])
    def test_what_is_no_vietnamese_number_is_refused(self, text):
        with pytest.raises(ValueError):
            normal_phone(text)

    def test_the_place_of_a_tone_makes_no_other_person_and_an_accent_does(self):
        assert name_key("Nguyễn Thị  HOÀ") == name_key("nguyễn thị hòa")
        assert name_key("Lê Văn Hùng") != name_key("Lê Văn Hưng")

    def test_a_name_typed_without_a_thought_of_capitals_gets_them(self):
        for typed, written in (
            ("nguyễn thị HOA", "Nguyễn Thị Hoa"),
            ("ĐỖ  ĐÌNH Ý", "Đỗ Đình Ý"),
            ("lê văn a", "Lê Văn A"),
            ("h'hen niê", "H'Hen Niê"),
            ("Y Thu McDonald", "Y Thu McDonald"),
            (unicodedata.normalize("NFD", "hoàng ánh"), "Hoàng Ánh"),
        ):
            assert written_name(typed) == written
            assert name_key(written) == name_key(typed)

    def test_a_person_is_what_the_rule_says(self):
        an = Person("Nguyễn Văn An", date(2014, 5, 1), 7, "0912345678", "An@Example.org")
        sister = Person("Nguyễn Thị Bình", date(2012, 1, 2), 7, "0912345678", "an@example.org")
        same = {rule: person_text(rule, an) == person_text(rule, sister) for rule in PersonRule}
        assert same[PersonRule.PHONE] and same[PersonRule.EMAIL]
        assert not same[PersonRule.PHONE_NAME] and not same[PersonRule.NAME_BIRTH_UNIT]

    def test_ages_are_whole_years_and_both_ends_take_part(self):
        born = date(2008, 3, 26)
        assert (age_on(born, date(2026, 3, 25)), age_on(born, date(2026, 3, 26))) == (17, 18)
        assert is_of_age(16, 16, 30) and is_of_age(30, 16, 30) and not is_of_age(31, 16, 30)
        assert not is_of_age(None, 16, None) and is_of_age(None, None, None)

    def test_the_first_league_that_takes_age_and_unit_is_found(self):
        pupils = LeagueRules("hs", "Học sinh", age_from=11, age_to=17)
        soldiers = LeagueRules("lltv", "Lực lượng vũ trang", unit_kinds=("army",))
        assert league_of([pupils, soldiers], age=15, kind="school") == pupils
        assert league_of([pupils, soldiers], age=20, kind="army") == soldiers
        assert league_of([pupils, soldiers], age=20, kind="school") is None

    def test_a_code_is_found_however_it_is_typed(self):
        code = draw_code(Random(1))
        assert hash_of(code) == hash_of(f" {shown_code(code).lower()} ")
        assert hash_of(code) != hash_of(draw_code(Random(2)))
