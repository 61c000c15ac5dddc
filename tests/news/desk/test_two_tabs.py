"""Two tabs or phones with the plain form: neither text overwrites the other unseen."""

import re
from datetime import timedelta
from io import StringIO

from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone

from goodnews.consents.models import ConsentProof
from goodnews.images.models import SiteImage
from news.desk.models import DeskDraft
from news.models import StoryPage

from .factories import KEY, OTHER_PERSON_KEY, described, filled, person, photo
from .test_proofs import proof_file
from .test_views import EDIT, NEW, SCRIPT, DeskTestCase


class TwoTabsTests(DeskTestCase):
    def setUp(self):
        super().setUp()
        self.post(title="Bản đầu", edition="0")
        self.opened = str(self.draft.edition)

    def save(self, title: str, edition: str | None = None, **values):
        return self.post(EDIT, title=title, edition=edition or self.opened, **values)

    def test_the_second_tab_sees_both_texts_and_overwrites_nothing(self):
        self.assertEqual(self.save("Thẻ thứ nhất").status_code, 302)
        response = self.save("Thẻ thứ hai", text="Chữ của thẻ thứ hai.")
        self.assertEqual(response.status_code, 409)
        self.assertContains(response, "Thẻ thứ nhất", status_code=409)
        self.assertContains(response, 'value="Thẻ thứ hai"', status_code=409)
        self.assertContains(response, "Chữ của thẻ thứ hai.", status_code=409)
        self.assertContains(response, "Bà con mang ngô luộc ra", status_code=409)
        self.assertEqual(self.draft.title, "Thẻ thứ nhất")

    def test_whoever_has_seen_both_may_use_the_own(self):
        self.save("Thẻ thứ nhất")
        shown = self.save("Thẻ thứ hai").context["draft"].edition
        self.assertRedirects(self.save("Thẻ thứ hai", str(shown)), EDIT)
        self.assertEqual(self.draft.title, "Thẻ thứ hai")

    def test_keeping_both_makes_one_new_story_however_often_it_is_tapped(self):
        self.save("Thẻ thứ nhất")
        for _time in range(2):
            response = self.save("Thẻ thứ hai", do="split")
            self.assertEqual(response.status_code, 302)
        titles = sorted(DeskDraft.objects.values_list("title", flat=True))
        self.assertEqual(titles, ["Thẻ thứ hai", "Thẻ thứ nhất"])
        self.assertContains(self.client.get(response.url), "Thẻ thứ hai")

    def test_the_same_post_twice_is_no_conflict(self):
        for _time in range(2):
            response = self.save("Một lần", people="somebody", **person())
            self.assertEqual(response.status_code, 302)
        windows = filled()["text"].replace("\n", "\r\n")
        response = self.save("Một lần", people="somebody", text=windows, **person())
        self.assertEqual(response.status_code, 302)

    def test_a_person_added_in_the_other_tab_is_not_lost(self):
        self.save("Bản đầu", people="somebody", **person(OTHER_PERSON_KEY, name="Giàng A Páo"))
        response = self.save("Bản đầu", people="somebody")
        self.assertContains(response, "Giàng A Páo", status_code=409)
        self.assertEqual(self.draft.named_people.count(), 1)

    def test_photographs_of_both_tabs_are_kept(self):
        self.save("Thẻ thứ nhất")
        self.save("Thẻ thứ hai", photos=[photo()], do="photos")
        self.assertEqual(self.draft.photos.count(), 1)
        self.assertEqual(self.draft.title, "Thẻ thứ nhất")

    def test_nothing_is_sent_that_was_not_read(self):
        self.save("Thẻ thứ nhất", photos=[photo()], do="photos")
        response = self.save("Thẻ thứ hai", do="send", **described(self.draft))
        self.assertEqual(response.status_code, 409)
        self.assertFalse(StoryPage.objects.exists())

    def test_strange_editions_and_scripts_are_harmless(self):
        self.save(SCRIPT)
        for edition in ("abc", "-1", "9" * 40, "٣", ""):
            with self.subTest(edition=edition):
                self.assertLess(self.save(SCRIPT, edition or None).status_code, 500)
        response = self.save("Thẻ thứ hai", "0")
        self.assertContains(response, "&lt;script&gt;", status_code=409)
        self.assertNotContains(response, SCRIPT, status_code=409)


class LateTabTests(DeskTestCase):
    def test_after_signing_out_a_text_that_came_too_late_is_a_story_of_its_own(self):
        page = self.client.get(NEW).text
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)"', page))
        self.post(**hidden)
        DeskDraft.objects.update(title="Máy kia", edition=5)
        self.client.logout()
        response = self.post(**{**hidden, "title": "Máy này", "edition": "1", "do": "send"})
        self.assertEqual(response.status_code, 302)
        self.assertEqual(DeskDraft.objects.get(key=hidden["key"]).title, "Máy kia")
        own = DeskDraft.objects.get(title="Máy này")
        self.assertEqual(own.owner, self.room.correspondent)
        self.assertIn(str(own.key), response.url)
        self.assertFalse(StoryPage.objects.exists())


class ForgottenDraftTests(DeskTestCase):
    def let_age(self, days: int, **where) -> None:
        old = timezone.now() - timedelta(days=days)
        DeskDraft.objects.filter(**where).update(saved_at=old)

    def run_it(self, *options) -> str:
        out = StringIO()
        with self.captureOnCommitCallbacks(execute=True):
            call_command("forget_drafts", *options, stdout=out)
        return out.getvalue()

    def test_an_old_draft_goes_with_photographs_and_proofs(self):
        self.post(NEW, photos=[photo()], do="photos", people="somebody")
        rows = person(OTHER_PERSON_KEY) | {f"person-{OTHER_PERSON_KEY}-proof": proof_file()}
        self.post(EDIT, people="somebody", **rows)
        self.assertEqual(ConsentProof.objects.count(), 1)
        self.let_age(179)
        self.assertIn("0 drafts", self.run_it())
        self.let_age(181)
        self.assertIn("1 drafts would", self.run_it("--dry-run"))
        self.assertEqual(DeskDraft.objects.count(), 1)
        self.assertIn("1 drafts deleted", self.run_it())
        for model in (DeskDraft, SiteImage, ConsentProof):
            self.assertFalse(model.objects.exists())
        self.assertIn("0 drafts", self.run_it())

    @override_settings(DESK_DRAFT_DAYS=30)
    def test_the_setting_says_how_long(self):
        self.post()
        self.let_age(31)
        self.assertIn("1 drafts", self.run_it())

    def test_what_was_ever_sent_stays(self):
        self.send()
        self.let_age(2000)
        DeskDraft.objects.filter(key=KEY).update(page=None)
        self.assertIn("0 drafts", self.run_it())
        self.assertTrue(DeskDraft.objects.exists())
