from datetime import date, timedelta

from django.core import mail
from django.test import TestCase

from goodnews.accounts.roles import Role
from goodnews.consents.choices import AgeBand, PartyRole, Purpose
from goodnews.consents.services import answer_consent, warn_of_last_days, withdraw_by_link
from tests.accounts.factories import make_everybody
from tests.consents.factories import NOW, ask, make_consent, make_text, token_of

HOUR = timedelta(hours=1)


class ConsentNoticesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.people = make_everybody()
        make_text()
        make_text(purpose=Purpose.IMAGE)

    def asked_by(self, role, **values):
        return ask(asked_by=self.people[role], **values)

    def answer(self, asked, role, purposes):
        with self.captureOnCommitCallbacks(execute=True):
            answer_consent(
                token=token_of(asked.links[role]),
                name=role.label,
                agreed_purposes=purposes,
                now=NOW + HOUR,
            )
        return sorted(address for letter in mail.outbox for address in letter.to)

    def address(self, role):
        return self.people[role].email

    def test_whoever_asked_is_told_once_nobody_has_to_be_waited_for(self):
        asked = self.asked_by(Role.CORRESPONDENT)
        both = [Purpose.PROFILE, Purpose.IMAGE]
        self.assertEqual(self.answer(asked, PartyRole.PERSON, both), [])
        self.assertEqual(
            self.answer(asked, PartyRole.GUARDIAN, both), [self.address(Role.CORRESPONDENT)]
        )
        self.assertIn("Lê Minh Châu", mail.outbox[0].subject)
        self.assertNotIn("/dong-y/", mail.outbox[0].body)

    def test_a_refusal_is_told_at_once(self):
        asked = self.asked_by(Role.EDITOR)
        self.assertEqual(
            self.answer(asked, PartyRole.PERSON, [Purpose.PROFILE]), [self.address(Role.EDITOR)]
        )
        self.assertIn("từ chối", mail.outbox[0].body)

    def test_a_withdrawal_is_told_to_the_editors_too(self):
        asked = self.asked_by(Role.CORRESPONDENT, age_band=AgeBand.ADULT)
        self.answer(asked, PartyRole.PERSON, [Purpose.PROFILE, Purpose.IMAGE])
        mail.outbox.clear()
        with self.captureOnCommitCallbacks(execute=True):
            withdraw_by_link(
                token=token_of(asked.links[PartyRole.PERSON]),
                purposes=[Purpose.PROFILE],
                now=NOW + 2 * HOUR,
            )
        self.assertEqual(
            {address for letter in mail.outbox for address in letter.to},
            {self.address(role) for role in (Role.CORRESPONDENT, Role.EDITOR, Role.APPROVER)},
        )

    def test_editors_are_told_of_last_days_once(self):
        make_consent(valid_until=date(2026, 12, 1))
        for expected in (2, 0):
            mail.outbox.clear()
            with self.captureOnCommitCallbacks(execute=True):
                warn_of_last_days(now=NOW)
            self.assertEqual(len(mail.outbox), expected)
            for letter in mail.outbox:
                self.assertIn("01/12/2026", letter.body)
