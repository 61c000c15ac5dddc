"""A consent is withdrawn in the moment in which what stands on it is published."""

from datetime import timedelta

from goodnews.consents.services import withdraw_consent
from goodnews.workflows.errors import PublicationRefusedError
from goodnews.workflows.services import approve_and_publish
from tests.concurrency import AtOnceTestCase, needs_postgresql

from .factories import NOW, consent_to, make_draft

LATER = NOW + timedelta(hours=1)


@needs_postgresql
class WithdrawnAtOnceTests(AtOnceTestCase):
    def setUp(self):
        self.page = make_draft()
        self.consent = consent_to(self.page)

    def withdraw(self):
        withdraw_consent(record=self.consent, note="Rút lại", now=LATER)

    def publish(self):
        try:
            approve_and_publish(page=self.page, now=LATER)
        except PublicationRefusedError:
            """It came too late, which is right."""

    def check(self):
        self.page.refresh_from_db()
        self.assertFalse(self.page.live)

    def test_what_is_just_being_published_is_taken_down(self):
        self.overlap(first=self.publish, second=self.withdraw)
        self.check()

    def test_what_is_just_being_withdrawn_is_not_published(self):
        self.overlap(first=self.withdraw, second=self.publish)
        self.check()
