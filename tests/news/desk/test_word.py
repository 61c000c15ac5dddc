"""Reading a Word file: the words and pictures of a story, and nothing that would harm."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goodnews.core.documents.safety import MAX_PARTS, WordRefusedError
from news.desk.models import MAX_PHOTOS, DeskDraft
from news.desk.word import MAX_FILE_BYTES, read_word
from tests.images.files import photo_bytes

from .factories import KEY
from .test_views import EDIT, DeskTestCase
from .word_files import word_bytes

LEAD = "Sáng nay hơn 40 đoàn viên đã dựng 24 cột đèn ở bản Sín Chải."


class ReadingTests:
    def test_the_first_short_line_is_the_title(self):
        story = read_word(word_bytes("Con đường sáng", LEAD, "Bà con ra cùng ăn."))
        assert story.title == "Con đường sáng"
        assert story.text == f"{LEAD}\n\nBà con ra cùng ăn."

    def test_a_long_first_paragraph_stays_in_the_text(self):
        story = read_word(word_bytes("Dài " * 60, LEAD))
        assert story.title == ""
        assert story.text.endswith(LEAD)

    def test_one_paragraph_alone_is_the_text(self):
        assert read_word(word_bytes(LEAD)).text == LEAD

    def test_empty_paragraphs_and_spaces_go(self):
        story = read_word(word_bytes("Tựa", "", "  Một   hai ", "", "Ba"))
        assert story.text == "Một hai\n\nBa"

    def test_pictures_come_in_their_order(self):
        story = read_word(word_bytes("Tựa", LEAD, pictures=[b"one", b"two"]))
        assert story.pictures == [b"one", b"two"]
        assert story.left_out == 0

    def test_of_300_pictures_the_first_ten_are_taken_and_the_rest_counted(self):
        pictures = [f"picture {number}".encode() for number in range(300)]
        story = read_word(word_bytes("Tựa", LEAD, pictures=pictures))
        assert story.pictures == pictures[:MAX_PHOTOS]
        assert story.left_out == 290

    def test_drawings_of_word_itself_are_left_out(self):
        story = read_word(word_bytes("Tựa", LEAD, pictures=[b"emf"], extension="emf"))
        assert (story.pictures, story.left_out) == ([], 1)

    def test_markup_in_the_text_is_text(self):
        story = read_word(word_bytes("Tựa", "&lt;script&gt;alert(1)&lt;/script&gt;"))
        assert story.text == "<script>alert(1)</script>"


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]><w:document xmlns:w='
    '"http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
    "<w:t>&a;</w:t></w:r></w:p></w:body></w:document>"
)


class RefusalTests:
    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "không phải tệp Word"),
            (b"<html>no</html>", "không phải tệp Word"),
            (b"PK\x03\x04 broken", "không phải tệp Word"),
            (b"\xd0\xcf\x11\xe0 old word", ".docx"),
            (b"x" * (MAX_FILE_BYTES + 1), "25 MB"),
            (word_bytes(), "Không có chữ"),
            (word_bytes(pictures=[b"scan"]), "Không có chữ"),
            (word_bytes("Tựa", more={"word/vbaProject.bin": b"x"}), "macro"),
            (word_bytes("Tựa", more={"word/a.xml": b" " * 9_000_000}), "nhiều hơn một bài"),
            (word_bytes("Tựa", more={"word/media/a.jpg": b" " * 90_000_000}), "nhiều hơn một bài"),
            (word_bytes("T", more={f"{n}.txt": b"" for n in range(MAX_PARTS)}), "nhiều hơn một"),
            (word_bytes(document="<w:document"), "bị hỏng"),
            (word_bytes(document=ENTITIES), "bị hỏng"),
        ],
    )
    def test_each_says_what_is_wrong(self, content, words):
        with pytest.raises(WordRefusedError) as fault:
            read_word(content)
        assert words in str(fault.value.message)


WORD = "/gui-bai/tu-word/"


class UploadTests(DeskTestCase):
    def upload(self, content: bytes, **values):
        file = SimpleUploadedFile("tin.docx", content)
        return self.client.post(WORD, {"key": str(KEY), "file": file, **values})

    def test_the_file_becomes_a_draft_that_the_author_checks(self):
        picture = photo_bytes(size=(640, 480))
        content = word_bytes("Con đường sáng", LEAD, "Hết.", pictures=[picture])
        response = self.upload(content)
        self.assertRedirects(response, EDIT)
        self.assertEqual(self.draft.title, "Con đường sáng")
        self.assertEqual(self.draft.text, f"{LEAD}\n\nHết.")
        self.assertEqual(self.draft.photos.count(), 1)
        self.assertIsNone(self.draft.sent_at)

    def test_twice_the_same_file_is_one_draft_with_its_pictures_once(self):
        content = word_bytes("Tựa", LEAD, pictures=[photo_bytes(size=(640, 480))])
        self.upload(content)
        self.upload(content)
        self.assertEqual(DeskDraft.objects.count(), 1)
        self.assertEqual(self.draft.photos.count(), 1)

    def test_what_could_not_be_taken_along_is_said(self):
        content = word_bytes("Tựa", LEAD, pictures=[b"no picture"])
        self.upload(content)
        self.assertContains(self.client.get(EDIT), "1 hình trong tệp không lấy được.")

    def test_a_fault_stands_at_the_field(self):
        for content, words in ((b"PK no", "không phải tệp Word"), (b"", "rỗng")):
            with self.subTest(words):
                self.assertContains(self.upload(content), words)
        self.assertContains(self.client.post(WORD, {"key": str(KEY)}), "Hãy chọn một tệp Word")
        self.assertFalse(DeskDraft.objects.exists())

    def test_anothers_draft_is_not_touched(self):
        self.upload(word_bytes("Của tôi", LEAD))
        self.client.force_login(self.room.reviewer)
        self.assertIn(self.upload(word_bytes("Kẻ khác", LEAD)).status_code, (403, 404))
        self.assertEqual(self.draft.title, "Của tôi")
