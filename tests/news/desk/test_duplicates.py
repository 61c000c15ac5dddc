"""The hint that a story was told already: useful, discreet, never in the way."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from news.desk.duplicates import lookalikes
from news.desk.models import DeskDraft
from tests.news.factories import make_draft, make_story

from .factories import KEY, described, filled, photo
from .test_views import EDIT, NEW, DeskTestCase

NOW = datetime(2026, 3, 21, 9, 0, tzinfo=timezone.get_default_timezone())
TITLE = "Hai mươi bốn cột đèn sáng ở Sín Chải"
HINT = f"/gui-bai/{KEY}/trung/"


class TitleTests(DeskTestCase):
    def find(self, title: str, *, now=NOW) -> list[str]:
        draft = DeskDraft(owner=self.room.correspondent, key=KEY)
        return [story.title for story in lookalikes(title=title, draft=draft, now=now)]

    def setUp(self):
        super().setUp()
        self.story = make_story(self.room.index, TITLE, published_on=date(2026, 3, 20))

    def test_it_is_found_in_other_words_order_and_accents(self):
        for title in (TITLE, TITLE.upper(), "Sín Chải sáng 24 cột đèn: hai mươi bốn cột đèn ở"):
            with self.subTest(title):
                self.assertEqual(self.find(title), [TITLE])
        self.assertEqual(self.find("hai muoi bon cot den sang o sin chai"), [TITLE])

    def test_another_story_is_not_it(self):
        for title in ("", "Hai mươi", "Trồng 300 cây quế ở Nậm Pung", "x" * 10_000, "\x00" * 20):
            with self.subTest(title[:20]):
                self.assertEqual(self.find(title), [])

    def test_sixty_days_are_enough(self):
        self.assertEqual(self.find(TITLE, now=NOW + timedelta(days=62)), [])

    def test_what_others_have_not_published_stays_theirs(self):
        make_draft(self.room.index, "Đội xe ôm miễn phí của đoàn xã")
        DeskDraft.objects.create(
            owner=self.room.reviewer,
            unit=self.room.unit,
            title="Đội xe ôm miễn phí của đoàn xã",
            created_at=NOW,
            saved_at=NOW,
        )
        self.assertEqual(self.find("Đội xe ôm miễn phí của đoàn xã"), [])

    def test_the_hint_is_shown_without_and_with_javascript(self):
        make_story(self.room.index, TITLE, slug="hom-nay", published_on=timezone.localdate())
        self.post(title=TITLE, do="save")
        self.assertContains(self.client.get(EDIT), "Có thể đã có người kể chuyện này")
        typed = self.client.get(HINT, {"title": TITLE})
        self.assertContains(typed, TITLE)
        self.assertEqual(self.client.get(HINT).text.strip(), "")

    def test_it_never_blocks(self):
        response = self.send(title=TITLE)
        self.assertRedirects(response, f"/gui-bai/{KEY}/")


class PhotographTests(DeskTestCase):
    def test_the_same_photograph_in_an_earlier_story_is_named(self):
        earlier = "22222222-2222-4333-8444-555555555555"
        self.client.post(NEW, {**filled(key=earlier, title="Bài trước"), "photos": [photo()]})
        self.post(photos=[photo()], do="photos")
        page = self.client.get(EDIT)
        self.assertContains(page, "Ảnh này đã có trong bài:")
        self.assertContains(page, "Bài trước")

    def test_anothers_unsent_story_is_not_named(self):
        self.client.force_login(self.room.reviewer)
        earlier = "22222222-2222-4333-8444-555555555555"
        self.client.post(NEW, {**filled(key=earlier, title="Bài kín"), "photos": [photo()]})
        self.client.force_login(self.room.correspondent)
        self.post(photos=[photo()], do="photos")
        self.assertNotContains(self.client.get(EDIT), "Bài kín")
        self.assertTrue(described(self.draft))
