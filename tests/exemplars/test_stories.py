"""Stories on a profile, and the card of a profile inside a story."""

from datetime import date, timedelta

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from exemplars.blocks import ExemplarCardBlock
from exemplars.stories import STORIES_ON_PROFILE, stories_about
from news.models import StoryExemplar, StoryIndexPage
from tests.news.factories import NOW, make_story

from .factories import make_exemplar, root_page


def make_stories(exemplar, count: int, *, start: int = 0) -> list:
    """Return ``count`` stories about ``exemplar``, each a day older than the one before."""
    index = StoryIndexPage.objects.first() or root_page().add_child(
        instance=StoryIndexPage(title="Tin tốt", slug="tin-tot")
    )
    stories = []
    for number in range(start, start + count):
        story = make_story(index, f"Tin số {number}", now=NOW - timedelta(days=number))
        StoryExemplar.objects.create(story=story, exemplar=exemplar)
        stories.append(story)
        index.refresh_from_db()
    return stories


class StoriesAboutTests(TestCase):
    def test_the_newest_come_first_and_hidden_ones_not_at_all(self):
        exemplar = make_exemplar()
        first, second, third = make_stories(exemplar, 3)
        second.unpublish()
        self.assertEqual([story.pk for story in stories_about(exemplar)], [first.pk, third.pk])
        self.assertEqual(first.published_on, date(2026, 11, 21))
        self.assertContains(self.client.get(exemplar.url), "Tin số 2")

    def test_the_same_queries_with_one_story_and_with_many(self):
        exemplar = make_exemplar(honours=[(2025, "Bằng khen"), (2026, "Giấy khen")])

        def count() -> int:
            self.client.get(exemplar.url)
            with CaptureQueriesContext(connection) as captured:
                self.assertEqual(self.client.get(exemplar.url).status_code, 200)
            return len(captured)

        make_stories(exemplar, 1)
        few = count()
        make_stories(exemplar, STORIES_ON_PROFILE + 2, start=1)
        self.assertEqual(len(stories_about(exemplar)), STORIES_ON_PROFILE)
        self.assertEqual(count(), few)
        self.assertLessEqual(few, 24)


class ExemplarCardBlockTests(TestCase):
    def render(self, exemplar) -> str:
        block = ExemplarCardBlock()
        return block.render(block.to_python({"exemplar": exemplar.pk}))

    def test_the_card_leads_to_the_profile(self):
        exemplar = make_exemplar()
        html = self.render(exemplar)
        self.assertIn(f'href="{exemplar.url}"', html)
        self.assertIn(exemplar.deed, html)

    def test_it_goes_when_the_profile_goes(self):
        exemplar = make_exemplar()
        exemplar.view_restrictions.create(restriction_type="login")
        self.assertNotIn(exemplar.deed, self.render(exemplar))
        exemplar.view_restrictions.all().delete()
        exemplar.unpublish()
        self.assertNotIn(exemplar.deed, self.render(exemplar))
