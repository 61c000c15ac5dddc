from fractions import Fraction

import pytest

from quizblocks.formats.gift import read_gift, write_gift
from quizblocks.formats.items import Item, ItemChoice, ItemKind, ItemNumber, ItemPair
from tests.yardstick import takes_at_most

from .samples import sample

pytestmark = pytest.mark.usefixtures("english")


def read(text: str) -> Item:
    """Return the only question of ``text``."""
    reading = read_gift(text)
    assert (reading.faults, len(reading.items)) == ((), 1)
    return reading.items[0]


def choices(*parts) -> tuple[ItemChoice, ...]:
    return tuple(ItemChoice(text, Fraction(weight), said) for text, weight, said in parts)


def numbers(*parts) -> tuple[ItemNumber, ...]:
    return tuple(
        ItemNumber(Fraction(low), Fraction(high), Fraction(weight), said)
        for low, high, weight, said in parts
    )


PASSWORDS = "An toàn mạng/Mật khẩu"
HISTORY = "Lịch sử"
HOSTILE_PIECES = ["{", "}", "\\", "=", "{=", "~", "#", "::", "// [tag:", "// [id:\\", "{\n\n", "\n"]
HOSTILE_PIECES += ["<", '<a "', "<!--", "&", "%", "[html]", "{#", "{T#", "->", "*", "{>\n"]
HOSTILE_PIECES += ["$CATEGORY:\n"]
KINDS_BY_LINE = {
    "7": "single",
    "15": "several",
    "21": "several",
    "25": "single",
    "29": "true_false",
    "31": "true_false",
    "33": "true_false",
    "35": "true_false",
    "37": "short_answer",
    "39": "short_answer",
    "41": "matching",
    "48": "numeric",
    "50": "numeric",
    "52": "numeric",
    "54": "numeric",
    "60": "numeric",
    "62": "single",
    "64": "ordering",
    "72": "single",
    "79": "single",
    "81": "single",
}


@pytest.fixture(scope="module")
def reading():
    return read_gift(sample("questions.gift").decode())


@pytest.fixture(scope="module")
def by_line(reading):
    return {item.place: item for item in reading.items}


class GiftSampleTests:
    def test_every_question_is_read_at_its_line(self, reading):
        assert reading.faults == ()
        assert {item.place: item.kind.value for item in reading.items} == KINDS_BY_LINE

    def test_name_notes_category_feedback_and_comments(self, by_line):
        assert by_line["7"] == Item(
            ItemKind.SINGLE,
            "Mật khẩu nào khó đoán nhất?",
            name="Mật khẩu mạnh",
            choices=choices(
                ("c4y-X0ai#9gi0", 1, ""),
                ("123456", 0, "Ai cũng thử mật khẩu này đầu tiên."),
                ("ngày sinh", 0, "Người quen biết ngày sinh của em."),
            ),
            explanation="Mật khẩu dài, lẫn chữ và số thì khó đoán.",
            topic=PASSWORDS,
            difficulty="easy",
            tags=("mật khẩu", "an toàn [mạng]"),
            identifier="MK-01",
        )

    def test_weights(self, by_line):
        assert by_line["15"].choices == choices(
            ("Cho bạn mượn mật khẩu", -1, ""),
            ("Bật xác thực hai lớp", "1/2", ""),
            ("Đổi mật khẩu bị lộ", "1/2", ""),
        )
        assert [choice.weight for choice in by_line["21"].choices] == [
            Fraction(1, 3),
            Fraction(1, 3),
            Fraction(1, 3),
            Fraction(-1, 2),
        ]
        assert [choice.weight for choice in by_line["25"].choices] == [
            1,
            Fraction(1, 2),
            Fraction(-1, 8),
        ]

    def test_true_and_false(self, by_line):
        truths = {line: by_line[line].choices for line in ("29", "31", "33", "35")}
        assert truths == {
            "29": choices(("Đúng", 1, ""), ("Sai", 0, "")),
            "31": choices(("Đúng", 1, "Đúng rồi!"), ("Sai", 0, "Xem lại bài 5.")),
            "33": choices(("Đúng", 0, "Sai rồi."), ("Sai", 1, "")),
            "35": choices(("Đúng", 0, ""), ("Sai", 1, "")),
        }
        assert by_line["29"].stem == "1 + 1 = 2"
        assert by_line["31"].stem == "Bác Hồ đọc Tuyên ngôn Độc lập ngày 2:9:1945."
        assert by_line["35"].explanation == "Mặt trời mọc ở hướng đông."

    def test_short_answers_and_missing_words(self, by_line):
        assert by_line["37"].stem == "Hai cộng hai bằng _____ đúng không?"
        assert by_line["37"].choices == choices(
            ("bốn", 1, ""), ("4", 1, ""), ("bon", "1/2", "Em quên dấu.")
        )
        assert by_line["39"].choices == choices(("Hồ Chí Minh", 1, ""), ("Bác Hồ", "4/5", ""))
        assert by_line["39"].wrong_feedback == "Không phải."
        assert by_line["62"].stem == "Đoàn mang tên _____ từ năm 1976."

    def test_pairs_and_steps(self, by_line):
        assert by_line["41"].pairs == (
            ItemPair("mèo", "cá"),
            ItemPair("trâu", "cỏ"),
            ItemPair("ong", "mật"),
            ItemPair("", "đá"),
        )
        assert by_line["64"].steps == ("Xả nước mát", "Che vết bỏng", "Đến trạm y tế")

    def test_numbers(self, by_line):
        assert by_line["48"].numbers == numbers((1416, 1420, 1, ""))
        assert by_line["50"].numbers == numbers((1, 5, 1, ""))
        assert by_line["52"].numbers == numbers(("0.124", "0.126", 1, ""))
        assert by_line["54"].numbers == numbers(
            (1933, 1933, 1, "Đúng."), (1931, 1935, "1/2", "Gần đúng.")
        )
        assert by_line["54"].wrong_feedback == "Xem lại tiểu sử."
        assert by_line["60"].numbers == numbers(("-0.5", "0.5", 1, "Quanh số không."))

    def test_formats_and_escapes(self, reading, by_line):
        assert by_line["72"].stem == "<rich>Chọn <b>một</b> câu:\na &lt; b"
        assert [choice.text for choice in by_line["72"].choices] == [
            "<b> là thẻ",
            "<rich>H<sub>2</sub>O",
            "**đậm**",
            "thường",
        ]
        assert by_line["81"].stem == "Dòng một\nDòng hai: {a} ~ # \\n\ndòng ba"
        assert [remark.place for remark in reading.remarks] == ["72", "79"]

    def test_categories(self, by_line):
        topics = {line: by_line[line].topic for line in ("25", "29", "64", "72")}
        assert topics == {"25": PASSWORDS, "29": HISTORY, "64": HISTORY, "72": ""}

    def test_what_was_read_is_written_and_read_again(self, reading):
        assert read_gift(write_gift(reading.items)).items == reading.items


class GiftRefusalTests:
    def test_each_refused_construct_is_named_with_its_line(self):
        reading = read_gift(sample("refused.gift").decode())
        assert [item.stem for item in reading.items] == ["Câu này đọc được"]
        expected = {
            "2": "Essay",
            "4": "description",
            "6": "not closed before the empty line",
            "12": "closes nothing",
            "14": "one pair of braces",
            "16": "The name",
            "20": "“%150%” is no percentage",
            "23": "“1,5” is no number",
            "25": "ends before it begins",
            "29": "no “->”",
            "32": "before “chữ”",
            "36": "No choice is the right one",
        }
        assert [fault.place for fault in reading.faults] == list(expected)
        for fault in reading.faults:
            assert expected[fault.place] in fault.message

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("Hỏi {####chung}", "Essay"),
            ("{T}", "no text"),
            ("Hỏi {T#a#b#c}", "at most two texts"),
            ("Hỏi {#}", "no number"),
            ("Hỏi {#1e999}", "no number"),
            ("Hỏi {#~5}", "cannot be listed"),
            ("Hỏi {=a -> b#c =d -> e}", "take no feedback"),
            ("Hỏi {=a -> =d -> e}", "no answer"),
            ("Hỏi {=a -> b}", "at least two pairs"),
            ("Hỏi {lời =a ~b}", "before “lời”"),
            ("Hỏi {=a ~}", "has no text"),
            ("Hỏi {=a}", ""),
            ("Hỏi {=%50%a}", "whole mark"),
            ("Hỏi {=a ~b}}", "closes nothing"),
            ("Hỏi {>1 ALL\nmột\n}", "at least two steps"),
            ("Hỏi {" + "=a" * 501 + "}", "at most 500"),
        ],
    )
    def test_refusals(self, text, words):
        reading = read_gift(text)
        assert [words in fault.message for fault in reading.faults] == [True] * bool(words)
        assert len(reading.items) == (not words)


class GiftTextTests:
    @pytest.mark.parametrize("text", ["\ufeffHỏi {T}", "Hỏi\r\n{T}\r\n", "\r\rHỏi {T}"])
    def test_a_bom_and_other_line_ends_change_nothing(self, text):
        assert read(text).stem == "Hỏi"

    @pytest.mark.parametrize(
        ("stem", "plain"),
        [
            ("a < b và c > d", "a < b và c > d"),
            ("AT&T", "AT&T"),
            ("một<br>hai", "một\nhai"),
            ("5 &lt; 6", "5 < 6"),
            ("[html]một\nhai", "một hai"),
            ("[plain]<b>một</b>", "<b>một</b>"),
            ("\\$ và \\\\", "\\$ và \\"),
        ],
    )
    def test_text_is_taken_as_moodle_would_show_it(self, stem, plain):
        assert read(f"{stem} {{T}}").stem == plain

    def test_an_unknown_bracket_is_text(self):
        assert read("[xml] là gì? {T}").stem == "[xml] là gì?"

    def test_asterisks_are_kept_as_they_are_written(self):
        assert read("Hai nhân ba viết sao? {=2\\*3}").choices == choices(("2\\*3", 1, ""))
        assert read("Ai viết? {=*Hồ*}").choices == choices(("*Hồ*", 1, ""))

    def test_right_choices_that_earn_too_little_together_are_pointed_out(self):
        reading = read_gift("Hỏi {~%50%a ~%40%b ~%-50%c}")
        assert len(reading.items) == 1
        assert [remark.message for remark in reading.remarks] == [
            "The right choices earn 90% of the mark together, not 100%."
        ]

    def test_a_slash_inside_a_category_divides_nothing(self):
        assert read("$CATEGORY: Tin//bài / Mới\n\nHỏi {T}").topic == "Tin∕bài/Mới"

    def test_a_number_that_is_no_decimal_stays_right_when_it_is_written(self):
        third = Fraction(1, 3)
        item = Item(ItemKind.NUMERIC, "Hỏi", numbers=(ItemNumber(third, third),))
        written = read(write_gift([item])).numbers[0]
        assert written.lowest < third < written.highest
        assert written.highest - written.lowest < Fraction(1, 10**11)


class GiftSpeedTests:
    def test_ten_thousand_questions_cost_little(self):
        one = (
            "// [id:{0}]\n::Câu {0}::Ai \\= <b>gì</b>? {{\n=đúng#Tốt\n~%-50%sai\n####Vì thế\n}}\n\n"
        )
        text = "".join(one.format(number) for number in range(10_000))
        with takes_at_most(120):
            reading = read_gift(text)
        assert (len(reading.items), reading.faults) == (10_000, ())

    @pytest.mark.parametrize(
        "piece",
        HOSTILE_PIECES,
    )
    @pytest.mark.parametrize("start", ["", "Hỏi {=a ~"])
    def test_a_hostile_megabyte_costs_little(self, piece, start):
        text = start + piece * (10**6 // len(piece))
        with takes_at_most(50):
            read_gift(text)
            read_gift(text + "}")
