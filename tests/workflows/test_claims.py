"""Taking on, giving back, and who is locked out meanwhile."""

from datetime import timedelta
from functools import partial
from unittest.mock import patch

from django.db import IntegrityError, transaction
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from goodnews.accounts.models import User
from goodnews.accounts.roles import Role
from goodnews.workflows.errors import (
    ClaimedError,
    NotHeldError,
    ReviewerMismatchError,
    StepTakenError,
)
from goodnews.workflows.models import Claim, ReviewSettings, WaitingItem
from goodnews.workflows.services import claim_item, end_expired_claims, release_claim
from tests.accounts.factories import make_user
from tests.concurrency import AtOnceTestCase, needs_postgresql

from .factories import act, fresh, make_newsroom, stage


def item_of(page) -> WaitingItem:
    return WaitingItem.objects.waiting().get(page=page.pk)


class ClaimTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.room = make_newsroom()
        cls.page = cls.room.sent()
        act(cls.page, cls.room.reviewer, "approve")

    def setUp(self):
        # Claims are asked for by a task that has no clock of its own.
        self.now = timezone.now()
        self.item = item_of(self.page)

    def claim(self, user, **options):
        return claim_item(item=self.item, user=user, **{"now": self.now, **options})

    def actions_of(self, user) -> list[str]:
        return [line.action for line in PageLogEntry.objects.filter(page=self.page, user=user)]


class ClaimTests(ClaimTestCase):
    def test_a_claim_lasts_four_hours_unless_the_office_says_otherwise(self):
        self.assertEqual(self.claim(self.room.editor).expires_at, self.now + timedelta(hours=4))
        settings = ReviewSettings.load()
        settings.claim_hours = 1
        settings.save()
        later = self.now + timedelta(hours=5)
        again = self.claim(self.room.second_editor, now=later)
        self.assertEqual(again.expires_at, later + timedelta(hours=1))

    def test_the_second_to_claim_hears_who_was_first(self):
        self.claim(self.room.editor)
        with self.assertRaises(ClaimedError) as refusal:
            self.claim(self.room.second_editor)
        self.assertIn("Nguyễn Văn Editor", refusal.exception.messages[0])
        self.assertEqual(Claim.objects.open().get().claimed_by, self.room.editor)

    def test_claiming_twice_is_claiming_once(self):
        self.assertEqual(self.claim(self.room.editor), self.claim(self.room.editor))
        self.assertEqual(Claim.objects.count(), 1)
        self.assertEqual(self.actions_of(self.room.editor).count("workflows.claim"), 1)

    def test_the_database_refuses_a_second_open_claim(self):
        claim = self.claim(self.room.editor)
        with self.assertRaises(IntegrityError), transaction.atomic():
            Claim.objects.create(
                item=self.item,
                claimed_by=self.room.second_editor,
                claimed_at=self.now,
                expires_at=claim.expires_at,
            )

    def test_nobody_claims_at_a_stage_that_is_not_theirs(self):
        for user in (self.room.reviewer, self.room.correspondent):
            with self.subTest(user=user.username), self.assertRaises(ReviewerMismatchError):
                self.claim(user)

    def test_what_has_left_the_stage_cannot_be_claimed(self):
        act(self.page, self.room.editor, "approve")
        with self.assertRaises(StepTakenError):
            self.claim(self.room.editor)

    def test_a_reviewer_claims_in_their_own_branch_only(self):
        theirs = item_of(self.room.sent("Tin của Nậm Pung"))
        stranger = make_user("stranger", role=Role.REVIEWER, unit=self.room.other_unit)
        with self.assertRaises(ReviewerMismatchError):
            claim_item(item=theirs, user=stranger, now=self.now)
        claim_item(item=theirs, user=self.room.reviewer, now=self.now)


class ReleaseTests(ClaimTestCase):
    def test_the_holder_gives_back_and_the_next_one_claims(self):
        self.claim(self.room.editor)
        release_claim(item=self.item, user=self.room.editor, now=self.now)
        self.claim(self.room.second_editor)
        self.assertIn("workflows.release", self.actions_of(self.room.editor))

    def test_another_editor_cannot_but_an_approver_can(self):
        self.claim(self.room.editor)
        with self.assertRaises(NotHeldError):
            release_claim(item=self.item, user=self.room.second_editor, now=self.now)
        release_claim(item=self.item, user=self.room.approver, now=self.now)
        self.assertEqual(Claim.objects.get().released_by, self.room.approver)

    def test_what_nobody_holds_cannot_be_given_back(self):
        with self.assertRaises(NotHeldError):
            release_claim(item=self.item, user=self.room.approver, now=self.now)

    def test_a_claim_that_ran_out_locks_nobody_out_and_its_end_is_written_down_once(self):
        claim = self.claim(self.room.editor)
        end = claim.expires_at
        self.assertEqual(end_expired_claims(now=end - timedelta(seconds=1)), 0)
        self.assertEqual(end_expired_claims(now=end), 1)
        self.assertEqual(end_expired_claims(now=end), 0)
        claim.refresh_from_db()
        self.assertEqual((claim.released_at, claim.released_by), (end, None))
        entries = PageLogEntry.objects.filter(page=self.page, action="workflows.release")
        self.assertIn("hết giờ", entries.get().message)

    def test_a_decision_ends_the_claim(self):
        self.claim(self.room.editor)
        act(self.page, self.room.editor, "approve")
        self.assertFalse(Claim.objects.open().exists())


class LockTests(ClaimTestCase):
    def setUp(self):
        super().setUp()
        self.claim(self.room.editor)

    def test_others_can_neither_edit_nor_decide(self):
        page = fresh(self.page)
        lock = page.get_lock()
        self.assertFalse(lock.for_user(self.room.editor))
        self.assertTrue(lock.for_user(self.room.second_editor))
        self.assertEqual(page.current_workflow_task.get_actions(page, self.room.second_editor), [])
        for action in ("approve", "reject"):
            with self.subTest(action=action), self.assertRaises(ClaimedError):
                act(self.page, self.room.second_editor, action)
        self.assertEqual(stage(self.page), "editing")

    def test_the_lock_ends_with_the_claim(self):
        with patch("django.utils.timezone.now", return_value=self.now + timedelta(hours=4)):
            self.assertFalse(fresh(self.page).get_lock().for_user(self.room.second_editor))

    def test_the_editor_says_who_holds_it_and_since_when(self):
        address = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        since = timezone.localtime(self.now).strftime("%H:%M")
        self.client.force_login(self.room.second_editor)
        response = self.client.get(address)
        self.assertContains(response, "Nguyễn Văn Editor đang giữ bài này")
        self.assertContains(response, since)
        self.client.force_login(self.room.editor)
        self.assertContains(self.client.get(address), "Bạn đang giữ bài này")

    def test_what_another_types_into_an_open_editor_is_not_saved(self):
        address = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        self.client.force_login(self.room.second_editor)
        form = self.client.get(address).context["form"]
        data = {"title": "Đổi lén", "slug": self.page.slug, "body-count": "0"}
        for formset in form.formsets.values():
            data |= {f"{formset.prefix}-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}
        response = self.client.post(address, data)
        self.assertContains(response, "bị khóa")
        self.assertEqual(fresh(self.page).draft_title, self.page.draft_title)


class ClaimPageTests(ClaimTestCase):
    def post(self, user, action):
        self.client.force_login(user)
        address = reverse("workflows_claim", args=[self.page.pk])
        return self.client.post(address, {"action": action}, follow=True)

    def test_claim_and_release_by_hand(self):
        self.assertContains(self.post(self.room.editor, "claim"), "Bạn đã nhận")
        self.assertContains(self.post(self.room.second_editor, "claim"), "đang giữ bài này")
        self.assertContains(self.post(self.room.editor, "release"), "Đã thả")
        self.assertFalse(Claim.objects.open().exists())

    def test_the_editors_header_offers_it(self):
        self.client.force_login(self.room.editor)
        address = reverse("workflows_claim", args=[self.page.pk])
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        self.assertContains(self.client.get(edit), address)
        self.assertContains(self.client.get(address), "Chưa ai nhận bài này")

    def test_another_units_reviewer_learns_nothing(self):
        stranger = make_user("stranger", role=Role.REVIEWER, unit=self.room.other_unit)
        self.client.force_login(stranger)
        response = self.client.get(reverse("workflows_claim", args=[self.page.pk]))
        self.assertRedirects(response, "/admin/")


@needs_postgresql
class SimultaneousClaimsTests(AtOnceTestCase):
    def test_of_eight_who_claim_at_once_exactly_one_wins(self):
        room = make_newsroom()
        people = [make_user(f"bien-tap-{n}", role=Role.EDITOR) for n in range(8)]
        page = room.sent()
        act(page, room.reviewer, "approve")
        item = item_of(page)

        def claim(user):
            claim_item(item=item, user=User.objects.get(pk=user.pk), now=timezone.now())
            return user

        for _round in range(5):
            claims = [partial(claim, user) for user in people]
            answers = self.at_once(claims, refusals=(ClaimedError,))
            winners = [answer for answer in answers if isinstance(answer, User)]
            self.assertEqual(len(winners), 1)
            self.assertEqual(Claim.objects.open().get().claimed_by, winners[0])
            release_claim(item=item, user=winners[0], now=timezone.now())
