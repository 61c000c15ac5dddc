"""What an editor sees beside the form while writing."""

from django.test import TestCase

from news.models import StoryExemplar
from tests.exemplars.factories import make_exemplar

from .factories import make_draft, make_site


class StoryPreviewTests(TestCase):
    def test_a_preview_shows_people_who_are_not_saved_with_the_story_yet(self):
        tree = make_site()
        draft = make_draft(tree.stories)
        exemplar = make_exemplar("Đạo Thị Kiều")
        draft.story_exemplars.add(StoryExemplar(exemplar=exemplar))
        response = draft.make_preview_request()
        self.assertEqual(response.status_code, 200)
        self.assertContains(response, "Đạo Thị Kiều")
