"""Who takes the consent back is found nowhere from that moment on; the auditor still finds it.

Every field has a mark, a word that stands nowhere else, which is seen before and
looked for everywhere afterwards: with the caches at work, without a task worker.
"""

from unittest.mock import patch

from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale

from exemplars.choices import GreetingRule, GreetingState
from exemplars.models import ExemplarPage, Milestone, Picture, Quotation
from exemplars.wishes import send_greeting
from goodnews.consents.choices import AgeBand, Purpose
from goodnews.consents.models import ConsentRecord, PersonInPicture
from goodnews.consents.services import name_person, withdraw_consent
from goodnews.core.folding import fold
from goodnews.images.removal import REMOVED_TITLE
from goodnews.workflows.models import Letter
from goodnews.workflows.services import approve_and_publish
from news.blocks import StoryStreamBlock
from news.models import StoryExemplar, StoryPage
from news.sitemaps import part_of
from tests.consents.factories import agree_to_story
from tests.exemplars.factories import CHILD_PARTIES, consent_to
from tests.exemplars.factories import make_draft as make_draft_exemplar
from tests.images.factories import make_image
from tests.images.files import photo_bytes
from tests.news.factories import make_story
from tests.workflows.factories import fresh

from .crawling import met_at, public_routes, staff_routes, stored_files
from .test_unpublished_content_stays_hidden import SurfaceTestCase

NAME = "Vàng Thị Chimsáo"
MARKS = {
    "name": "chimsao",
    "deed": "congduc",
    "body": "thanbai",
    "milestone": "cotmoc",
    "quotation": "loitrich",
    "greeting": "loichuc-x",
    "portrait": "phongto",
    "album": "chuthich",
    "story": "chuyenke",
    "caption": "duoianh",
}
OLD_SLUG = "chi-hai-cu"
NO_WORKER = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
REMOVED_LINE = "Nội dung về nhân vật này đã được gỡ theo yêu cầu."
REMOVED_PICTURE = "Ảnh này đã được gỡ theo yêu cầu."


@override_settings(PAGE_CACHE_ENABLED=True)
class WithdrawalTestCase(SurfaceTestCase):
    """A girl of 14 with a profile in two languages, and stories that show, name or only link her."""

    def setUp(self):
        for place in ("goodnews.core.kept.may_be_kept", "goodnews.core.visibility.may_be_kept"):
            patcher = patch(place, return_value=True)
            patcher.start()
            self.addCleanup(patcher.stop)
        with self.captureOnCommitCallbacks(execute=True):
            self.profile = self.make_profile()
            self.rename_profile()
            self.english = self.translate_profile()
            self.naming = self.make_story_that_names()
            self.linking = self.make_story_with_card()

    # --- What is planted --------------------------------------------------------------------

    def make_profile(self) -> ExemplarPage:
        self.portrait = make_image(title="Chân dung", alt_text="Chân dung")
        self.album_image = make_image(title="Ảnh", data=photo_bytes(size=(500, 400)))
        page = make_draft_exemplar(
            NAME,
            slug=OLD_SLUG,
            unit=self.room.unit,
            age_band=AgeBand.CHILD,
            indexing="allowed",
            greeting_rule=GreetingRule.OPEN,
            deed=f"Việc làm {MARKS['deed']} của em.",
            body=f'[{{"type": "text", "value": "<p>{MARKS["body"]}</p>"}}]',
            portrait=self.portrait,
            portrait_alt=f"Em {MARKS['portrait']}",
            honours=[(2026, f"Danh hiệu {MARKS['deed']}")],
        )
        page.milestones.add(Milestone(year=2025, text=MARKS["milestone"]))
        page.quotations.add(Quotation(text=MARKS["quotation"]))
        page.pictures.add(Picture(image=self.album_image, alt_text="Ảnh", caption=MARKS["album"]))
        values = {"age_band": AgeBand.CHILD, "parties": CHILD_PARTIES}
        self.to_profile = consent_to(page, **values)
        self.to_pictures = consent_to(page, purpose=Purpose.IMAGE, **values)
        page = approve_and_publish(page=page, now=timezone.now())
        wish = send_greeting(
            exemplar=page, text=MARKS["greeting"], name="Bạn đọc", now=timezone.now()
        )
        type(wish).objects.filter(pk=wish.pk).update(
            state=GreetingState.SHOWN, decided_at=timezone.now()
        )
        return page

    def rename_profile(self) -> None:
        self.old_address = self.profile.get_url()
        self.profile.slug = "vang-thi-chimsao"
        self.profile = approve_and_publish(page=self.profile, now=timezone.now())

    def translate_profile(self) -> ExemplarPage:
        english = self.profile.copy_for_translation(
            Locale.objects.get(language_code="en"), copy_parents=True
        )
        return approve_and_publish(page=english, now=timezone.now())

    def make_story_that_names(self) -> StoryPage:
        story = make_story(
            self.tree.stories,
            f"{MARKS['story']}: gặp VÀNG  THỊ CHIMSÁO",
            lead=f"{MARKS['story']} trong lời dẫn.",
            unit=self.room.unit,
            now=timezone.now(),
        )
        StoryExemplar.objects.create(story=story, exemplar=self.profile, sort_order=1)
        return story

    def make_story_with_card(self) -> StoryPage:
        raw = [
            {"type": "text", "value": "<p>Lớp học buổi tối.</p>"},
            {"type": "exemplar", "value": {"exemplar": self.profile.pk}},
            {
                "type": "image",
                "value": {
                    "image": self.album_image.pk,
                    "alt_text": MARKS["caption"],
                    "is_decorative": False,
                    "caption": MARKS["caption"],
                },
            },
        ]
        story = make_story(
            self.tree.stories,
            "Lớp học sáng đèn",
            cover=self.portrait,
            cover_alt_text="Lớp học",
            cover_caption=MARKS["caption"],
            body=StoryStreamBlock().to_python(raw),
            unit=self.room.unit,
            now=timezone.now(),
        )
        StoryExemplar.objects.create(story=story, exemplar=self.profile, sort_order=1)
        return story

    # --- Where it is looked for -------------------------------------------------------------

    def addresses(self) -> list[str]:
        """Return every public address, those of old and English pages too."""
        pages = [self.profile, self.english, self.naming, self.linking]
        own = [page.get_url() for page in pages]
        arguments = [
            {
                "page_id": page.pk,
                "key": "x.jpg",
                "slug": self.campaign.slug,
                "number": part_of(page.pk),
            }
            for page in (self.profile, self.naming)
        ]
        searches = [
            f"{language}/tim-kiem/{place}?q={query}"
            for language in ("", "/en")
            for place in ("", "goi-y/")
            for query in ("vang+thi", "Vàng+Thị", "lop+hoc", "duoi", "viec+lam+cua+em")
        ]
        found = [*self.surface(self.linking), *own, *searches, self.old_address, "/en/guong-sang/"]
        found += ["/guong-sang/?chu=C", "/guong-sang/vinh-danh/", "/guong-sang/vinh-danh/2026/"]
        return [*dict.fromkeys([*found, *public_routes(arguments)])]

    def met(self, marks=MARKS, user=None) -> dict[str, list[str]]:
        return met_at(self.addresses(), list(marks.values()), user=user)

    def withdraw(self, record) -> None:
        """Withdraw, with no worker that could do anything later."""
        with (
            override_settings(TASKS=NO_WORKER),
            self.captureOnCommitCallbacks(execute=True),
        ):
            withdraw_consent(record=record, now=timezone.now())

    def draw_cards(self) -> None:
        for page in (self.profile, self.english, self.naming, self.linking):
            card = Client().get(f"/chia-se/{page.pk}/x.jpg", follow=True)
            self.assertEqual(card.status_code, 200)
            b"".join(card)

    def assert_gone(self, address: str) -> None:
        response = Client().get(address)
        self.assertEqual(response.status_code, 410, address)
        self.assertIn("noindex", response.content.decode())
        said = fold(response.content.decode())
        self.assertEqual([mark for mark in MARKS.values() if mark in said], [], address)


class ProfileTests(WithdrawalTestCase):
    def test_of_a_withdrawn_profile_nothing_is_left(self):
        call_command("update_index", verbosity=0)
        self.draw_cards()
        before, files, hers = self.met(), stored_files(), self.her_files()
        seen = {mark for marks in before.values() for mark in marks}
        self.assertEqual(set(MARKS.values()) - seen, set(), "planted, but never met")
        for address in ("/guong-sang/", "/guong-sang/vinh-danh/2026/", self.naming.get_url()):
            self.assertIn(address, before)
        with self.captureOnCommitCallbacks(execute=True):
            self.draft_of_another_editor()

        self.withdraw(self.to_profile)

        self.assertEqual(self.met(), {})
        for page in (self.profile, self.english, self.naming):
            self.assertFalse(fresh(page).live)
            self.assert_gone(page.get_url())
        for address in (self.old_address, f"{self.old_address}?utm_source=zalo"):
            self.assert_gone(address)
        self.assertFalse(Redirect.objects.filter(redirect_page=self.profile).exists())
        self.assert_no_old_file(files, hers)
        self.assert_neutral(fresh(self.linking))
        self.assert_only_editors_read_on()
        self.assert_the_auditor_reads_on()
        # Somebody is told, and not by whom it was about.
        letter = Letter.objects.filter(recipient=self.people["editor"].email).latest("pk")
        self.assertNotIn(MARKS["name"], fold(f"{letter.subject} {letter.text} {letter.html}"))

    def draft_of_another_editor(self) -> None:
        """A draft that was never shown has the picture, too."""
        self.draft = self.room.story(
            "Bản nháp", cover=self.portrait, cover_caption=MARKS["caption"]
        )

    def her_files(self) -> set[str]:
        """Return the names of every file made of her pictures."""
        images = (self.portrait, self.album_image)
        made = [rendition.file.name for image in images for rendition in image.renditions.all()]
        self.assertTrue(made)
        return {*made, *(image.file.name for image in images)}

    def assert_no_old_file(self, before: dict[str, bytes], hers: set[str]) -> None:
        """No file that showed her is left, under whatever name."""
        after = stored_files()
        for page in (self.profile, self.english, self.naming, self.linking):
            hers |= {name for name in before if name.startswith(f"share_cards/{page.pk}/")}
        self.assertEqual(hers & set(after), set())
        doomed = {before[name] for name in hers}
        self.assertEqual([name for name, data in after.items() if data in doomed], [])

    def assert_neutral(self, story) -> None:
        """The story that only links her stays, and says no more than that something was removed."""
        self.assertTrue(story.live)
        self.assertIsNone(story.cover_id)
        page = Client().get(story.get_url()).content.decode()
        self.assertIn(REMOVED_LINE, page)
        self.assertIn(REMOVED_PICTURE, page)
        for version in (story, story.get_latest_revision_as_object()):
            self.assertNotIn(MARKS["caption"], str(version.body.get_prep_value()))
            self.assertEqual(version.cover_caption, "")
        draft = fresh(self.draft).get_latest_revision_as_object()
        self.assertEqual((draft.cover_id, draft.cover_caption), (None, ""))
        self.portrait.refresh_from_db()
        self.assertEqual(self.portrait.title, REMOVED_TITLE)

    def assert_only_editors_read_on(self) -> None:
        """Old versions are read by those who re-edit; exports tell nobody."""
        values = {
            "": {
                "page_id": self.profile.pk,
                "pk": self.profile.pk,
                "revision_id": self.profile.latest_revision_id,
                "revision_id_a": "earliest",
                "revision_id_b": "latest",
                "year": timezone.localdate().year,
                "month": timezone.localdate().month,
            }
        }
        versions = staff_routes(
            values, holding=("view_draft", "pages:history", "pages:revisions_", "workflow_history")
        )
        exports = staff_routes(values, holding=("xlsx", "docx", "export"))
        marks = list(MARKS.values())
        for role in ("correspondent", "organiser", "translator", "reviewer"):
            with self.subTest(role):
                self.assertEqual(met_at(versions, marks, user=self.people[role]), {})
        self.assertTrue(met_at(versions, marks, user=self.people["editor"]))
        for role in ("reviewer", "editor", "approver", "organiser", "translator"):
            with self.subTest(role):
                self.assertEqual(met_at(exports, marks, user=self.people[role]), {})

    def assert_the_auditor_reads_on(self) -> None:
        client = Client()
        client.force_login(self.people["administrator"])
        page = client.get(reverse("consent_records:inspect", args=[self.to_profile.pk]))
        self.assertContains(page, NAME)
        self.to_profile.refresh_from_db()
        self.assertIsNotNone(self.to_profile.withdrawn_at)

    def test_a_story_to_which_a_namesake_agreed_stays(self):
        with self.captureOnCommitCallbacks(execute=True):
            other = self.make_story_of_namesake()
        self.withdraw(self.to_profile)
        for page in (other, self.public_story, self.exemplar):
            self.assertTrue(fresh(page).live)
        self.assertEqual(Client().get(other.get_url()).status_code, 200)

    def make_story_of_namesake(self) -> StoryPage:
        story = self.room.story(f"Bác sĩ {NAME}")
        agree_to_story(story, NAME)
        return approve_and_publish(page=story, now=timezone.now())

    def test_an_older_story_that_nobody_linked_is_found_by_its_words(self):
        with self.captureOnCommitCallbacks(execute=True):
            old = make_story(
                self.tree.stories, "Chuyện cũ", lead=f"Em {NAME} ở bản Sín Chải kể lại."
            )
            StoryPage.objects.filter(pk=old.pk).update(last_published_at="2020-01-01T00:00Z")
        self.withdraw(self.to_profile)
        self.assertFalse(fresh(old).live)
        self.assert_gone(old.get_url())

    def test_a_page_published_anew_is_there_again(self):
        self.withdraw(self.to_profile)
        with self.captureOnCommitCallbacks(execute=True):
            consent_to(self.profile, age_band=AgeBand.CHILD, parties=CHILD_PARTIES)
            self.profile = approve_and_publish(page=fresh(self.profile), now=timezone.now())
        self.assertEqual(Client().get(self.profile.get_url()).status_code, 200)


class PictureTests(WithdrawalTestCase):
    def test_a_withdrawn_picture_leaves_every_page_and_the_pages_stay(self):
        self.draw_cards()
        files = stored_files()
        pictures = {self.portrait.file.name, self.album_image.file.name}
        self.assertTrue(any(name.startswith("share_cards/") for name in files))

        self.withdraw(self.to_pictures)

        marks = {key: MARKS[key] for key in ("portrait", "album", "caption")}
        self.assertEqual(self.met(marks), {})
        after = stored_files()
        self.assertEqual(pictures & set(after), set())
        doomed = {data for name, data in files.items() if name in pictures}
        self.assertEqual([name for name, data in after.items() if data in doomed], [])
        cards = {name for name in after if name.startswith("share_cards/")}
        self.assertEqual({name.split("/")[1] for name in cards}, {str(self.naming.pk)})
        profile = fresh(self.profile)
        self.assertEqual((profile.live, profile.portrait_id), (True, None))
        self.assertEqual(profile.pictures.count(), 0)
        self.assertTrue(fresh(self.naming).live)
        self.assertContains(Client().get(self.linking.get_url()), REMOVED_PICTURE)
        self.assertNotContains(Client().get(self.linking.get_url()), REMOVED_LINE)
        self.assertFalse(PersonInPicture.objects.exists())

    def test_another_consent_to_the_picture_keeps_it(self):
        consent_to(
            self.profile, purpose=Purpose.IMAGE, age_band=AgeBand.CHILD, parties=CHILD_PARTIES
        )
        self.withdraw(self.to_pictures)
        self.assertEqual(fresh(self.profile).portrait_id, self.portrait.pk)


class StoryTests(WithdrawalTestCase):
    def test_a_story_goes_with_the_pictures_of_the_person_alone(self):
        hers = make_image(title="Chị", alt_text="Chị Lù Thị Mai", data=photo_bytes(size=(520, 410)))
        with self.captureOnCommitCallbacks(execute=True):
            others = make_image(title="Suối", data=photo_bytes(size=(700, 500)))
            story = self.room.story(f"Chị Lù Thị {MARKS['story']}", cover=hers)
            story.body = StoryStreamBlock().to_python(
                [{"type": "image", "value": {"image": others.pk, "alt_text": "Con suối"}}]
            )
            story.save_revision()
            record = agree_to_story(story, "Lù Thị Mai")
            name_person(
                image=hers,
                subject_key=story.translation_key,
                name="Lù Thị Mai",
                age_band=AgeBand.ADULT,
            )
            story = approve_and_publish(page=story, now=timezone.now())
        self.assertEqual(Client().get(story.get_url()).status_code, 200)
        name, kept = hers.file.name, others.file.name

        self.withdraw(record)

        self.assertFalse(fresh(story).live)
        self.assert_gone(story.get_url())
        files = stored_files()
        self.assertNotIn(name, files)
        self.assertIn(kept, files)
        self.assertTrue(fresh(self.naming).live)
        self.assertEqual(ConsentRecord.objects.get(pk=record.pk).subject_name, "Lù Thị Mai")
