"""No public profile without those who have to agree (rule 4)."""

from django.core.exceptions import ValidationError
from django.test import TestCase

from goodnews.consents.choices import AgeBand, PartyRole
from goodnews.consents.services import Agreement, withdraw_consent
from goodnews.workflows.errors import PublicationRefusedError
from goodnews.workflows.services import approve_and_publish

from .factories import ADULT_PARTIES, CHILD_PARTIES, NOW, consent_to, make_draft, make_exemplar

GUARDIAN_ONLY = (Agreement(role=PartyRole.GUARDIAN, name="Đạo Văn Bình"),)


class PublicationTests(TestCase):
    def refused(self, page, words):
        with self.assertRaises(PublicationRefusedError) as caught:
            approve_and_publish(page=page, now=NOW)
        self.assertIn(words, " ".join(caught.exception.messages))
        page.refresh_from_db()
        self.assertFalse(page.live)

    def test_without_a_record_the_person_is_missing(self):
        self.refused(make_draft(), "nhân vật đồng ý")

    def test_with_the_record_the_profile_is_public(self):
        self.assertTrue(make_exemplar().live)

    def test_from_7_to_15_the_child_and_a_guardian_have_to_agree(self):
        page = make_draft(age_band=AgeBand.CHILD)
        self.refused(page, "em này và cha mẹ")
        consent_to(page, parties=ADULT_PARTIES)
        self.refused(page, "cha mẹ hoặc người giám hộ")
        consent_to(page, age_band=AgeBand.SMALL_CHILD, parties=GUARDIAN_ONLY)
        self.refused(page, "Thiếu sự đồng ý")
        consent_to(page, age_band=AgeBand.CHILD, parties=CHILD_PARTIES)
        self.assertTrue(approve_and_publish(page=page, now=NOW).live)

    def test_under_7_the_guardian_agrees(self):
        page = make_draft(age_band=AgeBand.SMALL_CHILD)
        self.refused(page, "cha mẹ hoặc người giám hộ")
        consent_to(page, age_band=AgeBand.SMALL_CHILD, parties=GUARDIAN_ONLY)
        self.assertTrue(approve_and_publish(page=page, now=NOW).live)

    def test_a_guardian_cannot_agree_for_an_adult(self):
        page = make_draft()
        consent_to(page, age_band=AgeBand.SMALL_CHILD, parties=GUARDIAN_ONLY)
        self.refused(page, "nhân vật đồng ý")

    def test_the_unit_and_the_words_for_the_portrait_are_needed_too(self):
        page = make_draft(unit=None)
        consent_to(page)
        faults = page.publication_faults()
        self.assertEqual([list(fault.error_dict) for fault in faults], [["unit"]])
        self.assertIsInstance(faults[0], ValidationError)


class WithdrawalTests(TestCase):
    def test_withdrawing_takes_the_profile_down(self):
        page = make_draft()
        record = consent_to(page)
        page = approve_and_publish(page=page, now=NOW)
        self.assertEqual(self.client.get(page.url).status_code, 200)
        withdraw_consent(record=record, now=NOW)
        page.refresh_from_db()
        self.assertFalse(page.live)
        self.assertEqual(self.client.get(page.url).status_code, 410)

    def test_another_consent_keeps_it(self):
        page = make_draft()
        first = consent_to(page)
        consent_to(page)
        approve_and_publish(page=page, now=NOW)
        withdraw_consent(record=first, now=NOW)
        page.refresh_from_db()
        self.assertTrue(page.live)
