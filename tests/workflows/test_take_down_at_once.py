"""Two people who take the same thing back at the same moment."""

from datetime import timedelta
from functools import partial

from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, TaskState

from goodnews.accounts.second_factor import ENROLLED_SESSION_KEY
from goodnews.consents.choices import Purpose
from goodnews.consents.errors import AlreadyWithdrawnError
from goodnews.consents.services import hold_consents, withdraw_consent
from goodnews.workflows.errors import TakeDownRefusedError
from goodnews.workflows.models import Approval, WaitingItem
from goodnews.workflows.passes import approval_path
from goodnews.workflows.services import approve_and_publish, publish_due, take_down
from news.models import StoryPage
from tests.concurrency import AtOnceTestCase, needs_postgresql
from tests.consents.factories import make_consent, make_text

from .factories import NOW, act, fresh, make_newsroom
from .test_schedule import plan


@needs_postgresql
class TakeBackAtOnceTests(AtOnceTestCase):
    def setUp(self):
        self.room = make_newsroom()

    def entries(self, page) -> int:
        return PageLogEntry.objects.filter(page=page, action="workflows.take_down").count()

    def test_of_two_approvers_one_takes_the_story_down_and_the_other_is_told(self):
        page = approve_and_publish(page=self.room.story(), now=NOW)
        people = (self.room.approver, self.room.second_approver)
        answers = self.at_once(
            [
                partial(take_down, page=page, user=user, reason="Sai tên", now=timezone.now())
                for user in people
            ],
            refusals=(TakeDownRefusedError,),
        )
        self.assertEqual(sum(answer is None for answer in answers), 1)
        self.assertFalse(fresh(page).live)
        self.assertEqual(self.entries(page), 1)
        self.assertFalse(Approval.objects.in_force().filter(revision__object_id=page.pk).exists())

    def test_what_is_taken_down_while_the_schedule_publishes_it_is_not_public_afterwards(self):
        for turn in range(3):
            with self.subTest(turn=turn):
                page = plan(self.room, f"Đã hẹn {turn}")
                self.at_once(
                    [
                        lambda: publish_due(now=timezone.now()),
                        partial(
                            take_down,
                            page=StoryPage.objects.get(pk=page.pk),
                            user=self.room.approver,
                            reason="Rút lại",
                            now=timezone.now(),
                        ),
                    ]
                )
                publish_due(now=timezone.now())
                self.assertFalse(fresh(page).live)
                self.assertEqual(self.entries(page), 1)

    def test_a_consent_is_withdrawn_once(self):
        make_text(purpose=Purpose.PROFILE)
        record = make_consent()
        moments = [record.agreed_at + timedelta(hours=hour) for hour in (1, 2)]
        answers = self.at_once(
            [partial(withdraw_consent, record=record, note="Rút", now=now) for now in moments],
            refusals=(AlreadyWithdrawnError,),
        )
        refused = [isinstance(answer, AlreadyWithdrawnError) for answer in answers]
        self.assertEqual(sorted(refused), [False, True])
        record.refresh_from_db()
        self.assertEqual(record.withdrawn_at, moments[refused.index(False)])

    def test_a_withdrawal_finds_no_page_held_by_a_decision_that_waits_for_it(self):
        make_text(purpose=Purpose.PROFILE)
        for name in ("editor", "letter"):
            with self.subTest(where=name):
                page = self.room.at_approval(f"Tin {name}")
                decide = partial(act, page, self.room.approver, "approve")
                if name == "letter":
                    decide = self.decision_by_letter(page)
                self.overlap(first=hold_consents, meanwhile=partial(self.lock, page), second=decide)
                self.assertTrue(fresh(page).live)

    def decision_by_letter(self, page):
        user = self.room.approver
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
        client = Client()
        client.force_login(user)
        session = client.session
        session[ENROLLED_SESSION_KEY] = user.pk
        session.save()
        path = approval_path(page.current_workflow_task_state, page=page, user=user)
        return partial(client.post, path, {"do": "approve"})

    def lock(self, page):
        """Take what a withdrawal takes, or fail where somebody has it."""
        Page.objects.select_for_update(nowait=True).get(pk=page.pk)
        states = TaskState.objects.filter(workflow_state__object_id=str(page.pk))
        list(states.select_for_update(nowait=True))
        list(WaitingItem.objects.filter(page=page.pk).select_for_update(nowait=True, of=("self",)))
