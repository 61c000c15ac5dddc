"""From honoured to a draft profile: once, with the consents of the nomination, through the workflow."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.urls import reverse

from exemplars.models import ExemplarPage
from exemplars.nominations.choices import NominationState, RoundState
from exemplars.nominations.errors import ProfileExistsError, WrongStageError
from exemplars.nominations.models import Nomination
from exemplars.nominations.services import add_photos, make_profile
from exemplars.nominations.services.profiles import body_of
from goodnews.accounts.roles import Role
from goodnews.consents.choices import Purpose
from goodnews.home.services import build_site
from goodnews.images.services import PRIVATE_COLLECTION_NAME
from goodnews.workflows.services import approve_and_publish
from tests.accounts.factories import make_user
from tests.exemplars.factories import consent_to
from tests.images.files import photo_bytes

from .factories import AFTER, DEED, IN_TIME, NAMES, fresh, make_stage


class ProfileTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        build_site(now=IN_TIME)
        cls.stage = make_stage()
        nomination = cls.stage.nomination()
        Nomination.objects.filter(pk=nomination.pk).update(
            state=NominationState.HONOURED,
            sent_at=IN_TIME,
            honour_title="Thanh niên tiêu biểu",
            honour_level="province",
            decision_number="12-QĐ/TĐTN",
        )
        cls.stage.at(RoundState.SHORT_LIST)
        cls.nomination = fresh(nomination)

    def make(self, user=None) -> ExemplarPage:
        return make_profile(nomination=self.nomination, user=user or self.stage.editor, now=AFTER)

    def test_the_draft_carries_what_was_nominated_and_its_review_has_begun(self):
        page = ExemplarPage.objects.get(pk=self.make().pk)
        self.assertEqual(
            (page.title, page.translation_key, page.unit, page.deed, page.live),
            (NAMES[0], self.nomination.subject_key, self.stage.unit, DEED, False),
        )
        self.assertIn("Ánh đèn", str(page.body))
        honour = page.honours.get()
        self.assertEqual((honour.year, honour.decision_number), (2026, "12-QĐ/TĐTN"))
        self.assertTrue(page.workflow_in_progress)
        self.assertEqual(fresh(self.nomination).profile, page)

    def test_it_is_made_once(self):
        self.make()
        with self.assertRaises(ProfileExistsError):
            self.make()
        self.assertEqual(ExemplarPage.objects.count(), 1)

    def test_a_profile_of_the_same_person_made_by_hand_is_not_doubled(self):
        page = self.make()
        Nomination.objects.update(profile=None)
        with self.assertRaises(ProfileExistsError):
            self.make()
        self.assertEqual(ExemplarPage.objects.get().pk, page.pk)

    def test_only_the_honoured_and_only_by_whoever_adds_pages(self):
        with self.assertRaises(PermissionDenied):
            self.make(make_user("organiser", role=Role.ORGANISER))
        self.nomination.state = NominationState.SHORT_LISTED
        Nomination.objects.update(
            state=NominationState.SHORT_LISTED, honour_title="", honour_level=""
        )
        with self.assertRaises(WrongStageError):
            self.make()

    def test_without_consent_it_is_never_public_and_with_the_nominations_it_is(self):
        page = self.make()
        with self.assertRaises(ValidationError):
            approve_and_publish(page=page, now=AFTER)
        page = ExemplarPage.objects.get(pk=page.pk)
        consent_to(page)
        self.assertTrue(approve_and_publish(page=page, now=AFTER).live)

    def test_the_picture_of_the_nomination_becomes_the_portrait_and_leaves_the_private_room(self):
        Nomination.objects.update(state=NominationState.DRAFT, honour_title="", honour_level="")
        file = SimpleUploadedFile("a.jpg", photo_bytes(size=(320, 240)), "image/jpeg")
        refused = add_photos(
            nomination=self.nomination, files=[file], user=self.stage.correspondent
        )
        self.assertEqual(refused, [])
        self.nomination.photos.update(alt_text="Chị Kiều trên lớp")
        Nomination.objects.update(state=NominationState.HONOURED)
        page = self.make()
        self.assertEqual(page.portrait_alt, "Chị Kiều trên lớp")
        self.assertEqual(page.portrait.collection.name, PRIVATE_COLLECTION_NAME)
        for purpose in (Purpose.PROFILE, Purpose.IMAGE):
            consent_to(page, purpose=purpose)
        with self.captureOnCommitCallbacks(execute=True):
            approve_and_publish(page=page, now=AFTER)
        page.portrait.refresh_from_db()
        self.assertNotEqual(page.portrait.collection.name, PRIVATE_COLLECTION_NAME)

    def test_both_lead_to_each_other_in_the_admin(self):
        self.client.force_login(self.stage.editor)
        address = reverse("selection:nomination", args=[self.nomination.pk])
        response = self.client.post(reverse("selection:profile", args=[self.nomination.pk]))
        page = ExemplarPage.objects.get()
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        self.assertRedirects(response, edit, fetch_redirect_response=False)
        self.assertContains(self.client.get(address), edit)
        self.client.force_login(make_user("boss", is_superuser=True))
        self.assertContains(self.client.get(edit), address)

    def test_everything_typed_is_escaped(self):
        self.assertIn("&lt;script&gt;", body_of("<script>alert(1)</script>"))
        self.assertEqual(body_of(" \n\n "), "[]")
