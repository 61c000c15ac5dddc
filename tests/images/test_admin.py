"""Every way in through Wagtail's admin leads through the same cleaning."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.test import TestCase
from django.urls import reverse
from wagtail.models import Collection, UploadedFile

from goodnews.images.forms import SiteImageForm
from goodnews.images.models import SiteImage

from .factories import make_image, upload
from .files import bomb_bytes, photo_bytes
from .test_photographs import SECRETS


class ImageAdminTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.admin = get_user_model().objects.create_superuser("admin", "a@example.vn", "x")

    def setUp(self):
        self.client.force_login(self.admin)
        self.fields = {
            "title": "Ra quân",
            "alt_text": "Đoàn viên trồng cây",
            "description": "",
            "licence": "own",
            "collection": Collection.get_first_root_node().pk,
            "tags": "",
            "credit": "",
            "people_note": "",
        }

    def assert_stored_clean(self):
        files = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
        self.assertTrue(files)
        for path in files:
            self.assertNotIn("Trường", path.name)
            for secret in SECRETS:
                self.assertNotIn(secret, path.read_bytes())

    def test_the_configured_form_is_used(self):
        from wagtail.images.forms import get_image_form

        self.assertTrue(issubclass(get_image_form(SiteImage), SiteImageForm))

    def test_add(self):
        response = self.client.post(reverse("wagtailimages:add"), {**self.fields, "file": upload()})
        self.assertEqual(response.status_code, 302)
        self.assertTrue(SiteImage.objects.get().upload_hash)
        self.assert_stored_clean()

    def test_add_refuses_what_is_no_picture_in_words(self):
        for data in (b"<html></html>", b"", bomb_bytes(), photo_bytes()[:900]):
            response = self.client.post(
                reverse("wagtailimages:add"), {**self.fields, "file": upload(data)}
            )
            self.assertEqual(response.status_code, 200)
            self.assertTrue(response.context["form"].errors["file"])
            self.assertContains(response, "Ra quân")
        self.assertEqual(SiteImage.objects.count(), 0)

    def test_add_wants_an_alternative_text(self):
        response = self.client.post(
            reverse("wagtailimages:add"), {**self.fields, "alt_text": "", "file": upload()}
        )
        self.assertIn("alt_text", response.context["form"].errors)

    def test_add_many_cleans_what_waits_for_its_form(self):
        response = self.client.post(
            reverse("wagtailimages:add_multiple"),
            {"title": "x", "files[]": upload(photo_bytes("HEIF"), name="Trường Kim Đồng.heic")},
        )
        self.assertTrue(response.json()["success"])
        waiting = UploadedFile.objects.get()
        self.assert_stored_clean()
        response = self.client.post(
            reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waiting.pk]),
            {f"uploaded-image-{waiting.pk}-{key}": value for key, value in self.fields.items()},
        )
        self.assertTrue(response.json()["success"])
        image = SiteImage.objects.get()
        self.assertRegex(image.file.name, r"^original_images/[0-9a-f]{32}\.jpg$")
        self.assertEqual((image.width, image.height), (640, 480))
        self.assert_stored_clean()

    def test_add_many_refuses_a_web_page(self):
        response = self.client.post(
            reverse("wagtailimages:add_multiple"), {"files[]": upload(b"<html></html>")}
        )
        self.assertFalse(response.json()["success"])
        self.assertEqual(UploadedFile.objects.count(), 0)

    def test_replacing_the_file(self):
        with self.captureOnCommitCallbacks(execute=True):
            image = make_image()
        with self.captureOnCommitCallbacks(execute=True):
            response = self.client.post(
                reverse("wagtailimages:edit", args=[image.pk]),
                {**self.fields, "file": upload(photo_bytes(size=(800, 600), orientation=6))},
            )
        self.assertEqual(response.status_code, 302)
        changed = SiteImage.objects.get()
        self.assertNotEqual(changed.file.name, image.file.name)
        self.assertEqual((changed.width, changed.height), (600, 800))
        self.assertEqual(changed.sources["presets"]["cover"][-1], [600, 800])
        self.assertEqual(changed.renditions.count() >= 10, True)
        self.assert_stored_clean()

    def test_editing_without_a_file_keeps_it(self):
        image = make_image()
        response = self.client.post(
            reverse("wagtailimages:edit", args=[image.pk]), {**self.fields, "title": "Tên mới"}
        )
        self.assertEqual(response.status_code, 302)
        self.assertEqual(SiteImage.objects.get().file.name, image.file.name)

    def test_the_chooser(self):
        response = self.client.post(
            reverse("wagtailimages_chooser:create"),
            {
                **{f"image-chooser-upload-{key}": value for key, value in self.fields.items()},
                "image-chooser-upload-file": upload(),
            },
        )
        self.assertEqual(response.json()["step"], "chosen")
        self.assert_stored_clean()

    def test_a_file_assigned_by_a_programmer_in_a_form_is_cleaned_once(self):
        image = SiteImage(title="x", file=ContentFile(photo_bytes(), name="x.jpg"))
        image.save()
        size = image.file.size
        image.save()
        self.assertEqual(image.file.size, size)
