import shutil
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import TestCase, override_settings
from PIL import Image
from wagtail.images.models import Image as StockImage
from wagtail.models import Collection

from goodnews.images.errors import NotAPhotoError, PhotoTooLargeError
from goodnews.images.models import SiteImage
from goodnews.images.presets import PRESETS
from goodnews.images.services import (
    build_sources,
    private_collection,
    release_photos,
    store_photo,
)

from .factories import make_image, upload
from .files import bomb_bytes, photo_bytes
from .test_photographs import SECRETS, tags_of


def stored_files() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


class StorePhotoTests(TestCase):
    def test_nothing_of_the_sent_name_is_kept(self):
        image = make_image()
        self.assertRegex(image.file.name, r"^original_images/[0-9a-f]{32}\.jpg$")

    def test_a_heic_becomes_a_jpeg_whatever_its_name_says(self):
        for name in ("IMG_0001.HEIC", "IMG_0001.jpg"):
            with self.subTest(name=name):
                image = make_image(data=photo_bytes("HEIF"), name=name)
                self.assertTrue(image.file.name.endswith(".jpg"))
                self.assertEqual((image.width, image.height), (640, 480))

    def test_the_size_is_that_of_the_turned_picture(self):
        image = make_image(data=photo_bytes(orientation=6))
        image.refresh_from_db()
        self.assertEqual((image.width, image.height), (480, 640))
        self.assertEqual(image.file_size, image.file.size)

    def test_the_same_photograph_is_known_by_its_hash(self):
        first, second = make_image(), make_image()
        self.assertEqual(first.upload_hash, second.upload_hash)
        self.assertNotEqual(first.file.name, second.file.name)

    def test_what_is_refused_leaves_neither_row_nor_file(self):
        for data, error in ((b"<html>", NotAPhotoError), (bomb_bytes(), PhotoTooLargeError)):
            with self.subTest(error=error), self.assertRaises(error):
                store_photo(file=upload(data), title="Ảnh")
        self.assertEqual(SiteImage.objects.count(), 0)
        self.assertEqual(stored_files(), [])

    def test_the_model_itself_cleans_what_a_program_assigns(self):
        image = SiteImage(title="Ảnh", file=ContentFile(photo_bytes(), name="GPS.jpg"))
        image.save()
        image.file.save("another.jpg", ContentFile(photo_bytes("HEIF")))
        for path in stored_files():
            for secret in SECRETS:
                self.assertNotIn(secret, path.read_bytes())

    def test_the_model_refuses_a_web_page_named_jpg(self):
        image = SiteImage(title="Ảnh", file=ContentFile(b"<html></html>", name="a.jpg"))
        with self.assertRaises(NotAPhotoError):
            image.save()

    def test_a_failed_write_leaves_no_half_file(self):
        class FullDisk(ContentFile):
            def chunks(self, chunk_size=None):
                yield b"the first half"
                raise OSError(28, "No space left on device")

        with self.assertRaises(OSError):
            default_storage.save("original_images/a.jpg", FullDisk(b"whole"))
        self.assertEqual(stored_files(), [])

    def test_two_files_of_one_name_get_two_names(self):
        names = {default_storage.save("a/b.txt", ContentFile(b"x")) for _ in range(3)}
        self.assertEqual(len(names), 3)

    def test_wagtails_own_image_model_is_not_used(self):
        self.assertEqual(StockImage.objects.count(), 0)


class BuildSourcesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.made = Path(cls.enterClassContext(TemporaryDirectory()))
        with override_settings(MEDIA_ROOT=cls.made), cls.captureOnCommitCallbacks(execute=True):
            make_image(data=photo_bytes(size=(1600, 1200)))

    def setUp(self):
        shutil.copytree(self.made, settings.MEDIA_ROOT)
        self.image = SiteImage.objects.get()

    def test_storing_a_photograph_makes_every_preset(self):
        presets = self.image.sources["presets"]
        self.assertEqual(set(presets), set(PRESETS))
        self.assertEqual(presets["card"], [[320, 180], [640, 360]])
        self.assertEqual(presets["hero"], [[480, 270], [800, 450], [1200, 675]])
        self.assertEqual(presets["cover"], [[480, 360], [800, 600], [1200, 900]])

    def test_every_recorded_file_exists_in_its_size(self):
        for rendition in self.image.renditions.all():
            with rendition.file.open() as file, Image.open(file) as opened:
                self.assertEqual(opened.size, (rendition.width, rendition.height))
        self.assertEqual(self.image.renditions.count(), 24)

    @pytest.mark.skipif(shutil.which("exiftool") is None, reason="needs libimage-exiftool-perl")
    def test_exiftool_finds_nothing_in_any_stored_file(self):
        with self.captureOnCommitCallbacks(execute=True):
            make_image(data=photo_bytes("HEIF"), name="IMG_1.heic")
        self.image.get_rendition("max-165x165")
        self.assertGreater(len(stored_files()), 40)
        self.assertEqual(tags_of(settings.MEDIA_ROOT), "")

    def test_wagtail_finds_the_same_files(self):
        before = self.image.renditions.count()
        rendition = self.image.get_rendition("fill-320x180|format-avif")
        self.assertEqual(self.image.renditions.count(), before)
        self.assertEqual((rendition.width, rendition.height), (320, 180))

    def test_a_small_picture_is_not_blown_up(self):
        image = make_image(data=photo_bytes(size=(200, 150)))
        build_sources(image=image)
        self.assertEqual(image.sources["presets"]["cover"], [[200, 150]])

    def test_a_picture_of_one_pixel_has_its_files(self):
        image = make_image(data=photo_bytes("PNG", size=(1, 1)))
        self.assertTrue(build_sources(image=image))
        self.assertEqual(image.sources["presets"]["hero"], [[1, 1]])

    def test_fresh_files_are_not_made_again(self):
        with self.assertNumQueries(0):
            self.assertFalse(build_sources(image=self.image))

    def test_a_moved_focal_point_makes_them_anew(self):
        old = self.image.sources["stem"]
        self.image.focal_point_x = self.image.focal_point_y = 100
        self.image.focal_point_width = self.image.focal_point_height = 50
        with self.captureOnCommitCallbacks(execute=True):
            self.image.save()
        self.image.refresh_from_db()
        self.assertNotEqual(self.image.sources["stem"], old)
        self.assertEqual(self.image.renditions.count(), 24)
        self.assertEqual([path for path in stored_files() if old in str(path)], [])

    def test_a_replaced_file_is_never_shown_by_its_old_sizes(self):
        self.image.file = ContentFile(photo_bytes(size=(900, 900)), name="new.jpg")
        self.image.save()
        self.image.refresh_from_db()
        self.assertEqual(self.image.sources, {})

    def test_deleting_renditions_ends_the_record(self):
        self.image.renditions.all().delete()
        self.image.refresh_from_db()
        self.assertEqual(self.image.sources, {})

    def test_deleting_another_rendition_does_not(self):
        self.image.get_rendition("max-165x165").delete()
        self.image.refresh_from_db()
        self.assertTrue(self.image.sources)

    def test_deleting_an_image_leaves_no_file(self):
        with self.captureOnCommitCallbacks(execute=True):
            self.image.delete()
        self.assertEqual(stored_files(), [])

    def test_an_image_deleted_meanwhile_leaves_no_file(self):
        stale = SiteImage.objects.get(pk=self.image.pk)
        stale.sources = {}
        with self.captureOnCommitCallbacks(execute=True):
            self.image.delete()
        stale_file = stale.file.storage.save(stale.file.name, ContentFile(photo_bytes()))
        self.assertFalse(build_sources(image=stale))
        self.assertEqual([path.name for path in stored_files()], [Path(stale_file).name])

    def test_the_command_makes_what_is_missing(self):
        self.image.renditions.all().delete()
        out = StringIO()
        call_command("build_image_sources", dry_run=True, stdout=out)
        self.assertIn("1 images would be built", out.getvalue())
        call_command("build_image_sources", stdout=out)
        self.image.refresh_from_db()
        self.assertTrue(self.image.sources)

    def test_a_lost_original_does_not_stop_the_command(self):
        lost = make_image()
        lost.file.storage.delete(lost.file.name)
        self.image.renditions.all().delete()
        err, out = StringIO(), StringIO()
        call_command("build_image_sources", stdout=out, stderr=err)
        self.assertIn("1 images built, 1 failed", out.getvalue())


class PrivateCollectionTests(TestCase):
    def test_it_is_made_once_and_closed_to_the_public(self):
        first, second = private_collection(), private_collection()
        self.assertEqual(first, second)
        self.assertEqual(first.get_view_restrictions().count(), 1)

    def test_pictures_are_released_when_their_story_goes_live(self):
        image = store_photo(file=upload(), title="Ảnh", collection=private_collection())
        public = make_image()
        self.assertEqual(release_photos(images=[image, public]), 1)
        image.refresh_from_db()
        self.assertEqual(image.collection, Collection.get_first_root_node())
