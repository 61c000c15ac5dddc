from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings

from quizblocks.formats.findings import MAX_FAULTS
from quizblocks.formats.items import (
    Item,
    ItemChoice,
    ItemKind,
    ItemNumber,
    ItemPair,
    ItemPicture,
)
from quizblocks.formats.moodle_xml import read_moodle_xml, write_moodle_xml
from tests.yardstick import takes_at_most

from .item_strategies import EXAMPLES, pictured_items
from .samples import sample

pytestmark = pytest.mark.usefixtures("english")

TOPIC = "An toàn mạng/Mật khẩu"
BOMB = (
    "<!DOCTYPE quiz [<!ENTITY a 'aaaaaaaaaa'>"
    + "".join(f"<!ENTITY {name} '{f'&{last};' * 10}'>" for last, name in pairwise("abcdefghi"))
    + "]><quiz><question type='essay'><name><text>&i;</text></name></question></quiz>"
)
EXTERNAL = "<!DOCTYPE quiz [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><quiz>&x;</quiz>"
OTHER_DTD = "<!DOCTYPE quiz SYSTEM 'http://127.0.0.1:9/quiz.dtd'><quiz></quiz>"


def choices(*parts) -> tuple[ItemChoice, ...]:
    return tuple(ItemChoice(text, Fraction(weight), said) for text, weight, said in parts)


class MoodleXmlSampleTests:
    def test_the_sample_is_read_whole(self):
        reading = read_moodle_xml(sample("questions.xml"))
        assert reading.faults == ()
        assert [item.place for item in reading.items] == ["8", "29", "43", "49", "57", "65", "73"]
        assert reading.items == (
            Item(
                ItemKind.SINGLE,
                "Mật khẩu nào khó đoán nhất?\nChọn một câu.",
                name="Mật khẩu mạnh",
                choices=choices(
                    ("c4y-X0ai&9", 1, ""),
                    ("123456", 0, "Ai cũng thử."),
                    ("<b>ngày sinh</b>", "-1/3", ""),
                ),
                explanation="Dài, lẫn chữ và số.",
                right_feedback="Đúng rồi!",
                wrong_feedback="Chưa đúng.",
                topic=TOPIC,
                difficulty="easy",
                tags=("mật khẩu",),
                identifier="MK-01",
            ),
            Item(
                ItemKind.SEVERAL,
                "Hai cách nào giữ tài khoản?\nChọn đủ.",
                name="Giữ tài khoản",
                choices=choices(
                    ("Xác thực hai lớp", "1/2", ""),
                    ("Đổi mật khẩu bị lộ", "1/2", ""),
                    ("Cho mượn mật khẩu", -1, ""),
                ),
                topic=TOPIC,
            ),
            Item(
                ItemKind.TRUE_FALSE,
                "Đoàn thành lập năm 1931.",
                name="Đúng hay sai",
                choices=choices(("Đúng", 1, "Đúng."), ("Sai", 0, "Xem lại bài 1.")),
                topic="Lịch sử",
            ),
            Item(
                ItemKind.SHORT_ANSWER,
                "<rich>Ai viết <i>Nhật ký trong tù</i>?",
                name="Tác giả",
                choices=choices(("Hồ Chí Minh", 1, ""), ("Bác Hồ \\*", "4/5", "")),
                wrong_feedback="Không phải.",
                topic="Lịch sử",
            ),
            Item(
                ItemKind.NUMERIC,
                "Khởi nghĩa **Lam Sơn** bắt đầu năm nào?",
                name="Lam Sơn",
                numbers=(
                    ItemNumber(Fraction(1418), Fraction(1418), Fraction(1), "Đúng."),
                    ItemNumber(Fraction(2831, 2), Fraction(2841, 2), Fraction(1, 2)),
                ),
                wrong_feedback="Xem lại.",
                topic="Lịch sử",
            ),
            Item(
                ItemKind.MATCHING,
                "Nối con vật với thức ăn.",
                name="Thức ăn",
                pairs=(ItemPair("mèo", "cá"), ItemPair("trâu", "cỏ"), ItemPair("", "đá")),
                topic="Lịch sử",
            ),
            Item(
                ItemKind.ORDERING,
                "Xếp các bước sơ cứu bỏng.",
                name="Sơ cứu",
                steps=("Xả nước mát", "Che vết bỏng", "Đến trạm y tế"),
                topic="Lịch sử",
                picture=ItemPicture("", b"\x89PNG\r\n\x1a\n"),
            ),
        )
        assert [(remark.place, remark.message[:12]) for remark in reading.remarks] == [
            ("29", "What is said"),
            ("29", "Hints were l"),
            ("49", "Capital and "),
            ("57", "Marks of Mar"),
            ("57", "Units of num"),
            ("73", "What is said"),
        ]

    def test_each_refused_question_is_named_with_its_line(self):
        reading = read_moodle_xml(sample("refused.xml"))
        assert [item.stem for item in reading.items] == ["Câu này đọc được"]
        assert [(fault.place, fault.message) for fault in reading.faults] == [
            ("3", "The question “Cảm nghĩ” is of the type “essay”, which cannot be taken."),
            ("4", "This question is of the type “cloze”, which cannot be taken."),
            ("5", "The question “Tính” is of the type “calculated”, which cannot be taken."),
            ("6", "The question “Kéo chữ” is of the type “ddwtos”, which cannot be taken."),
            ("7", "The question “Lời dẫn” is of the type “description”, which cannot be taken."),
            ("8", "A true-or-false question has the answers “true” and “false”."),
            ("16", "“nhiều” is no percentage from -100 to 100."),
            ("24", "“1,5” is no number; decimals are written with a point."),
            ("26", "A matching question needs at least two pairs."),
        ]


class MoodleXmlRoundTripTests:
    @settings(deadline=None, max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])
    @given(pictured_items())
    def test_what_is_written_is_read_back_unchanged(self, item):
        reading = read_moodle_xml(write_moodle_xml([item]))
        assert (reading.items, reading.faults, reading.remarks) == ((item,), (), ())

    def test_each_question_comes_back_under_its_topic(self):
        one = Item(ItemKind.ORDERING, "Hỏi", steps=("một", "hai"))
        written = tuple(replace(one, topic=topic) for topic in ("", "A/B", "A", ""))
        assert read_moodle_xml(write_moodle_xml(written)).items == written

    def test_what_was_read_is_written_and_read_again(self):
        found = read_moodle_xml(sample("questions.xml")).items
        assert read_moodle_xml(write_moodle_xml(found)).items == found

    def test_control_characters_never_spoil_a_file(self):
        item = Item(
            ItemKind.TRUE_FALSE, "a\x00b\x1f", choices=choices(("Đúng", 1, ""), ("Sai", 0, ""))
        )
        assert read_moodle_xml(write_moodle_xml([item])).items[0].stem == "ab"


class MoodleXmlFileTests:
    @pytest.mark.parametrize("start", [b"\xef\xbb\xbf", b"\n\n ", b"\xef\xbb\xbf\r\n"])
    def test_a_bom_and_empty_lines_at_the_start_are_passed_over(self, start):
        content = start + sample("refused.xml")
        reading = read_moodle_xml(content)
        assert len(reading.items) == 1
        assert reading.faults[0].place == str(3 + start.count(b"\n"))

    @pytest.mark.parametrize(
        ("content", "line", "words"),
        [
            (b"", "1", "not well-formed"),
            (b"<quiz>\n<question", "2", "not well-formed"),
            (b"<quiz>\n</quiz>\n<more/>", "3", "not well-formed"),
            (b"<quiz>&nbsp;</quiz>", "1", "not well-formed"),
            (b"PK\x03\x04", "1", "not well-formed"),
            (b"\xff\xfe\x00", "1", "not well-formed"),
            (b"<?xml version='1.0' encoding='klingon'?><quiz/>", "1", "not well-formed"),
            (b"<assessmentItem/>", "1", "expected <quiz>, not <assessmentItem>"),
            (b"<quiz>\n<answer/></quiz>", "2", "expected <question>, not <answer>"),
            (b"<quiz><question>" + b"<a>" * 10**5, "1", "more elements"),
            (b"<quiz><question>" + b"<a/>" * 10**6, "1", "more elements"),
            (b"<quiz><question a='" + b"a" * 10**7, "1", "too long"),
            (b"<quiz><!--" + b"a" * 10**7, "1", "too long"),
            (BOMB.encode(), "1", "are refused"),
            (EXTERNAL.encode(), "1", "are refused"),
            (OTHER_DTD.encode(), "1", "are refused"),
        ],
    )
    def test_what_cannot_be_read_is_one_fault_at_once(self, content, line, words):
        with takes_at_most(25):
            reading = read_moodle_xml(content)
        assert [fault.place for fault in reading.faults] == [line]
        assert words in reading.faults[0].message

    def test_a_file_of_nothing_but_categories_is_not_read_to_its_end(self):
        reading = read_moodle_xml(b"<quiz>" + b"<question type='category'/>" * 100_001)
        assert "too many questions" in reading.faults[0].message

    def test_what_was_read_before_a_break_is_kept(self):
        whole = sample("questions.xml")
        reading = read_moodle_xml(whole[: whole.index(b'<question type="ordering">')])
        assert (len(reading.items), len(reading.faults)) == (6, 1)

    def test_reading_stops_where_nearly_all_is_wrong(self):
        reading = read_moodle_xml(b"<quiz>" + b"<question type='essay'/>\n" * (MAX_FAULTS + 5))
        assert len(reading.faults) == MAX_FAULTS + 1

    @pytest.mark.parametrize(
        "piece", ["&lt;", '&lt;a "', "&lt;!--", "&amp;", "&lt;script>", "*", "\\", "\n", " "]
    )
    def test_a_hostile_megabyte_costs_little(self, piece):
        text = piece * (10**6 // len(piece))
        content = f"<quiz><question type='essay'/><question type='multichoice'><questiontext>{text}"
        content += "</questiontext></question></quiz>"
        with takes_at_most(25):
            reading = read_moodle_xml(content.encode())
        assert len(reading.faults) == 2

    def test_ten_thousand_questions_cost_little(self):
        one = sample("questions.xml").partition(b"<quiz>")[2].rpartition(b"</quiz>")[0]
        with takes_at_most(240):
            reading = read_moodle_xml(b"<quiz>" + one * 1429 + b"</quiz>")
        assert (len(reading.items), reading.faults) == (10_003, ())
