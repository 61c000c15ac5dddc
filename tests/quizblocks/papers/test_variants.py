"""Shuffled papers: nothing lost, nothing twice, the same seed the same paper, the key still right."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizblocks.papers.keys import key_rows, right_answer
from quizblocks.papers.staying import LETTERS, names_letters, segments, stays
from quizblocks.papers.variants import (
    PrintedChoice,
    PrintedQuestion,
    make_variants,
    sheet_plan,
)

LAST = "Tất cả các đáp án trên"
CODES = ("101", "102", "103", "104")


@st.composite
def questions(draw):
    """Questions whose texts say their key, with what is right of each."""
    kinds = draw(
        st.lists(
            st.sampled_from(("single", "multiple", "true_false", "numeric")), min_size=1, max_size=8
        )
    )
    made, right = [], {}
    for number, kind in enumerate(kinds):
        texts = {"true_false": ["Đúng", "Sai"], "numeric": []}.get(
            kind, [f"{number} ý {n}" for n in range(draw(st.integers(1, 5)))] + [LAST]
        )
        choices = tuple(PrintedChoice(f"{number}-{n}", text) for n, text in enumerate(texts))
        made.append(PrintedQuestion(str(number), kind, f"Câu hỏi {number}?", choices))
        if choices:
            keys = st.sampled_from([choice.key for choice in choices])
            right[str(number)] = draw(st.sets(keys, min_size=1))
    return made, right


class VariantTests:
    @settings(deadline=None)
    @given(questions(), st.text(max_size=8))
    def test_each_variant_holds_everything_once_and_its_key_means_the_same_texts(self, made, seed):
        asked, right = made
        variants = make_variants(asked, seed=seed, codes=CODES)
        assert variants == make_variants(asked, seed=seed, codes=CODES)
        contents = {key: {"right": sorted(names)} for key, names in right.items()}
        for each in asked:
            contents.setdefault(each.key, {"numbers": [["7", "7", "1"], ["8", "9", "1/2"]]})
        rows = key_rows(variants, contents)
        plan = sheet_plan(asked)
        by_key = {each.key: each for each in asked}
        for column, variant in enumerate(variants, start=1):
            assert sorted(each.key for each in variant.questions) == sorted(by_key)
            for number, question in enumerate(variant.questions):
                original = by_key[question.key]
                assert sorted(c.key for c in question.choices) == sorted(
                    c.key for c in original.choices
                )
                if question.kind == "true_false":
                    assert question.choices == original.choices
                elif question.choices:
                    assert question.choices[-1].text == LAST
                assert question.is_ticked == (number < plan.ticked)
                said = rows[number][column]
                if question.is_ticked:
                    named = {question.choices[LETTERS.index(x)].key for x in said.split(", ")}
                    assert named == right[question.key]
                else:
                    assert said == "7"

    @settings(deadline=None)
    @given(st.integers(0, 50))
    def test_variants_differ(self, seed):
        choices = tuple(PrintedChoice(str(n), f"ý {n}") for n in range(4))
        asked = [PrintedQuestion(str(n), "single", f"Câu {n}?", choices) for n in range(20)]
        variants = make_variants(asked, seed=str(seed), codes=CODES)
        assert len({variant.questions for variant in variants}) == 4

    @pytest.mark.parametrize(
        "texts, columns",
        [(["Đúng", "Sai"], 4), (["năm 1931", "Đoàn Thanh niên Cộng sản"], 2), (["a" * 50, "b"], 1)],
    )
    def test_short_choices_stand_in_one_line(self, texts, columns):
        choices = tuple(PrintedChoice(text, text) for text in texts)
        assert PrintedQuestion("1", "single", "Câu?", choices).columns == columns


class RightAnswerTests:
    STEPS = tuple(PrintedChoice(name, name * 3) for name in "xyz")

    @settings(deadline=None)
    @given(st.permutations("xyz"), st.text(max_size=5))
    def test_an_order_is_said_by_the_letters_of_each_variant(self, order, seed):
        asked = PrintedQuestion("1", "ordering", "Xếp?", self.STEPS)
        for variant in make_variants([asked], seed=seed, codes=CODES):
            said = right_answer(variant.questions[0], {"order": order}).split(", ")
            shown = variant.questions[0].choices
            assert [shown[LETTERS.index(letter)].key for letter in said] == list(order)

    def test_pairs_texts_and_keys_that_do_not_fit(self):
        items = (PrintedChoice("l", "Lào"), PrintedChoice("c", "Campuchia"))
        asked = PrintedQuestion("1", "matching", "Ghép?", self.STEPS, items)
        assert right_answer(asked, {"pairs": {"l": "z", "c": "x"}}) == "1–C, 2–A"
        assert right_answer(asked, {"pairs": {"l": "gone", "c": "x"}}) == "?"
        short = PrintedQuestion("1", "short_answer", "Ai?")
        texts = [["Nguyễn*", "1"], ["Bác", "1/2"], ["2 \\* 3", "1"]]
        assert right_answer(short, {"texts": texts}) == "Nguyễn…; 2 * 3"
        single = PrintedQuestion("1", "single", "Gì?", self.STEPS)
        assert right_answer(single, {"right": ["gone"]}) == "?"
        assert right_answer(single, {}) == "?"


class StayingTests:
    @pytest.mark.parametrize(
        "text",
        [
            "Tất cả các đáp án trên",
            "TẤT CẢ CÁC PHƯƠNG ÁN TRÊN ĐỀU ĐÚNG.",
            "Tất cả đều sai",
            "Cả ba ý trên",
            "Cả 3 phương án trên",
            "Không có đáp án nào đúng",
            "Không phương án nào",
            "Đáp án khác",
            "Ý kiến khác: ý khác",
            "Tất cả",
            "Cả hai",
            "Các phương án còn lại đều đúng",
            "All of the above",
            "Tất cả các đáp án trên",
        ],
    )
    def test_what_speaks_of_the_others_stays(self, text):
        assert stays(text)

    @pytest.mark.parametrize(
        "text",
        ["Cả nước", "Tất cả mọi người dân", "Khắc phục", "Ngày 26/3/1931", "Không ai", "Năm tốt"],
    )
    def test_what_speaks_of_the_world_does_not(self, text):
        assert not stays(text)

    def test_letters_keep_the_whole_order(self):
        assert names_letters("Cả A, B và C đều đúng", 4) and names_letters("Chỉ A đúng", 4)
        assert not names_letters("Vitamin A và B", 4) and not names_letters("Hạng E", 4)
        assert segments(["x", "y", "A và B", "z"]) == [[0], [1], [2], [3]]

    def test_what_stands_above_stays_above(self):
        assert segments(["x", "y", "Cả hai ý trên", "z"]) == [[0, 1], [2], [3]]
