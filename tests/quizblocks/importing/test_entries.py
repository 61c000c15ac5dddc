"""What the bank can hold of a question in a file."""

from fractions import Fraction

import pytest

from quizblocks.choices import QuestionKind
from quizblocks.formats.items import Item, ItemChoice, ItemKind, ItemPair, Reading, Remark
from quizblocks.importing.entries import judge
from quizblocks.importing.rows import Row, packed_rows, rows_of, unpacked_rows

from .factories import choices, make_item, true_false


def weighted(*weights: str) -> tuple[ItemChoice, ...]:
    return tuple(ItemChoice(f"Ý {n}", Fraction(weight)) for n, weight in enumerate(weights))


class JudgeTests:
    def test_a_question_of_one_right_choice_is_kept_whole(self):
        item = make_item(explanation=" Vì vậy. ", source="Luật\nTrẻ em", difficulty="hard")
        entry = judge(item).entry
        assert entry.kind == QuestionKind.SINGLE
        assert [right for _text, right in entry.choices] == [False, True, False]
        assert (entry.explanation, entry.source) == ("Vì vậy.", "Luật Trẻ em")
        assert (entry.topic, entry.difficulty) == ("An toàn trên mạng", "hard")

    def test_a_question_without_a_topic_takes_that_of_the_file(self):
        assert judge(make_item(topic=""), topic="Lịch sử Đoàn").entry.topic == "Lịch sử Đoàn"
        assert "chủ đề" in judge(make_item(topic="")).faults[0]

    @pytest.mark.parametrize("path", ["An toàn mạng / Mật khẩu", "An toàn mạng › Mật khẩu/"])
    def test_a_path_of_topics_is_kept(self, path):
        judged = judge(make_item(topic=path))
        assert judged.entry.topic == "An toàn mạng › Mật khẩu"
        assert judged.losses == ()

    @pytest.mark.parametrize(
        ("values", "said"),
        [
            ({"stem": ""}, "chưa có nội dung"),
            ({"stem": "Gì?"}, "quá ngắn"),
            ({"stem": "x" * 5001}, "quá dài"),
            ({"choices": choices("Có", "Không")}, "Chưa có phương án nào"),
            ({"choices": choices("*Có", "*Không")}, "2 phương án"),
            ({"choices": choices("*Có")}, "ít nhất hai phương án"),
            ({"choices": ()}, "ít nhất hai phương án"),
            ({"choices": choices("*Có", "Có")}, "giống nhau"),
            ({"choices": choices("*Có", " ")}, "trống"),
            ({"choices": choices("*Có", "x" * 501)}, "quá dài"),
            ({"choices": choices("*Có", *(f"Ý {n}" for n in range(20)))}, "quá nhiều"),
            ({"kind": ItemKind.NUMERIC, "choices": ()}, "Không có đáp án"),
            ({"kind": ItemKind.SHORT_ANSWER, "choices": weighted("1/2")}, "trọn điểm"),
            ({"kind": ItemKind.SHORT_ANSWER, "choices": choices("*a", "*A")}, "giống nhau"),
            ({"kind": ItemKind.ORDERING, "steps": ("Một",)}, "các bước"),
            ({"kind": ItemKind.ORDERING, "steps": ("Một", "một")}, "giống nhau"),
            ({"kind": ItemKind.MATCHING, "pairs": (ItemPair("a", "b"),)}, "hai cặp"),
            ({"kind": ItemKind.TRUE_FALSE}, "Đúng"),
            ({"choices": weighted("1", "1/2")}, "một phần điểm"),
            ({"kind": ItemKind.SEVERAL, "choices": weighted("3/4", "1/4")}, "một phần điểm"),
            ({"source": "x" * 251}, "quá dài"),
            ({"source_url": "javascript:alert(1)"}, "địa chỉ"),
            ({"topic": "x" * 121}, "quá dài"),
            ({"topic": "???"}, "tên chủ đề"),
            ({"topic": "a/b/c/d/e"}, "4 cấp"),
            ({"tags": ("x" * 101,)}, "thẻ"),
        ],
    )
    def test_what_the_bank_cannot_hold_is_named(self, values, said):
        stem = {"stem": "Câu hỏi nào cũng được?", **values}
        judged = judge(make_item(**stem))
        assert judged.entry is None
        assert said in " ".join(judged.faults)

    def test_even_shares_are_several_right_choices(self):
        for weights in (("1/2", "1/2", "0"), ("1", "1", "0"), ("0.33333", "0.33333", "0.33333")):
            item = make_item(kind=ItemKind.SEVERAL, choices=weighted(*weights))
            entry = judge(item).entry
            assert entry.kind == QuestionKind.MULTIPLE
            assert sum(right for _text, right in entry.choices) == len(weights) - ("0" in weights)

    def test_true_stands_first_and_keeps_its_mark(self):
        item = true_false("Mật khẩu nên dễ đoán.", is_true=False)
        turned = make_item(kind=item.kind, choices=item.choices[::-1])
        assert judge(item).entry.choices == (("Đúng", False), ("Sai", True))
        assert judge(turned).entry.choices == (("Đúng", False), ("Sai", True))

    def test_what_is_not_kept_is_said(self):
        feedback = (ItemChoice("Có", Fraction(1), "Giỏi"), ItemChoice("Không", Fraction(-1, 2)))
        judged = judge(make_item(choices=feedback, tags=("mạng",)))
        assert [choice.feedback for choice in judged.entry.body.choices] == ["Giỏi", ""]
        assert judged.entry.tags == ("mạng",)
        assert len(judged.losses) == 1

    def test_signs_that_no_database_takes_are_left_out(self):
        entry = judge(make_item("Câu\x00 hỏi\ufeff gì đây?", choices=choices("*a\x0b", "b"))).entry
        assert entry.stem == "Câu hỏi gì đây?"
        assert entry.choices[0][0] == "a"


class RowTests:
    def test_faults_and_questions_stand_in_the_order_of_the_file(self):
        faults = (Remark("10", "Không có đáp án."), Remark("3", "Trống."), Remark("3", "Dài."))
        rows = rows_of(Reading((make_item(place="9"), make_item(place="12")), faults))
        assert [row.place for row in rows] == ["3", "9", "10", "12"]
        assert rows[0].fault == "Trống. Dài."

    def test_packing_loses_nothing(self):
        rows = (
            Row(make_item(choices=weighted("1/3", "-1/2"), tags=("a", "b")), is_left_out=True),
            Row(Item(kind=ItemKind.ORDERING, stem="", steps=("một", "hai"), place="4"), "Lỗi."),
        )
        assert unpacked_rows(packed_rows(rows)) == rows
        assert [row.place for row in unpacked_rows(packed_rows(rows))] == ["2", "4"]
