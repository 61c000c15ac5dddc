from datetime import timedelta
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.test import TestCase

from goodnews.consents import withdrawals
from goodnews.consents.choices import AgeBand, Purpose
from goodnews.consents.errors import (
    AgreedInFutureError,
    AlreadyWithdrawnError,
    ConsentTextMissingError,
    PartyMissingError,
)
from goodnews.consents.models import ConsentParty, ConsentRecord
from goodnews.consents.services import Agreement, withdraw_consent

from .factories import GUARDIAN, NOW, PERSON, SUBJECT, make_consent, make_text

HOUR = timedelta(hours=1)


class RecordConsentTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.text = make_text()

    def test_the_record_says_who_what_when_and_how(self):
        record = make_consent(
            age_band=AgeBand.CHILD,
            parties=[
                PERSON,
                Agreement(role="guardian", name=" Lê Văn Bình ", agreed_at=NOW - HOUR),
            ],
        )
        self.assertEqual((record.text, record.agreed_at, record.recorded_at), (self.text, NOW, NOW))
        self.assertEqual(
            list(record.parties.values_list("role", "name", "agreed_at")),
            [("person", "Lê Minh Châu", NOW), ("guardian", "Lê Văn Bình", NOW - HOUR)],
        )

    def test_a_child_needs_child_and_guardian(self):
        for parties in ([], [PERSON], [GUARDIAN], [PERSON, Agreement(role="guardian", name=" ")]):
            with self.subTest(parties=parties), self.assertRaises(PartyMissingError):
                make_consent(age_band=AgeBand.CHILD, parties=parties)
        self.assertEqual(ConsentRecord.objects.count(), 0)

    def test_nobody_agreed_tomorrow(self):
        with self.assertRaises(AgreedInFutureError):
            make_consent(parties=[Agreement(role="person", name="Châu", agreed_at=NOW + HOUR)])

    def test_without_a_text_there_is_nothing_to_agree_to(self):
        with self.assertRaises(ConsentTextMissingError):
            make_consent(purpose=Purpose.IMAGE)

    def test_the_newest_text_is_the_one_agreed_to(self):
        newest = make_text(version=2)
        make_text(version=3, language="en")
        self.assertEqual(make_consent().text, newest)


class CoveringTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_text()
        make_text(purpose=Purpose.IMAGE)

    def covering(self, purpose=Purpose.PROFILE, subject_key=SUBJECT):
        return list(ConsentRecord.objects.covering(subject_key, purpose))

    def test_a_consent_covers_its_subject_and_purpose_only(self):
        record = make_consent()
        self.assertEqual(self.covering(), [record])
        self.assertEqual(self.covering(purpose=Purpose.IMAGE), [])
        self.assertEqual(self.covering(subject_key=uuid4()), [])

    def test_a_row_without_all_parties_covers_nothing(self):
        record = make_consent(age_band=AgeBand.CHILD, parties=[PERSON, GUARDIAN])
        self.assertEqual(self.covering(), [record])
        ConsentParty.objects.filter(role="guardian").delete()
        self.assertEqual(self.covering(), [])

    def test_a_withdrawn_consent_covers_nothing(self):
        withdraw_consent(record=make_consent(), now=NOW + HOUR)
        self.assertEqual(self.covering(), [])


class WithdrawConsentTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_text()

    def test_it_acts_through_what_other_rooms_registered(self):
        record, seen = make_consent(), []

        def take_down(*, record, now):
            seen.append((record.pk, now))

        own = list(withdrawals.withdrawal_actions(Purpose.PROFILE))
        self.addCleanup(withdrawals._actions.__setitem__, Purpose.PROFILE.value, own)
        withdrawals.register_withdrawal_action(Purpose.PROFILE, take_down)
        withdrawals.register_withdrawal_action(Purpose.PROFILE, take_down)
        withdraw_consent(record=record, note="theo đơn", now=NOW + HOUR)
        self.assertEqual(seen, [(record.pk, NOW + HOUR)])
        record.refresh_from_db()
        self.assertEqual((record.withdrawn_at, record.withdrawal_note), (NOW + HOUR, "theo đơn"))

    def test_it_happens_once(self):
        record = make_consent()
        withdraw_consent(record=record, now=NOW)
        with self.assertRaises(AlreadyWithdrawnError):
            withdraw_consent(record=record, now=NOW)


class ConsentConstraintTests(TestCase):
    def test_evidence_is_protected_and_in_order(self):
        text = make_text()
        record = make_consent(parties=[PERSON])
        with self.assertRaises(ProtectedError):
            text.delete()
        with self.assertRaises(ProtectedError):
            record.delete()
        for values in ({"agreed_at": NOW + HOUR}, {"withdrawn_at": NOW - HOUR}):
            with self.subTest(values), self.assertRaises(IntegrityError), transaction.atomic():
                ConsentRecord.objects.filter(pk=record.pk).update(**values)
        with self.assertRaises(IntegrityError), transaction.atomic():
            ConsentParty.objects.create(record=record, role="person", name="A", agreed_at=NOW)
