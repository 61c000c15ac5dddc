"""The English page of a story may have a picture of its own, of those that its translator is shown."""

from urllib.parse import urlencode

from django.test import TestCase
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    Translation,
    TranslationSource,
)

from goodnews.accounts.roles import Role
from goodnews.accounts.services import apply_roles
from goodnews.images.services import private_collection
from news.blocks import StoryStreamBlock
from tests.accounts.factories import make_user
from tests.images.factories import make_image
from tests.news.factories import make_site, make_story


class OtherPictureTests(TestCase):
    def setUp(self):
        site = make_site()
        apply_roles()
        self.public, self.private = make_image(title="Cây cầu"), make_image(title="Em Lan")
        self.private.collection = private_collection()
        self.private.save()
        picture = {"image": self.public.pk, "alt_text": "Cây cầu", "caption": ""}
        gallery = {"type": "gallery", "value": {"title": "Hôm nay", "images": [picture, picture]}}
        story = make_story(
            site.stories,
            "Cầu mới qua suối",
            cover=self.public,
            byline="Hà Linh",
            body=StoryStreamBlock().to_python([gallery]),
        )
        source, _is_new = TranslationSource.update_or_create_from_instance(story)
        english = Locale.objects.get(language_code="en")
        self.translation = Translation.objects.create(source=source, target_locale=english)
        self.translation.save_target(publish=False)
        self.client.force_login(make_user("translator", role=Role.TRANSLATOR))

    def put(self, path: str, image, written: str = "{}"):
        """Send the number of ``image``, as ``written``, for the place at ``path``, as the editor of translations does."""
        places = OverridableSegment.objects.filter(source=self.translation.source)
        place = places.filter(context__field_path=path).first()
        names = {"translation_id": self.translation.pk, "overridable_segment_id": place.pk}
        address = reverse("wagtail_localize:edit_override", kwargs=names)
        body = urlencode({"value": written.format(image.pk)})
        return self.client.put(address, body, content_type="application/x-www-form-urlencoded")

    def test_only_what_is_shown_to_the_translator_is_taken(self):
        for path in ("cover", "body.gallery.images.item.image"):
            with self.subTest(path=path):
                self.assertEqual(self.put(path, self.private).status_code, 403)
                self.assertFalse(SegmentOverride.objects.filter(context__field_path=path).exists())
                self.assertEqual(self.put(path, self.public).status_code, 201)

    def test_a_number_that_is_no_picture_is_taken(self):
        self.assertEqual(self.put("byline", self.private).status_code, 201)

    def test_a_number_is_that_picture_however_it_is_written(self):
        for written in (" {}", "0{}", "+{}"):
            with self.subTest(written=written):
                self.assertEqual(self.put("cover", self.private, written).status_code, 403)

    def test_what_can_be_no_number_of_a_picture_breaks_nothing(self):
        for written in ("9" * 30, "9" * 5000, "abc"):
            with self.subTest(length=len(written)):
                self.assertIn(self.put("cover", self.private, written).status_code, (200, 201))
