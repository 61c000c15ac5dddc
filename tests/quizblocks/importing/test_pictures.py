"""Pictures and marks of files: taken in once, shown before the import, written out again."""

from dataclasses import replace

from django.test import TestCase

from goodnews.images.models import SiteImage
from goodnews.images.services import private_collection
from quizblocks.formats.gift import read_gift
from quizblocks.formats.items import ItemPicture, Reading
from quizblocks.formats.moodle_xml import read_moodle_xml
from quizblocks.importing.exports import EXPORTS, read_export
from quizblocks.importing.pictures import take_in
from quizblocks.importing.plans import RowState, plan_import
from quizblocks.importing.rows import packed_rows, unpacked_rows
from quizblocks.importing.tables import open_table, read_table
from quizblocks.models import HeldPicture, Question
from tests.images.files import photo_bytes

from .factories import choices, import_items, make_item, rows

PHOTO = photo_bytes()
MARKED = "<rich>Công thức H<sub>2</sub>O là của <b>chất</b> nào?"


def pictured_item(**values):
    """Return a question with a picture; two of its choices are one, the right one has words too."""
    bare = choices("a", "*<rich>Biển <i>cấm</i>", "c")
    signs = tuple(
        replace(
            choice, picture=ItemPicture(alt, PHOTO), text="" if alt == "Vòng đỏ" else choice.text
        )
        for choice, alt in zip(bare[:2], ("Vòng đỏ", "Mũi tên trắng"), strict=True)
    )
    return make_item(
        MARKED, choices=(*signs, bare[2]), picture=ItemPicture("Ngã tư", PHOTO), **values
    )


def taken(*items) -> Reading:
    return take_in(Reading(tuple(items)), user=None)


class IntakeTests(TestCase):
    def test_the_same_file_comes_in_once_without_metadata_and_is_not_public(self):
        for _time in range(2):
            reading = taken(pictured_item())
        image = SiteImage.objects.get()
        self.assertEqual(image.collection, private_collection())
        self.assertNotIn("Biển", image.title)
        self.assertEqual({picture.image for picture in reading.items[0].pictures}, {image.pk})
        with image.open_file() as file:
            self.assertNotIn(b"Exif", file.read())
        # What travels with the form names the picture and holds nothing of it.
        row = rows(*reading.items)
        self.assertEqual(unpacked_rows(packed_rows(row)), row)

    def test_what_is_no_picture_is_left_out_with_a_remark_at_its_question(self):
        broken = replace(pictured_item(), picture=ItemPicture("x", b"GIF89a no picture"))
        reading = taken(broken)
        self.assertIsNone(reading.items[0].picture)
        self.assertEqual([remark.place for remark in reading.remarks], ["2"])
        self.assertIn("2", reading.remarks[0].place)

    def test_a_picture_without_a_description_is_said(self):
        reading = taken(replace(pictured_item(), picture=ItemPicture("", PHOTO)))
        self.assertTrue(reading.items[0].picture.alt)
        self.assertEqual(len(reading.remarks), 1)


class RoundTripTests(TestCase):
    def setUp(self):
        # Each test has a folder of its own for files.
        import_items(*taken(pictured_item()).items)
        self.question = Question.objects.get()

    def exported(self, key: str) -> Reading:
        written = next(each for each in EXPORTS if each.key == key)
        content = written.write(read_export([self.question.pk]).items)
        if key == "xlsx":
            return read_table(open_table(content))[0]
        return read_moodle_xml(content) if key == "moodle" else read_gift(content.decode())

    def test_the_bank_holds_what_the_file_brought(self):
        self.assertEqual(self.question.stem, MARKED)
        self.assertEqual(self.question.picture_alt, "Ngã tư")
        rows_held = list(self.question.choices.all())
        self.assertEqual([row.picture_alt for row in rows_held], ["Vòng đỏ", "Mũi tên trắng", ""])
        self.assertEqual(rows_held[1].text, "<rich>Biển <i>cấm</i>")
        self.assertEqual(HeldPicture.objects.count(), 1)
        self.assertIn("h2o", self.question.folded_stem)

    def test_every_export_read_again_changes_nothing(self):
        for export in EXPORTS:
            with self.subTest(export.key):
                reading = taken(*self.exported(export.key).items)
                plan = plan_import(rows=rows(*reading.items))
                self.assertEqual([row.state for row in plan.rows], [RowState.SAME])
        self.assertEqual(SiteImage.objects.count(), 1)

    def test_a_file_that_carries_no_pictures_names_them(self):
        item = read_export([self.question.pk]).items[0]
        gift = next(each for each in EXPORTS if each.key == "gift").write([item]).decode()
        self.assertEqual(gift.count("Ngã tư"), 1)
        sheet = next(each for each in EXPORTS if each.key == "xlsx").write([item])
        table = open_table(sheet)
        place = list(table.rows[0]).index("Hình (không kèm theo tệp này)")
        self.assertEqual(table.rows[1][place], "Ngã tư\nVòng đỏ\nMũi tên trắng")
        self.assertEqual(self.exported("xlsx").items[0].choices[0].text, "[Hình: Vòng đỏ]")

    def test_another_picture_is_a_change(self):
        other = ItemPicture("Ngã tư", photo_bytes(size=(320, 200)))
        item = replace(read_export([self.question.pk]).items[0], picture=other)
        plan = plan_import(rows=rows(*taken(item).items))
        self.assertEqual([row.state for row in plan.rows], [RowState.CHANGED])
        import_items(*taken(item).items)
        self.question.refresh_from_db()
        self.assertNotEqual(self.question.picture_id, SiteImage.objects.order_by("pk")[0].pk)
