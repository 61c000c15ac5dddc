from datetime import timedelta
from threading import Barrier, Thread
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import TestCase, TransactionTestCase

from goodnews.consents.choices import AgeBand, Channel, PartyRole, Purpose, RequestStatus
from goodnews.consents.errors import (
    AlreadyAnsweredError,
    ConsentLinkError,
    ConsentTextMissingError,
    LinkExpiredError,
    LinkRevokedError,
    NameMissingError,
    PurposeMissingError,
    UnaskedPurposeError,
)
from goodnews.consents.models import (
    ConsentAnswer,
    ConsentRecord,
    ConsentRequest,
    ConsentRequestParty,
)
from goodnews.consents.services import (
    answer_consent,
    new_link,
    open_link,
    revoke_request,
    withdraw_by_link,
)
from goodnews.consents.states import request_state, request_states

from .factories import NOW, SUBJECT, ask, make_text, token_of

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
PERSON, GUARDIAN = PartyRole.PERSON, PartyRole.GUARDIAN
BOTH = (Purpose.PROFILE, Purpose.IMAGE)
NAMES = {PERSON: "Lê Minh Châu", GUARDIAN: "Trần Thị Hoa"}


class AskingTestCase(TestCase):
    """Wordings for a profile and an image; ``say`` answers in a role."""

    @classmethod
    def setUpTestData(cls):
        cls.profile_text = make_text()
        cls.image_text = make_text(purpose=Purpose.IMAGE)

    def say(self, asked, role, purposes=BOTH, now=NOW + HOUR):
        return answer_consent(
            token=token_of(asked.links[role]),
            name=NAMES[role],
            agreed_purposes=purposes,
            now=now,
        )

    def withdraw(self, asked, role, purposes=BOTH, now=NOW + DAY):
        return withdraw_by_link(token=token_of(asked.links[role]), purposes=purposes, now=now)

    def state(self, now=NOW + HOUR):
        return request_state(SUBJECT, now=now)


class AskForConsentTests(AskingTestCase):
    def test_everybody_needed_at_the_age_gets_a_link(self):
        for age_band, roles in (
            (AgeBand.ADULT, [PERSON]),
            (AgeBand.CHILD, [PERSON, GUARDIAN]),
            (AgeBand.SMALL_CHILD, [GUARDIAN]),
        ):
            with self.subTest(age_band=age_band):
                self.assertEqual(list(ask(age_band=age_band).links), roles)

    def test_a_link_holds_a_secret_of_which_only_a_hash_is_kept(self):
        asked = ask()
        tokens = [token_of(path) for path in asked.links.values()]
        self.assertEqual(len(set(tokens)), 2)
        for token in tokens:
            self.assertGreaterEqual(len(token) * 6, 128)
            for party in ConsentRequestParty.objects.values():
                self.assertNotIn(token, str(party))

    def test_it_keeps_the_newest_wording_of_the_moment_of_asking(self):
        asked = ask()
        make_text(version=2)
        texts = [purpose.text for purpose in asked.request.purposes.all()]
        self.assertEqual(texts, [self.profile_text, self.image_text])

    def test_nothing_to_ask_and_nothing_to_read_are_refused(self):
        with self.assertRaises(PurposeMissingError):
            ask(purposes=[])
        with self.assertRaises(ConsentTextMissingError):
            ask(purposes=[Purpose.STORY])
        with self.assertRaises(ConsentTextMissingError):
            ask(language="en")

    def test_the_same_form_sent_twice_asks_once_and_its_last_links_count(self):
        key = UUID(int=7)
        first, second = ask(key=key), ask(key=key, now=NOW + HOUR)
        self.assertEqual(first.request, second.request)
        with self.assertRaises(ConsentLinkError):
            self.say(first, PERSON)
        self.assertTrue(self.say(second, PERSON).is_new)
        self.assertEqual(list(ask(key=key).links), [GUARDIAN])

    def test_the_database_holds_what_a_request_must_be(self):
        request = ask().request
        party = request.parties.first()
        for rows, values in (
            (ConsentRequest.objects.filter(pk=request.pk), {"expires_at": NOW}),
            (ConsentRequestParty.objects.filter(pk=party.pk), {"answered_at": NOW}),
        ):
            refused = self.assertRaises(IntegrityError)
            with self.subTest(values=values), refused, transaction.atomic():
                rows.update(**values)
        purpose = request.purposes.first()
        with self.assertRaises(IntegrityError), transaction.atomic():
            ConsentAnswer.objects.create(
                party=party, purpose=purpose, agrees=False, withdrawn_at=NOW
            )


class AnswerConsentTests(AskingTestCase):
    def test_the_last_yes_is_recorded_once_for_each_purpose(self):
        asked = ask()
        self.assertEqual(self.say(asked, PERSON).records, ())
        self.assertEqual(ConsentRecord.objects.count(), 0)
        records = self.say(asked, GUARDIAN, now=NOW + DAY).records
        self.assertEqual(
            [(each.purpose, each.text, each.channel, each.age_band) for each in records],
            [
                ("profile", self.profile_text, Channel.LINK, AgeBand.CHILD),
                ("image", self.image_text, Channel.LINK, AgeBand.CHILD),
            ],
        )
        for record in records:
            self.assertEqual((record.subject_key, record.agreed_at), (SUBJECT, NOW + DAY))
            self.assertEqual(
                list(record.parties.values_list("role", "name", "agreed_at")),
                [
                    ("person", "Lê Minh Châu", NOW + HOUR),
                    ("guardian", "Trần Thị Hoa", NOW + DAY),
                ],
            )
        self.assertEqual(ConsentRecord.objects.in_force(NOW + DAY).count(), 2)

    def test_only_what_both_agree_to_is_recorded(self):
        asked = ask()
        self.say(asked, PERSON)
        self.say(asked, GUARDIAN, purposes=[Purpose.PROFILE])
        self.assertEqual([each.purpose for each in ConsentRecord.objects.all()], ["profile"])

    def test_the_first_answer_counts(self):
        asked = ask()
        self.assertTrue(self.say(asked, PERSON, purposes=[]).is_new)
        self.assertFalse(self.say(asked, PERSON).is_new)
        self.assertEqual(ConsentAnswer.objects.filter(agrees=True).count(), 0)

    def test_an_answer_needs_a_name_and_answers_what_was_asked(self):
        token = token_of(ask().links[PERSON])
        for name, purposes, error in (
            (" ", BOTH, NameMissingError),
            ("Châu", [Purpose.STORY], UnaskedPurposeError),
            ("Châu", ["vote"], UnaskedPurposeError),
        ):
            with self.subTest(name=name, purposes=purposes), self.assertRaises(error):
                answer_consent(token=token, name=name, agreed_purposes=purposes, now=NOW)
        self.assertEqual(ConsentAnswer.objects.count(), 0)

    def test_wrong_late_and_revoked_links_open_nothing(self):
        asked = ask()
        token = token_of(asked.links[PERSON])
        for wrong in ("", token[:-1], token.swapcase(), "x" * 4000, "\x00", "\ud800"):
            with self.subTest(token=wrong), self.assertRaises(ConsentLinkError):
                open_link(token=wrong, now=NOW)
        self.assertEqual(open_link(token=token, now=NOW + 30 * DAY - HOUR).role, PERSON)
        with self.assertRaises(LinkExpiredError):
            open_link(token=token, now=NOW + 30 * DAY)
        with self.assertRaises(LinkExpiredError):
            self.say(asked, PERSON, now=NOW + 30 * DAY)
        revoke_request(request=asked.request, now=NOW)
        with self.assertRaises(LinkRevokedError):
            self.say(asked, PERSON)

    def test_a_new_link_ends_the_old_one_and_opens_the_request_again(self):
        asked = ask()
        party = asked.request.parties.get(role=PERSON)
        later = NOW + 40 * DAY
        token = token_of(new_link(party=party, now=later))
        with self.assertRaises(ConsentLinkError):
            self.say(asked, PERSON)
        answer_consent(token=token, name="Châu", agreed_purposes=BOTH, now=later + HOUR)
        with self.assertRaises(AlreadyAnsweredError):
            new_link(party=party, now=later)
        revoke_request(request=asked.request, now=later)
        with self.assertRaises(LinkRevokedError):
            new_link(party=asked.request.parties.get(role=GUARDIAN), now=later)

    def test_a_request_that_everybody_answered_is_not_taken_back(self):
        asked = ask()
        self.say(asked, PERSON)
        self.say(asked, GUARDIAN)
        with self.assertRaises(AlreadyAnsweredError):
            revoke_request(request=asked.request, now=NOW + DAY)


class WithdrawByLinkTests(AskingTestCase):
    def test_either_alone_withdraws_and_it_says_who(self):
        for role in (PERSON, GUARDIAN):
            with self.subTest(role=role):
                asked = ask(subject_key=uuid4())
                self.say(asked, PERSON)
                self.say(asked, GUARDIAN)
                done = self.withdraw(asked, role, purposes=[Purpose.IMAGE])
                self.assertEqual([each.purpose for each in done], ["image"])
                records = ConsentRecord.objects.filter(subject_key=asked.request.subject_key)
                self.assertEqual(
                    set(records.values_list("purpose", "withdrawn_at", "withdrawn_role")),
                    {("profile", None, ""), ("image", NOW + DAY, role)},
                )
                self.assertEqual(self.withdraw(asked, role, purposes=[Purpose.IMAGE]), ())

    def test_a_yes_taken_back_before_the_other_answers_never_becomes_a_consent(self):
        asked = ask()
        self.say(asked, PERSON)
        self.withdraw(asked, PERSON, purposes=[Purpose.IMAGE])
        self.say(asked, GUARDIAN, now=NOW + 2 * DAY)
        self.assertEqual([each.purpose for each in ConsentRecord.objects.all()], ["profile"])

    def test_the_link_withdraws_after_the_request_has_run_out_or_was_taken_back(self):
        asked = ask(age_band=AgeBand.ADULT)
        self.say(asked, PERSON)
        later = NOW + 1000 * DAY
        self.assertEqual(open_link(token=token_of(asked.links[PERSON]), now=later).role, PERSON)
        self.assertEqual(len(self.withdraw(asked, PERSON, now=later)), 2)
        self.assertEqual(ConsentRecord.objects.in_force(later).count(), 0)

    def test_after_the_other_has_withdrawn_it_changes_nothing_more(self):
        asked = ask()
        self.say(asked, PERSON)
        self.say(asked, GUARDIAN)
        self.withdraw(asked, GUARDIAN)
        self.withdraw(asked, PERSON, now=NOW + 2 * DAY)
        self.assertEqual(
            set(ConsentRecord.objects.values_list("withdrawn_at", "withdrawn_role")),
            {(NOW + DAY, "guardian")},
        )


class RequestStateTests(AskingTestCase):
    def test_it_says_for_whom_one_waits(self):
        self.assertIsNone(self.state())
        asked = ask()
        self.assertEqual(self.state().waiting_for, (PERSON, GUARDIAN))
        self.say(asked, PERSON)
        self.assertEqual(self.state().waiting_for, (GUARDIAN,))
        self.assertFalse(self.state().agreed_to(Purpose.PROFILE))
        self.say(asked, GUARDIAN)
        self.assertEqual(
            (self.state().status, self.state().waiting_for), (RequestStatus.AGREED, ())
        )
        self.assertTrue(self.state().agreed_to(Purpose.PROFILE))
        self.withdraw(asked, GUARDIAN, purposes=[Purpose.IMAGE])
        self.assertEqual(self.state().status, RequestStatus.PARTLY)
        self.withdraw(asked, GUARDIAN)
        self.assertEqual(self.state().status, RequestStatus.WITHDRAWN)

    def test_a_refusal_is_told(self):
        self.say(ask(), PERSON, purposes=[])
        self.assertEqual(self.state().status, RequestStatus.REFUSED)
        self.assertEqual(self.state().parties[0].refused, BOTH)

    def test_what_was_agreed_to_and_taken_back_is_no_refusal(self):
        asked = ask()
        self.say(asked, PERSON)
        self.withdraw(asked, PERSON)
        child = self.state().parties[0]
        self.assertEqual((child.agreed, child.refused, child.withdrawn), ((), (), BOTH))

    def test_late_and_revoked(self):
        asked = ask()
        self.assertEqual(self.state(now=NOW + 31 * DAY).status, RequestStatus.EXPIRED)
        revoke_request(request=asked.request, now=NOW)
        self.assertEqual(self.state().status, RequestStatus.REVOKED)

    def test_many_subjects_cost_no_more_queries_than_one(self):
        keys = [UUID(int=number) for number in range(1, 6)]
        for key in keys:
            self.say(ask(subject_key=key, age_band=AgeBand.ADULT), PERSON)
        with self.assertNumQueries(7):
            states = request_states(keys, now=NOW + HOUR)
        self.assertEqual({len(states[key]) for key in keys}, {1})


@pytest.mark.skipif("connection.vendor != 'postgresql'")
class AnswersAtTheSameMomentTests(TransactionTestCase):
    serialized_rollback = True

    def test_child_and_guardian_answer_at_once_and_twice_and_one_consent_is_recorded(self):
        make_text()
        make_text(purpose=Purpose.IMAGE)
        for _round in range(5):
            asked = ask(subject_key=uuid4())
            barrier = Barrier(4)
            threads = [
                Thread(target=self.answer, args=(asked.links[role], role, barrier))
                for role in (PERSON, GUARDIAN, PERSON, GUARDIAN)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            records = ConsentRecord.objects.filter(subject_key=asked.request.subject_key)
            self.assertEqual(
                sorted(records.values_list("purpose", flat=True)), ["image", "profile"]
            )

    def answer(self, path, role, barrier):
        try:
            barrier.wait(10)
            answer_consent(
                token=token_of(path), name=NAMES[role], agreed_purposes=BOTH, now=NOW + HOUR
            )
        finally:
            connection.close()
