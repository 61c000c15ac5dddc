"""Plain text and stream data, both ways."""

from unittest import TestCase

from news.desk.body import merge_body, shorten, split_lead, to_blocks, to_paragraphs, to_text

PICTURE = {"type": "image", "value": {"image": 1, "caption": "cũ"}}
NEW_PICTURE = {"type": "image", "value": {"image": 1, "caption": "mới"}}
BOX = {"type": "fact_box", "value": {"title": "Số liệu", "text": "<p>24 cột</p>"}}
BOLD = {"type": "text", "value": "<p>Có <b>chữ đậm</b>.</p>"}


class LeadTests(TestCase):
    def test_the_first_paragraph_is_the_lead(self):
        self.assertEqual(split_lead("Mở đầu.\n\nTiếp theo."), ("Mở đầu.", ["Tiếp theo."]))

    def test_a_single_paragraph_is_divided_after_a_sentence(self):
        lead, rest = split_lead("Câu một. Câu hai. Câu ba.")
        self.assertEqual((lead, rest), ("Câu một. Câu hai.", ["Câu ba."]))

    def test_a_single_sentence_is_the_lead_alone(self):
        self.assertEqual(split_lead("Chỉ một câu."), ("Chỉ một câu.", []))

    def test_a_long_first_sentence_is_shortened_and_kept_whole_in_the_body(self):
        text = "rất dài " * 100
        lead, rest = split_lead(text)
        self.assertLessEqual(len(lead), 400)
        self.assertTrue(lead.endswith("…"))
        self.assertEqual(rest, [text.strip()])

    def test_nothing_gives_nothing(self):
        self.assertEqual(split_lead(" \n\n \r\n"), ("", []))

    def test_short_text_is_not_shortened(self):
        self.assertEqual(shorten("Ngắn."), "Ngắn.")


class BlocksTests(TestCase):
    def test_everything_typed_is_escaped(self):
        (block,) = to_blocks(["<script>alert(1)</script>\ndòng hai"])
        self.assertIn("&lt;script&gt;alert(1)&lt;/script&gt;<br/>dòng hai</p>", block["value"])
        self.assertNotIn("<script", block["value"])

    def test_headings_and_quotations_survive_the_way_back(self):
        paragraphs = ["Một.", "## Mục mới", "> Vui lắm!", "Hai."]
        blocks = to_blocks(paragraphs)
        self.assertEqual([b["type"] for b in blocks], ["text", "heading", "quote", "text"])
        self.assertEqual(to_paragraphs(blocks), paragraphs)

    def test_the_form_shows_the_lead_once(self):
        self.assertEqual(to_text("Mở đầu.", to_blocks(["Tiếp."])), "Mở đầu.\n\nTiếp.")
        long = "Câu rất dài được giữ nguyên trong bài"
        self.assertEqual(to_text("Câu rất dài…", to_blocks([long])), long)


class MergeTests(TestCase):
    def test_unchanged_text_keeps_what_editors_made_of_it(self):
        old = [BOLD, PICTURE, BOX]
        self.assertEqual(merge_body(old, ["Có chữ đậm."], [NEW_PICTURE]), [BOLD, NEW_PICTURE, BOX])

    def test_changed_text_keeps_boxes_and_takes_the_new_pictures(self):
        merged = merge_body([BOLD, PICTURE, BOX], ["Chữ khác."], [NEW_PICTURE])
        self.assertEqual([b["type"] for b in merged], ["text", "image", "fact_box"])

    def test_a_removed_picture_is_gone(self):
        self.assertEqual(merge_body([BOLD, PICTURE], ["Có chữ đậm."], []), [BOLD])
