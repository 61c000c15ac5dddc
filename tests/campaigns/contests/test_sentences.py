"""The rules in Vietnamese, as entrants read them."""

from dataclasses import replace
from datetime import UTC, datetime

from django.test import SimpleTestCase
from django.utils.translation import override

from campaigns.contests.moments import closing, opening
from campaigns.contests.presets import PRESETS
from campaigns.contests.rules import DrawRules, FixedRules
from campaigns.contests.sentences import articles

from .rule_sets import rule_set, with_round


class SentenceTests(SimpleTestCase):
    def setUp(self):
        language = override("vi")
        language.__enter__()
        self.addCleanup(language.__exit__, None, None, None)

    def texts(self, rules, key: str) -> list[str]:
        found = {each.key: each for each in articles(rules)}
        return list(found[key].sentences) if key in found else []

    def test_five_attempts_of_which_the_best_counts(self):
        self.assertIn(
            "Mỗi người được thi tối đa 5 lượt trong một vòng; lấy kết quả của lượt cao nhất, "
            "nếu bằng nhau lấy lượt sớm hơn.",
            self.texts(rule_set("nam-luot"), "cach-thi-1"),
        )

    def test_weeks_with_a_prediction_and_a_gate(self):
        rules = rule_set("tuan-du-doan")
        played = self.texts(rules, "cach-thi-1")
        for sentence in (
            "Mỗi lượt thi có 15 câu hỏi, điểm tối đa 150.",
            "Cùng với các câu hỏi, thí sinh dự đoán số lượt thi đã nộp trong vòng.",
            "Chỉ xếp hạng những người trả lời đúng tất cả các câu.",
            "Xếp hạng xét lần lượt: điểm cao hơn; nếu bằng nhau thì xét dự đoán gần số đúng hơn "
            "(thừa hay thiếu tính như nhau); nếu bằng nhau thì xét nộp bài sớm hơn.",
        ):
            self.assertIn(sentence, played)
        self.assertEqual(
            self.texts(rules, "thoi-gian")[0],
            "Tuần 1: mở lúc 10:00 Thứ Hai, 02/11/2026, đóng lúc 09:00 Thứ Hai, 09/11/2026.",
        )
        self.assertEqual(
            self.texts(rules, "giai-thuong"),
            [
                "Mỗi vòng: 1 Giải Nhất; 2 Giải Nhì; 3 Giải Ba; 5 Giải Khuyến khích.",
                "Tổng cộng 55 giải.",
            ],
        )

    def test_leagues_have_papers_and_prizes_of_their_own(self):
        rules = rule_set("theo-bang")
        self.assertEqual(
            self.texts(rules, "bang-thi"),
            [
                "Bảng A – Thiếu niên: từ 11 đến 15 tuổi.",
                "Bảng B – Thanh niên: từ 16 đến 30 tuổi.",
            ],
        )
        played = self.texts(rules, "cach-thi-2")
        self.assertIn("Bảng A – Thiếu niên: mỗi lượt thi có 15 câu hỏi, điểm tối đa 15.", played)
        self.assertIn("Nộp bài xong, thí sinh chưa thấy kết quả cho đến khi vòng thi đóng.", played)
        self.assertTrue(
            self.texts(rules, "giai-thuong")[0].startswith(
                "Vòng chính thức, Bảng A – Thiếu niên: 1 Giải Nhất"
            )
        )
        self.assertNotIn("Xếp hạng", " ".join(self.texts(rules, "cach-thi-1")))
        self.assertIn("không xếp hạng và không tính", self.texts(rules, "thoi-gian")[0])

    def test_a_sum_and_prizes_of_units(self):
        rules = rule_set("cong-diem")
        self.assertIn(
            "Cộng điểm của cả 4 vòng. Ai bỏ một vòng thì vòng đó tính 0 điểm và vẫn được thi tiếp.",
            self.texts(rules, "ca-cuoc-thi"),
        )
        self.assertIn(
            "Cả cuộc thi, giải tập thể xét theo tỷ lệ người tham gia trên số thanh niên của đơn "
            "vị: 1 Giải tập thể Nhất; 2 Giải tập thể Nhì.",
            self.texts(rules, "giai-thuong"),
        )

    def test_midnight_ends_the_day_before(self):
        midnight = datetime(2026, 4, 30, 17, tzinfo=UTC)
        self.assertEqual(closing(midnight), "24:00 Thứ Năm, 30/04/2026")
        self.assertEqual(opening(midnight), "00:00 Thứ Sáu, 01/05/2026")

    def test_quotas_and_fixed_questions_are_counted_together(self):
        draws = (
            DrawRules(count=7, topic=1, topic_title="Điều lệ Đoàn", points=2),
            DrawRules(count=3, topic=2, topic_title="Lịch sử", difficulty="hard"),
        )
        rules = with_round(rule_set("mot-luot"), 0, draws=draws, fixed=(FixedRules("a", 5),))
        played = self.texts(rules, "cach-thi-1")
        self.assertIn("Mỗi lượt thi có 11 câu hỏi, điểm tối đa 22.", played)
        self.assertIn(
            "Rút ngẫu nhiên từ ngân hàng câu hỏi cho mỗi lượt thi: 7 câu về “Điều lệ Đoàn”, mỗi "
            "câu 2 điểm; 3 câu về “Lịch sử” (mức khó), mỗi câu 1 điểm.",
            played,
        )

    def test_rounds_that_differ_stand_apart(self):
        rules = with_round(rule_set("mot-luot"), 2, seconds=None)
        keys = [each.key for each in articles(rules)]
        self.assertIn("cach-thi-1", keys)
        self.assertIn("cach-thi-3", keys)
        self.assertNotIn("cach-thi-2", keys)

    def test_every_sentence_is_vietnamese_and_ends(self):
        for code in PRESETS:
            for article in articles(replace(rule_set(code), unit=1, unit_title="Tỉnh Đoàn")):
                for sentence in article.sentences:
                    with self.subTest(sentence=sentence):
                        self.assertTrue(sentence.endswith("."))
                        self.assertNotRegex(sentence, r"\b(the|is|of|round|each)\b|%\(")
