from fractions import Fraction

import pytest

from quizblocks.formats.items import (
    FALSE_TEXT,
    TRUE_TEXT,
    ItemChoice,
    ItemKind,
    ItemNumber,
    ItemPair,
)
from quizblocks.formats.qti import looks_like_qti, read_qti, read_with_guesses
from tests.yardstick import takes_at_most

from .qti_samples import (
    ASSOCIATE,
    GAP,
    MATCH,
    NUMERIC,
    ORDER,
    SEVERAL,
    SHORT,
    SINGLE,
    TRUE_FALSE,
    as_version_3,
    choices,
    declared,
    interaction,
    item,
    mapping,
    package,
)

pytestmark = pytest.mark.usefixtures("english")
BOTH = pytest.mark.parametrize("version", [str, as_version_3], ids=["2.1", "3.0"])


def read(text: str):
    """Return the one question of an item."""
    reading = read_qti(text.encode())
    assert reading.faults == ()
    return reading.items[0]


def weighed(*parts):
    return tuple(ItemChoice(text, Fraction(weight)) for text, weight in parts)


class QtiItemTests:
    @BOTH
    def test_one_right_choice_with_all_that_is_said_about_it(self, version):
        found = read(version(SINGLE))
        assert (found.kind, found.name, found.identifier) == (ItemKind.SINGLE, "Câu một", "q1")
        assert found.place == "2"
        assert found.stem == "<rich>Đoàn <b>thành lập</b> ngày nào?\nChọn một."
        assert found.choices == (
            ItemChoice("3/2/1930", Fraction(0), "Đó là ngày của Đảng."),
            ItemChoice("26/3/1931", Fraction(1)),
            ItemChoice("2/9/1945"),
        )
        assert (found.right_feedback, found.wrong_feedback) == ("Đúng rồi!", "Chưa đúng.")
        assert found.explanation == "Hội nghị Trung ương quyết định."

    @BOTH
    def test_several_right_choices_earn_what_the_mapping_gives(self, version):
        found = read(version(SEVERAL))
        assert found.kind == ItemKind.SEVERAL
        assert [choice.weight for choice in found.choices] == [
            Fraction(2, 3),
            Fraction(1, 3),
            Fraction(-1),
        ]
        even = read(SEVERAL.replace("map_response", "match_correct"))
        assert [choice.weight for choice in even.choices] == [Fraction(1, 2), Fraction(1, 2), 0]

    @BOTH
    def test_true_or_false_stands_in_the_banks_order(self, version):
        found = read(version(TRUE_FALSE))
        assert found.kind == ItemKind.TRUE_FALSE
        assert found.choices == weighed((TRUE_TEXT, 0), (FALSE_TEXT, 1))

    @BOTH
    def test_a_typed_text_keeps_its_gap_and_its_shares(self, version):
        found = read(version(SHORT))
        assert found.kind == ItemKind.SHORT_ANSWER
        assert found.stem == "Thủ đô là _____ từ năm 1010."
        assert found.choices == weighed(("Hà Nội", 1), ("Thăng Long", "1/2"))

    @BOTH
    def test_a_number_keeps_its_tolerance(self, version):
        found = read(version(NUMERIC))
        assert found.stem == "Gia tốc rơi tự do là bao nhiêu?"
        assert found.numbers == (ItemNumber(Fraction("9.76"), Fraction("9.91")),)
        relative = NUMERIC.replace("absolute", "relative").replace("0.05 0.1", "10")
        assert read(relative).numbers[0].highest == Fraction("9.81") * Fraction(11, 10)
        assert read(NUMERIC.replace("absolute", "exact")).numbers[0].lowest == Fraction("9.81")

    @BOTH
    def test_order_pairs_and_gaps(self, version):
        assert read(version(ORDER)).steps == ("Một", "Hai", "Ba")
        assert read(version(MATCH)).pairs == (
            ItemPair("Lào", "Viêng Chăn"),
            ItemPair("Campuchia", "Phnôm Pênh"),
            ItemPair("", "Băng Cốc"),
        )
        assert read(version(ASSOCIATE)).pairs == (
            ItemPair("Kim Đồng", "Cao Bằng"),
            ItemPair("Lý Tự Trọng", "Hà Tĩnh"),
            ItemPair("", "Huế"),
        )
        gap = read(version(GAP))
        assert gap.stem == "Đoàn mang tên Bác từ năm _____."
        assert gap.choices == weighed(("1969", 0), ("1970", 1))

    def test_what_is_not_kept_is_said(self):
        text = SINGLE.replace("<p>Đoàn", "<rubricBlock>Đọc kỹ.</rubricBlock><p><img src='x'/>Đoàn")
        remarks = [remark.message for remark in read_qti(text.encode()).remarks]
        assert len(remarks) == 2
        assert "Instructions" in remarks[0] and remarks[1] == "A picture was left out: x."
        assert "rules of marking" in read_qti(NUMERIC.encode()).remarks[0].message


FAULTS = {
    "another interaction": (
        item(declared("A"), "<p>x</p>\n" + interaction("hotspotInteraction", "")),
        "5",
        "<hotspotInteraction>",
    ),
    "an essay": (
        item(declared("A"), "<p>x</p>\n" + interaction("extendedTextInteraction", "")),
        "5",
        "<extendedTextInteraction>",
    ),
    "two gaps": (
        item(
            declared("A"),
            "<p>x</p>\n"
            + 2 * interaction("inlineChoiceInteraction", choices("inlineChoice", A="1")),
        ),
        "5",
        "second",
    ),
    "nothing to answer": (item(declared("A"), "<p>x</p>"), "4", "no interaction"),
    "no body": (SINGLE.replace("itemBody", "other"), "2", "<itemBody>"),
    "no key": (SINGLE.replace("<value>B</value>", ""), "3", "says what is right"),
    "no declaration": (
        SINGLE.replace('identifier="RESPONSE" card', 'identifier="X" card'),
        "4",
        "“RESPONSE”",
    ),
    "an unknown key": (SINGLE.replace("<value>B", "<value>Z"), "3", "“Z”"),
    "an identifier twice": (SINGLE.replace('identifier="C"', 'identifier="B"'), "4", "“B”"),
    "random values": (
        SINGLE.replace("<itemBody>", "<templateDeclaration/>\n<itemBody>"),
        "4",
        "<templateDeclaration>",
    ),
    "an incomplete order": (ORDER.replace("<value>B</value>", ""), "3", "order"),
    "a second partner": (MATCH.replace("<value>C P", "<value>L P</value><value>C P"), "3", "“L”"),
    "a lone left side": (MATCH.replace("<value>C P</value>", ""), "4", "“C”"),
    "no pair": (MATCH.replace("C P", "C P B"), "3", "“C P B”"),
    "a choice in two pairs": (ASSOCIATE.replace("C D", "A D"), "3", "two pairs"),
    "no number": (NUMERIC.replace("9.81", "chín"), "3", "“chín”"),
    "no number in a mapping": (SEVERAL.replace('"-3"', '"x"'), "3", "“x”"),
    "a tolerance of letters": (NUMERIC.replace("0.05 0.1", "x"), "5", "tolerance"),
    "another root": ("<quiz/>", "1", "<assessmentItem>"),
    "broken off": (SINGLE[:-40], "5", "well-formed"),
    "entities": (
        SINGLE.replace("<assess", "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><assess"),
        "2",
        "document type",
    ),
    "another file": (
        SINGLE.replace(
            "<p>", '<p><include xmlns="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>'
        ),
        "4",
        "XInclude",
    ),
    "no stem": (
        SINGLE.replace("Đoàn <b>thành lập</b> ngày nào?", "").replace("Chọn một.", ""),
        "2",
        "no text",
    ),
}


class QtiRefusalTests:
    @pytest.mark.parametrize("text, line, said", FAULTS.values(), ids=FAULTS)
    def test_each_fault_is_named_with_its_line(self, text, line, said):
        reading = read_qti(text.encode())
        assert reading.items == ()
        fault, *others = reading.faults
        assert others == [] and said in fault.message
        assert fault.place == line

    def test_floods_cost_no_more_than_their_length(self):
        many = choices(**{f"c{n}": "x" for n in range(30_000)})
        for text in (
            item(declared("c1"), interaction("choiceInteraction", many)),
            item(declared("A"), "<p>" * 50_000),
            item(declared("A"), "<p>" + "x " * 2_000_000),
            item(
                declared("A", mapping=mapping(A="9" * 400_000)),
                "<p>x</p>" + interaction("choiceInteraction", ""),
            ),
        ):
            with takes_at_most(20):
                reading = read_qti(text.encode())
            assert reading.items == () and len(reading.faults) == 1


class QtiPackageTests:
    @pytest.mark.parametrize("folder", ["", "de-thi/"])
    def test_items_come_in_the_order_of_the_manifest_with_their_files_named(self, folder):
        broken = SINGLE.replace("<value>B</value>", "")
        files = {"b.xml": ORDER, "items/a%20b.xml": "", "a.xml": as_version_3(GAP), "c.xml": broken}
        content = package(files, folder=folder, kind="imsqti_item_xmlv3p0")
        reading, guesses = read_with_guesses(content)
        assert [each.place for each in reading.items] == [
            f"{folder}b.xml, line 2",
            f"{folder}a.xml, line 2",
        ]
        places = [each.place for each in reading.faults]
        assert places == [f"{folder}items/a b.xml, line 1", f"{folder}c.xml, line 3"]
        guess = guesses[places[1]]
        assert guess.stem == "Đoàn thành lập ngày nào?\nChọn một."
        assert [each.text for each in guess.choices] == ["3/2/1930", "26/3/1931", "2/9/1945"]
        assert looks_like_qti(content)

    @pytest.mark.parametrize(
        "content, said",
        [
            (package({}), "no QTI item"),
            (package({"a.xml": SINGLE}, kind="imsqti_xmlv1p2"), "QTI 1.2"),
            (package({"a.xml": SINGLE}, folder="a/b/"), "missing"),
            (package({"a.xml": SINGLE})[:-30], "damaged"),
            (package({"a.xml": SINGLE}).replace(b"manifest", b"nonsense"), "missing"),
        ],
    )
    def test_what_is_no_package_is_one_fault(self, content, said):
        fault, *others = read_qti(content).faults
        assert others == [] and said in fault.message

    def test_an_item_that_unpacks_too_large_is_a_fault_of_its_own(self):
        large = SINGLE.replace("Chọn một.", " " * 2_000_000)
        reading = read_qti(package({"a.xml": large, "b.xml": ORDER}))
        assert len(reading.items) == len(reading.faults) == 1
        assert "larger" in reading.faults[0].message
