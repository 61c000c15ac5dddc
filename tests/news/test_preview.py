"""What an editor sees beside the form while writing, and readers meanwhile."""

from unittest.mock import patch

from django.test import TestCase
from django.utils import timezone

from goodnews.workflows.services import approve_and_publish
from news.models import StoryExemplar, StoryPage
from tests.exemplars.factories import make_exemplar

from .factories import make_draft, make_site, make_story


class StoryPreviewTests(TestCase):
    def test_a_preview_shows_people_who_are_not_saved_with_the_story_yet(self):
        tree = make_site()
        draft = make_draft(tree.stories)
        exemplar = make_exemplar("Đạo Thị Kiều")
        draft.story_exemplars.add(StoryExemplar(exemplar=exemplar))
        response = draft.make_preview_request()
        self.assertEqual(response.status_code, 200)
        self.assertContains(response, "Đạo Thị Kiều")

    def test_a_kept_story_shows_in_the_preview_what_was_changed_and_to_readers_what_is_live(self):
        # A test runs in a transaction, where by rule nothing is kept for the next request.
        keeping = patch("goodnews.core.kept.may_be_kept", return_value=True)
        keeping.start()
        self.addCleanup(keeping.stop)
        with self.captureOnCommitCallbacks(execute=True):
            story = make_story(make_site().stories)
        self.assertContains(self.client.get(story.get_url()), "Hai mươi bốn cột đèn")
        draft = StoryPage.objects.get(pk=story.pk)
        draft.lead = "Ba mươi cột đèn."
        draft.save_revision()
        self.assertContains(draft.make_preview_request(), "Ba mươi cột đèn")
        self.assertNotContains(self.client.get(story.get_url()), "Ba mươi cột đèn")
        with self.captureOnCommitCallbacks(execute=True):
            approve_and_publish(page=draft, now=timezone.now())
        response = self.client.get(story.get_url())
        self.assertContains(response, "Ba mươi cột đèn")
        self.assertNotContains(response, "Hai mươi bốn cột đèn")
