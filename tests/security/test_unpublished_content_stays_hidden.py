"""What is not public appears nowhere, and what was public is gone everywhere at once.

Everything hidden carries a canary, a word that stands nowhere else; the whole
public surface is searched for it.
"""

from datetime import timedelta
from unittest.mock import patch

from django.core.management import call_command
from django.test import Client, TestCase, override_settings
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from exemplars.models import ExemplarPage
from goodnews.workflows.services import approve_and_publish
from news.blocks import StoryStreamBlock
from news.choices import StoryKind
from news.models import StoryExemplar, StoryPage
from news.sitemaps import part_of
from tests.campaigns.factories import make_campaign
from tests.exemplars.factories import make_draft as make_draft_exemplar
from tests.exemplars.factories import make_exemplar
from tests.images.factories import make_image
from tests.news.factories import NOW, make_site, make_story, make_theme
from tests.permissions.world import make_room
from tests.quizblocks.factories import BLOCK_ID, make_question, make_topic, quiz_value
from tests.workflows.factories import act, fresh

from .world import translate

CANARY = "hoangyen"
# Found by search if the story is; not the canary itself, because search shows what was typed.
WORD = "chimsau"


def restrict(page) -> PageViewRestriction:
    """Let only people who are signed in read ``page``."""
    return PageViewRestriction.objects.create(page=page, restriction_type="login")


class SurfaceTestCase(TestCase):
    """A site with one public story, and the addresses where a hidden one might be seen."""

    @classmethod
    def setUpTestData(cls):
        cls.tree = make_site()
        cls.room, cls.people = make_room(cls.tree)
        cls.theme = make_theme()
        cls.campaign = make_campaign(starts_on=NOW.date() - timedelta(days=300))
        cls.exemplar = make_exemplar(unit=cls.room.unit)
        cls.public_story = make_story(
            cls.tree.stories,
            kind=StoryKind.BEAUTIFUL_STORY,
            unit=cls.room.unit,
            themes=[cls.theme],
            now=timezone.now(),
        )
        question = make_question(make_topic())
        quiz = quiz_value(title=CANARY, questions=[question.pk])
        cls.body = [
            {"type": "text", "value": f"<p>{WORD} {CANARY}</p>"},
            {"type": "quiz", "value": quiz, "id": str(BLOCK_ID)},
        ]

    def hidden(self, number: int) -> StoryPage:
        """Return a sent story that would be listed everywhere, if it were public."""
        story = self.room.story(
            f"{WORD} {CANARY}{number}",
            lead=f"{CANARY} trong lời dẫn",
            place=CANARY,
            byline=CANARY,
            body=StoryStreamBlock().to_python(self.body),
        )
        story.theme_links.create(tag=self.theme)
        StoryExemplar.objects.create(story=story, exemplar=self.exemplar, sort_order=1)
        story = fresh(story)
        story.save_revision(user=story.owner)
        return fresh(story)

    def surface(self, story) -> list[str]:
        """Return every public address that could show ``story``."""
        day = timezone.localdate()
        year, week, _weekday = day.isocalendar()
        campaign = self.campaign.get_url()
        listed = [
            "/",
            "/tin-tot/",
            "/tin-tot/luu-tru/",
            f"/tin-tot/{day:%Y/%m/%d}/",
            "/so-do-trang/",
        ]
        listed += [
            f"/tin-tot/{day:%Y/%m}/",
            f"/tin-tot/{day:%Y}/",
            f"/tin-tot/tuan/{year}-{week:02}/",
        ]
        listed += [f"/tin-tot/chu-de/{self.theme.slug}/", f"/tin-tot/don-vi/{self.room.unit.slug}/"]
        listed += [self.public_story.get_url(), self.exemplar.get_url(), "/guong-sang/"]
        listed += [campaign, f"{campaign}?xem=danh-sach", f"{campaign}?xem=don-vi"]
        listed += [f"{campaign}?ngay={day:%Y-%m-%d}", f"{campaign}lich.ics"]
        listed += [f"/tim-kiem/?q={WORD}", f"/tim-kiem/goi-y/?q={WORD}", "/rss/", "/atom/"]
        listed += ["/sitemap.xml", f"/sitemap-{part_of(story.pk)}.xml", "/news-sitemap.xml"]
        listed += [f"/so-lieu/?trang={story.pk}", "/en/", "/en/tin-tot/", "/en/rss/"]
        listed += [f"/en/tim-kiem/?q={WORD}", f"/en/tim-kiem/goi-y/?q={WORD}", "/khong-co/"]
        return listed

    def own_addresses(self, story) -> list[str]:
        """Return the addresses that only ``story`` has."""
        return [
            story.get_url(),
            f"/chia-se/{story.pk}/qr.svg",
            f"/chia-se/{story.pk}/x.jpg",
            f"/trac-nghiem/{story.pk}/{BLOCK_ID}/",
        ]

    def seen(self, story, word: str = CANARY) -> list[str]:
        """Return the addresses at which a stranger meets ``word``."""
        client = Client()
        return [
            address
            for address in self.surface(story)
            if word in (response := client.get(address)).content.decode(errors="replace").lower()
            or word in str(response.headers)
        ]

    def assert_gone(self, story):
        self.assertEqual(self.seen(story), [])
        self.assert_closed(story)

    def assert_closed(self, story):
        for address in self.own_addresses(story):
            response = Client().get(address)
            self.assertNotIn(response.status_code, (200, 304), address)
            self.assertNotIn(CANARY, response.content.decode(errors="replace"), address)
        beacon = {"HTTP_ORIGIN": "http://testserver", "HTTP_USER_AGENT": "Mozilla/5.0 (Android)"}
        Client().post("/dem/", {"trang": story.pk}, **beacon)
        self.assertEqual(
            Client().get(f"/so-lieu/?trang={story.pk}").json()["views"], {str(story.pk): 0}
        )


class WorkflowStateTests(SurfaceTestCase):
    def stories(self) -> list[StoryPage]:
        """Return a story in every state but the public one."""
        found = [self.hidden(number) for number in range(5)]
        for story in found[1:]:
            story.get_workflow().start(story, story.owner)
        for story in found[2:]:
            act(story, self.room.reviewer, "approve")
        for story in found[3:]:
            act(story, self.room.editor, "approve")
        planned = fresh(found[4]).get_latest_revision_as_object()
        planned.go_live_at = timezone.now() + timedelta(days=2)
        planned.save_revision(user=self.room.editor)
        act(found[4], self.room.second_approver, "approve")
        private = self.hidden(5)
        restrict(private)
        approve_and_publish(page=private, now=timezone.now())
        return [fresh(story) for story in (*found, private)]

    def test_no_state_but_the_public_one_shows_a_story(self):
        stories = self.stories()
        self.assertEqual([story.live for story in stories], [False] * 5 + [True])
        self.assertTrue(stories[4].approved_schedule)
        call_command("update_index", verbosity=0)
        self.assertEqual(self.seen(stories[0]), [])
        for story in stories:
            with self.subTest(story.title):
                self.assert_closed(story)

    def test_a_profile_that_is_hidden_is_named_nowhere(self):
        draft = make_draft_exemplar(f"{WORD} {CANARY}1", unit=self.room.unit)
        private = make_exemplar(f"{WORD} {CANARY}2", unit=self.room.unit)
        body = [{"type": "exemplar", "value": {"exemplar": page.pk}} for page in (draft, private)]
        self.public_story.body = StoryStreamBlock().to_python(body)
        self.public_story.save()
        for number, page in enumerate((draft, private)):
            StoryExemplar.objects.create(story=self.public_story, exemplar=page, sort_order=number)
        restrict(private)
        call_command("update_index", verbosity=0)
        self.assertEqual(ExemplarPage.objects.live().count(), 2)
        self.assertEqual(self.seen(draft), [])
        for page in (draft, private):
            self.assertNotEqual(Client().get(page.get_url()).status_code, 200)

    def test_a_campaign_that_is_hidden_is_named_nowhere(self):
        with self.captureOnCommitCallbacks(execute=True):
            campaign = make_campaign(f"{WORD} {CANARY}", summary=CANARY)
            restrict(campaign)
        self.assertEqual(self.seen(campaign), [])
        self.assertEqual(Client().get(f"{campaign.get_url()}lich.ics").status_code, 404)


@override_settings(PAGE_CACHE_ENABLED=True)
class KeptPagesTests(SurfaceTestCase):
    """With every cache at work: what changes is seen, or no longer seen, at the next request."""

    def setUp(self):
        # A test runs in a transaction, where by rule nothing is kept for the next request.
        for place in ("goodnews.core.kept.may_be_kept", "goodnews.core.visibility.may_be_kept"):
            patcher = patch(place, return_value=True)
            patcher.start()
            self.addCleanup(patcher.stop)

    def published(self) -> StoryPage:
        with self.captureOnCommitCallbacks(execute=True):
            story = self.hidden(1)
            story.cover = make_image(title=CANARY)
            story.save()
            approve_and_publish(page=story, now=timezone.now())
        return fresh(story)

    def test_a_story_is_seen_when_published_and_gone_when_taken_down(self):
        self.assertEqual(self.seen(self.public_story), [])
        story = self.published()
        seen = self.seen(story)
        part = f"/sitemap-{part_of(story.pk)}.xml"
        for address in ("/", "/tin-tot/", "/rss/", f"/tim-kiem/?q={WORD}", part):
            self.assertIn(address, seen)
        self.assertIn(f"{self.campaign.get_url()}lich.ics", seen)
        self.assertIn(self.exemplar.get_url(), seen)
        for address in self.own_addresses(story)[:2]:
            self.assertEqual(Client().get(address).status_code, 200)
        with self.captureOnCommitCallbacks(execute=True):
            story.unpublish()
        self.assert_gone(story)

    def test_a_story_made_private_is_gone_and_comes_back(self):
        story = self.published()
        before = self.seen(story)
        with self.captureOnCommitCallbacks(execute=True):
            restriction = restrict(story)
        self.assert_gone(story)
        with self.captureOnCommitCallbacks(execute=True):
            restriction.delete()
        self.assertEqual(self.seen(story), before)

    def test_a_story_in_a_section_made_private_is_gone(self):
        story = self.published()
        self.assertTrue(self.seen(story))
        with self.captureOnCommitCallbacks(execute=True):
            restrict(self.tree.stories)
        self.assert_gone(story)

    def test_a_deleted_story_is_gone(self):
        story = self.published()
        self.assertTrue(self.seen(story))
        with self.captureOnCommitCallbacks(execute=True):
            fresh(story).delete()
        self.assertEqual(self.seen(story), [])

    def test_the_old_name_of_a_renamed_story_is_gone(self):
        story = self.published()
        old = story.get_url()
        self.assertTrue(self.seen(story))
        self.assertEqual(Client().get(old).status_code, 200)
        with self.captureOnCommitCallbacks(execute=True):
            story = fresh(story)
            story.title = story.draft_title = "Một tên khác"
            story.slug = "mot-ten-khac"
            story.lead, story.place, story.byline = "Lời dẫn khác.", "", ""
            story.body = [("text", "<p>Chữ khác.</p>")]
            approve_and_publish(page=story, now=timezone.now())
        # The address alone may lead on to the new one.
        self.assertEqual(self.seen(story), [])
        self.assertNotEqual(Client().get(old).status_code, 200)
        self.assertEqual(Client().get("/tin-tot/mot-ten-khac/").status_code, 200)

    def test_a_moved_story_is_gone_from_its_old_place(self):
        story = self.published()
        old = story.get_url()
        self.assertEqual(Client().get(old).status_code, 200)
        english = self.tree.stories.get_translations().get()
        with self.captureOnCommitCallbacks(execute=True):
            fresh(story).move(english, pos="last-child")
        self.assertNotEqual(Client().get(old).status_code, 200)

    def test_a_translation_goes_without_the_original_and_the_other_way_round(self):
        story = self.published()
        with self.captureOnCommitCallbacks(execute=True):
            english = translate(story, f"{CANARY} in English", "canary")
        self.assertIn("/en/tin-tot/", self.seen(story))
        self.assertContains(Client().get(story.get_url()), "/en/tin-tot/canary/")
        with self.captureOnCommitCallbacks(execute=True):
            english.unpublish()
        self.assertNotIn("/en/tin-tot/", self.seen(story))
        self.assertNotContains(Client().get(story.get_url()), "/en/tin-tot/canary/")

    def test_a_draft_of_a_public_story_is_seen_in_its_preview_only(self):
        story = self.public_story
        self.assertEqual(Client().get(story.get_url()).status_code, 200)
        draft = fresh(story).get_latest_revision_as_object()
        draft.title = f"{WORD} {CANARY}"
        draft.save_revision(user=self.room.editor)
        editor = Client()
        editor.force_login(self.room.superuser)
        preview = editor.get(reverse("wagtailadmin_pages:view_draft", args=[story.pk]))
        self.assertContains(preview, CANARY)
        self.assertNotIn("public", preview.get("Cache-Control", ""))
        self.assertEqual(self.seen(story), [])
        with self.captureOnCommitCallbacks(execute=True):
            fresh(story).unpublish()
        preview = editor.get(reverse("wagtailadmin_pages:view_draft", args=[story.pk]))
        self.assertContains(preview, CANARY)
        self.assertEqual(self.seen(story), [])
