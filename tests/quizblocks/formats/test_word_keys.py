"""Keys, marks and automatic numbers in Word files of questions."""

import pytest
from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import RGBColor

from quizblocks.formats.items import Reading

from .word_readings import CAPITAL, FLAG, add_table, read, right_of, said, saved


class KeyTests:
    def marked(self, mark) -> Reading:
        document = Document()
        for line in CAPITAL:
            paragraph = document.add_paragraph()
            label, _space, text = line.partition(" ")
            runs = [paragraph.add_run(f"{label} "), paragraph.add_run(text)]
            if label == "B.":
                mark(*runs)
        return saved(document)

    @pytest.mark.parametrize(
        "mark",
        [
            lambda label, text: setattr(text, "bold", True),
            lambda label, text: setattr(text, "underline", True),
            lambda label, text: setattr(label, "underline", True),
            lambda label, text: setattr(text.font, "highlight_color", WD_COLOR_INDEX.YELLOW),
            lambda label, text: setattr(text.font.color, "rgb", RGBColor(255, 0, 0)),
            lambda label, text: setattr(text, "style", "Strong"),
            lambda label, text: setattr(label, "text", "*B. "),
            lambda label, text: setattr(text, "text", "Viêng Chăn*"),
            lambda label, text: setattr(text, "text", "*Viêng Chăn"),
        ],
    )
    def test_a_choice_that_stands_out(self, mark):
        reading = self.marked(mark)
        assert right_of(reading) == [["Viêng Chăn"]]
        assert reading.items[0].choices[1].text == "Viêng Chăn"

    def test_bold_letters_before_all_choices_say_nothing(self):
        document = Document()
        for line in CAPITAL:
            paragraph = document.add_paragraph()
            label, _space, text = line.partition(" ")
            paragraph.add_run(f"{label} ").bold = True
            paragraph.add_run(text)
        assert said(saved(document)) == ["Đoạn 1, câu 1: Không có đáp án."]

    def test_a_mark_that_contradicts_the_key_is_pointed_out(self):
        document = Document()
        for line in (*CAPITAL, "Đáp án: A"):
            document.add_paragraph().add_run(line).bold = line.startswith("B")
        reading = saved(document)
        assert right_of(reading) == [["Băng Cốc"]]
        assert reading.remarks[0].message.startswith("Đoạn 1, câu 1: ")

    @pytest.mark.parametrize(
        "lines",
        [
            ("ĐÁP ÁN", "1-B 2-A"),
            ("BẢNG ĐÁP ÁN", "1.B", "2.A"),
            ("Đáp án:", "Câu 1: B", "Câu 2: A"),
            ("1B; 2A",),
        ],
    )
    def test_keys_in_a_list_at_the_end(self, lines):
        assert right_of(read(*CAPITAL, *FLAG, *lines)) == [["Viêng Chăn"], ["Một"]]

    @pytest.mark.parametrize(
        "rows",
        [
            [["1-B", "2-A"]],
            [["Câu", "1", "2"], ["Đáp án", "B", "A"]],
            [["Câu", "Đáp án"], ["1", "B"], ["2", "A"]],
        ],
    )
    def test_keys_in_a_table_at_the_end(self, rows):
        document = Document()
        for line in (*CAPITAL, *FLAG, "Bảng đáp án"):
            document.add_paragraph(line)
        add_table(document, rows)
        assert right_of(saved(document)) == [["Viêng Chăn"], ["Một"]]

    def test_keys_without_question_twice_and_for_two_questions_are_named(self):
        reading = read(*CAPITAL, "ĐÁP ÁN", "1-B 1-C 7-A")
        assert len(reading.faults) == 2
        reading = read(*CAPITAL, *CAPITAL, "ĐÁP ÁN", "1-B 2-B")
        assert (reading.items, len(reading.faults)) == ((), 3)


def add_list(document, shape: str, text: str) -> str:
    """Add a list that numbers itself; return its name."""
    numbering = document.part.numbering_part.element
    name = str(100 + len(numbering.findall(qn("w:num"))))
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{name}"><w:lvl w:ilvl="0">'
        f'<w:start w:val="1"/><w:numFmt w:val="{shape}"/><w:lvlText w:val="{text}"/>'
        "</w:lvl></w:abstractNum>"
    )
    numbering.insert(0, abstract)
    numbering.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{name}"><w:abstractNumId w:val="{name}"/></w:num>'
        )
    )
    return name


def add_listed(document, text: str, name: str):
    paragraph = document.add_paragraph(text)
    numbering = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", "0"), ("w:numId", name)):
        element = OxmlElement(tag)
        element.set(qn("w:val"), value)
        numbering.append(element)
    paragraph._p.get_or_add_pPr().append(numbering)
    return paragraph


class AutomaticNumberTests:
    @pytest.mark.parametrize("question", [("decimal", "%1."), ("decimal", "Câu %1:")])
    def test_questions_and_choices_that_number_themselves(self, question):
        document = Document()
        questions, choices = add_list(document, *question), add_list(document, "upperLetter", "%1.")
        for stem in ("Thủ đô của Lào?", "Thủ đô của Thái Lan?"):
            add_listed(document, stem, questions)
            # Nobody began the letters anew: Word shows C and D for the second question.
            add_listed(document, "Băng Cốc", choices)
            add_listed(document, "Viêng Chăn", choices)
            document.add_paragraph("Đáp án: B" if "Lào" in stem else "Đáp án: A")
        reading = saved(document)
        assert right_of(reading) == [["Viêng Chăn"], ["Băng Cốc"]]
        assert [item.stem for item in reading.items] == ["Thủ đô của Lào?", "Thủ đô của Thái Lan?"]

    @pytest.mark.parametrize("shape", [("bullet", "•"), ("decimal", "%1)"), ("lowerLetter", "%1)")])
    def test_list_paragraphs_after_a_question_are_its_choices(self, shape):
        document = Document()
        choices = add_list(document, *shape)
        document.add_paragraph("Câu 1. Thủ đô của Lào?")
        add_listed(document, "Băng Cốc", choices)
        add_listed(document, "Viêng Chăn", choices).runs[0].bold = True
        assert right_of(saved(document)) == [["Viêng Chăn"]]

    def test_a_list_style_is_a_list(self):
        document = Document()
        document.add_paragraph("Câu 1. Thủ đô của Lào?")
        document.add_paragraph("Băng Cốc", style="List Bullet")
        document.add_paragraph("Viêng Chăn", style="List Bullet")
        document.add_paragraph("Đáp án: 2")
        assert right_of(saved(document)) == [["Viêng Chăn"]]
