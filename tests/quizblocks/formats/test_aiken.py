import pytest
from django.utils import translation

from quizblocks.formats.aiken import read_aiken
from quizblocks.formats.findings import MAX_FAULTS
from quizblocks.formats.items import NOTHING, WHOLE, Item, ItemChoice, ItemKind

from .samples import sample

pytestmark = pytest.mark.usefixtures("english")

GOOD = "Câu nào đúng?\nA. Một\nB. Hai\nANSWER: B\n"


def single(stem: str, *choices: str, right: int) -> Item:
    weights = [WHOLE if index == right else NOTHING for index in range(len(choices))]
    return Item(ItemKind.SINGLE, stem, choices=tuple(map(ItemChoice, choices, weights)))


class AikenTests:
    def test_the_sample_is_read_whole(self):
        reading = read_aiken(sample("questions.aiken.txt").decode())
        assert (reading.faults, reading.remarks) == ((), ())
        assert [item.place for item in reading.items] == ["1", "8", "14", "23"]
        assert reading.items == (
            single(
                "Đoàn Thanh niên Cộng sản Hồ Chí Minh được thành lập ngày nào?",
                "22 tháng 12 năm 1944",
                "26 tháng 3 năm 1931",
                "3 tháng 2 năm 1930",
                "19 tháng 8 năm 1945",
                right=1,
            ),
            single(
                "Khi nhận được tin nhắn lạ đòi mã OTP,\nem nên làm gì trước hết?",
                "Gửi mã cho họ",
                "Không gửi, và báo cho ngân hàng",
                right=1,
            ),
            single("Thẻ <b> & dấu \\ = { } được giữ nguyên?", "Đúng", "Sai", right=0),
            single("U. S. là viết tắt của gì?", "Một nước", "Một dòng sông", right=0),
        )

    @pytest.mark.parametrize("text", ["\ufeff" + GOOD, GOOD.replace("\n", "\r\n"), GOOD.strip()])
    def test_a_bom_windows_line_ends_and_no_last_line_end_change_nothing(self, text):
        reading = read_aiken(text)
        assert reading.items == (single("Câu nào đúng?", "Một", "Hai", right=1),)
        assert reading.items[0].place == "1"

    @pytest.mark.parametrize(
        ("text", "line", "words"),
        [
            ("Hỏi?\nA. Một\nB. Hai\n", "1", "no line “ANSWER:”"),
            ("Hỏi?\n", "1", "No choices follow"),
            ("A. Một\nB. Hai\nANSWER: A\n", "1", "no question above"),
            ("ANSWER: A\n", "1", "no question above"),
            ("Hỏi?\nANSWER: A\n", "2", "no choices"),
            ("Hỏi?\nA. Một\nANSWER: A\n", "1", "at least two"),
            ("Hỏi?\nA. Một\nB.\nANSWER: A\n", "3", "no text"),
            ("Hỏi?\nA. Một\nC. Hai\nANSWER: A\n", "3", "choice B here, not C"),
            ("Hỏi?\nA. Một\nB. Hai\nANSWER: C\n", "4", "answer is C"),
            ("Hỏi?\nA. Một\nB. Hai\nANSWER: A, B\n", "4", "one capital letter"),
            ("Hỏi?\nA. Một\nB. Hai\nANSWER: b\n", "4", "one capital letter"),
            ("Hỏi?\nA. Một\nB. Hai\nAnswer: B\n", "4", "in capitals"),
            ("Hỏi?\na. Một\nb. Hai\nANSWER: A\n", "2", "as capitals"),
            ("Hỏi?\nA. Một\nthêm\nB. Hai\nANSWER: A\n", "3", "Expected a choice"),
        ],
    )
    def test_a_fault_names_its_line_and_leaves_the_next_question_alone(self, text, line, words):
        reading = read_aiken(f"{text}\n{GOOD}")
        assert reading.items == (single("Câu nào đúng?", "Một", "Hai", right=1),)
        assert [fault.place for fault in reading.faults] == [line]
        assert words in reading.faults[0].message

    def test_reading_stops_where_nearly_all_is_wrong(self):
        reading = read_aiken("ANSWER: A\n" * (MAX_FAULTS + 5))
        assert len(reading.faults) == MAX_FAULTS + 1
        assert reading.faults[-1].place == str(MAX_FAULTS)

    def test_a_vietnamese_reader_is_told_in_vietnamese(self):
        with translation.override("vi"):
            reading = read_aiken("Hỏi?\nANSWER: A\n")
        assert reading.faults[0].message == "Câu hỏi này không có phương án nào."
