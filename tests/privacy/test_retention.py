"""How long what is kept: by rules, in batches, told beforehand, and nothing more."""

from datetime import timedelta
from io import StringIO
from unittest.mock import patch

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import TestCase
from django.urls import reverse

from campaigns.contests.models import Entrant
from campaigns.reminders.models import Letter as ReminderLetter
from exemplars.models import Greeting
from exemplars.nominations.choices import NominationState, RoundState
from goodnews.accounts.roles import Role
from goodnews.consents.choices import Purpose
from goodnews.consents.models import ConsentProof, ConsentRequest
from goodnews.consents.services import store_proof, withdraw_consent
from goodnews.privacy.models import DataRequest, RetentionResult, RetentionRule, RetentionRun
from goodnews.privacy.retention import all_kinds, find_kind
from goodnews.privacy.services import apply_retention, close_request, write_missing_rules
from goodnews.privacy.services import retention as service
from goodnews.stats.models import DailyVisitor
from goodnews.stats.services import record_view
from goodnews.workflows.models import Letter
from news.desk.models import DeskDraft
from tests.accounts.factories import make_everybody
from tests.campaigns.contests.attempts.factories import CLOSES, make_contest, make_entrant
from tests.consents.factories import ask, make_consent, make_text
from tests.exemplars.factories import make_draft
from tests.exemplars.nominations.factories import make_nomination, make_round
from tests.images.files import photo_bytes
from tests.news.planning.factories import frozen
from tests.units.factories import make_unit

from .factories import MONDAY, make_request

DAY = timedelta(days=1)


def run(now) -> dict[str, int]:
    """Return how many rows of each kind went, where any did."""
    return {report.kind.code: report.count for report in apply_retention(now=now) if report.count}


class RetentionTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.people = make_everybody(unit=make_unit("Xã Nậm Pung"))
        write_missing_rules()

    def draft(self, days_ago=0):
        moment = MONDAY - days_ago * DAY
        author = self.people[Role.CORRESPONDENT]
        return DeskDraft.objects.create(
            owner=author, unit=author.unit, created_at=moment, saved_at=moment
        )

    def closed(self, details="x"):
        request = make_request(details=details, email="")
        return close_request(
            request=request,
            state="refused",
            answer="Không xác minh được.",
            user=self.people[Role.APPROVER],
            now=MONDAY,
        )


class KindTests(RetentionTestCase):
    def test_a_draft_goes_after_its_days_and_one_day_earlier_it_stays(self):
        old = self.draft(days_ago=181)
        young = self.draft(days_ago=179)
        self.assertEqual(run(MONDAY), {"desk-drafts": 1})
        self.assertFalse(DeskDraft.objects.filter(pk=old.pk).exists())
        self.assertTrue(DeskDraft.objects.filter(pk=young.pk).exists())

    def test_letters_go_after_a_month(self):
        for days in (29, 31):
            moment = MONDAY - days * DAY
            Letter.objects.create(
                recipient="a@example.org", subject=str(days), created_at=moment, next_try_at=moment
            )
        self.assertEqual(run(MONDAY), {"letters": 1})
        self.assertEqual(Letter.objects.get().subject, "29")

    def test_reminders_go_after_two_years_and_one_that_is_being_sent_never(self):
        reader = self.people[Role.EDITOR]
        moment = MONDAY - 800 * DAY
        ReminderLetter.objects.create(recipient=reader, address="a@example.org", taken_at=moment)
        ReminderLetter.objects.create(
            recipient=self.people[Role.APPROVER],
            address="b@example.org",
            taken_at=moment,
            ended_at=moment,
            state="sent",
        )
        self.assertEqual(run(MONDAY), {"reminder-letters": 1})
        self.assertEqual(ReminderLetter.objects.get().address, "a@example.org")

    def test_the_visitors_of_past_days_go_and_those_of_today_stay(self):
        for moment in (MONDAY - DAY, MONDAY):
            record_view(page_id=None, address="10.0.0.1", user_agent="Firefox", now=moment)
        DailyVisitor.objects.update_or_create(
            day=MONDAY.date() - DAY, visitor="x", defaults={"last_seen_at": MONDAY - DAY}
        )
        self.assertIn("visitors", run(MONDAY))
        self.assertEqual(DailyVisitor.objects.get().day, MONDAY.date())

    def test_a_proof_goes_years_after_the_consent_was_withdrawn_and_the_consent_stays(self):
        make_text()
        file = SimpleUploadedFile("to.jpg", photo_bytes(size=(64, 48)), "image/jpeg")
        proof = store_proof(file=file, uploaded_by=None, now=MONDAY)
        kept = store_proof(file=file, uploaded_by=None, now=MONDAY)
        record = make_consent(proof=proof)
        make_consent(proof=kept)
        withdraw_consent(record=record, now=MONDAY)
        storage, name = proof.file.storage, proof.file.name
        self.assertEqual(run(MONDAY + 1825 * DAY), {})
        with self.captureOnCommitCallbacks(execute=True):
            self.assertEqual(run(MONDAY + 1827 * DAY), {"withdrawn-proofs": 1})
        self.assertFalse(storage.exists(name))
        self.assertEqual(ConsentProof.objects.get(), kept)
        record.refresh_from_db()
        self.assertEqual((record.proof, record.withdrawn_at), (None, MONDAY))

    def test_a_request_for_consent_goes_unless_a_consent_came_of_it(self):
        for purpose in (Purpose.PROFILE, Purpose.IMAGE):
            make_text(purpose=purpose)
        asked = ask(now=MONDAY).request
        given = ask(now=MONDAY, subject_name="Vàng A Páo").request
        given.purposes.filter(purpose=Purpose.PROFILE).update(record=make_consent())
        over = asked.expires_at
        self.assertEqual(run(over + 179 * DAY), {})
        self.assertEqual(run(over + 181 * DAY), {"consent-requests": 1})
        self.assertEqual(ConsentRequest.objects.get(), given)

    def test_refused_wishes_go_and_shown_ones_lose_their_sender(self):
        profile = make_draft()
        for state in ("refused", "shown", "waiting"):
            Greeting.objects.create(
                exemplar=profile,
                name="Lò Thị Mai",
                text=f"Chúc mừng! ({state})",
                state=state,
                sent_at=MONDAY,
                decided_at=None if state == "waiting" else MONDAY,
            )
        self.assertEqual(run(MONDAY + 31 * DAY), {"refused-greetings": 1})
        self.assertEqual(run(MONDAY + 732 * DAY), {"greeting-senders": 1})
        self.assertEqual(run(MONDAY + 733 * DAY), {})
        names = dict(Greeting.objects.values_list("state", "name"))
        self.assertEqual(names, {"shown": "Một bạn đọc", "waiting": "Lò Thị Mai"})

    def test_who_was_not_chosen_is_forgotten_after_years_and_the_honoured_stays(self):
        author = self.people[Role.CORRESPONDENT]
        closed = make_round(state=RoundState.CLOSED, closing_reason="Đủ người.")
        values = {"nominator": author, "unit": author.unit, "sent_at": MONDAY}
        left_out = make_nomination(closed, state=NominationState.NOT_CHOSEN, **values)
        honoured = make_nomination(closed, "Chảo Văn Sơn", state=NominationState.HONOURED, **values)
        running = make_nomination(make_round(year=2025), "Lù Thị Hoa", **values)
        over = closed.scoring_closes_at
        self.assertEqual(run(over + 1095 * DAY), {})
        self.assertEqual(run(over + 1097 * DAY), {"nominations": 1})
        self.assertEqual(run(over + 1098 * DAY), {})
        left_out.refresh_from_db()
        self.assertEqual((left_out.name, left_out.folded_name), ("Đã ẩn danh", "da an danh"))
        self.assertNotIn("42 người", left_out.deed + left_out.reasons)
        for kept, name in ((honoured, "Chảo Văn Sơn"), (running, "Lù Thị Hoa")):
            kept.refresh_from_db()
            self.assertEqual(kept.name, name)

    def test_an_entrant_is_forgotten_years_after_the_contest_and_the_result_stays(self):
        entrant = make_entrant(make_contest(), phone="0912345678", email="an@example.org")
        self.assertEqual(run(CLOSES + 730 * DAY), {})
        self.assertEqual(run(CLOSES + 732 * DAY), {"contest-entrants": 1})
        self.assertEqual(run(CLOSES + 733 * DAY), {})
        left = Entrant.objects.values("full_name", "birth_date", "phone", "email").get()
        self.assertEqual(list(left.values()), ["Đã ẩn danh", None, "", ""])
        self.assertNotEqual(Entrant.objects.get().person_key, entrant.person_key)

    def test_a_request_loses_whom_it_was_about_and_keeps_what_was_done(self):
        closed, still_open = self.closed(), make_request(details="y", email="")
        self.assertEqual(run(MONDAY + 1097 * DAY), {"data-requests": 1})
        closed.refresh_from_db()
        texts = (closed.person_name, closed.phone, closed.email, closed.details, closed.answer)
        self.assertEqual(set(texts), {""})
        self.assertEqual((closed.code, closed.state), ("DL-2611-0001", "refused"))
        still_open.refresh_from_db()
        self.assertEqual(still_open.person_name, "Lê Minh Châu")

    def test_a_request_is_deleted_where_the_rule_says_so(self):
        self.closed()
        RetentionRule.objects.filter(kind="data-requests").update(action="delete")
        self.assertEqual(run(MONDAY + 1097 * DAY), {"data-requests": 1})
        self.assertFalse(DataRequest.objects.exists())


class RunTests(RetentionTestCase):
    def test_a_dry_run_tells_how_many_and_changes_nothing(self):
        self.draft(days_ago=200)
        out = StringIO()
        with frozen(MONDAY):
            call_command("apply_retention", "--dry-run", stdout=out)
        line = f"desk-drafts (180 days, delete): 1 would go, the oldest of {MONDAY - 200 * DAY:%Y-%m-%d}"
        self.assertIn(line, out.getvalue())
        self.assertTrue(DeskDraft.objects.exists())
        self.assertFalse(RetentionRun.objects.exists())

    def test_a_run_that_is_killed_has_done_what_it_told_and_the_next_goes_on(self):
        for _number in range(5):
            self.draft(days_ago=200)
        told = []

        def die(report):
            told.append(report.count)
            if len(told) == 2:
                raise KeyboardInterrupt

        with patch.object(service, "BATCH", 2), self.assertRaises(KeyboardInterrupt):
            apply_retention(now=MONDAY, tell=die)
        self.assertEqual((told, DeskDraft.objects.count()), ([2, 4], 1))
        self.assertEqual(RetentionResult.objects.get(kind="desk-drafts").count, 4)
        self.assertEqual(run(MONDAY), {"desk-drafts": 1})
        self.assertEqual(run(MONDAY), {})
        self.assertEqual(RetentionRun.objects.finished().count(), 2)

    def test_a_kind_that_fails_stops_no_other_and_is_told(self):
        self.draft(days_ago=200)
        self.closed()
        with (
            frozen(MONDAY + 1097 * DAY),
            patch("goodnews.privacy.kinds.desk.forget_drafts", side_effect=RuntimeError("hỏng")),
            self.assertLogs("goodnews.privacy", "ERROR"),
            self.assertRaisesMessage(CommandError, "desk-drafts: RuntimeError: hỏng"),
        ):
            call_command("apply_retention", stdout=StringIO())
        self.assertEqual(DataRequest.objects.get().person_name, "")

    def test_what_cannot_go_ends_the_run_all_the_same(self):
        self.draft(days_ago=200)
        with patch("goodnews.privacy.kinds.desk.forget_drafts", return_value=0):
            reports = apply_retention(now=MONDAY)
        stuck = {report.kind.code: report.stuck_count for report in reports}
        self.assertEqual(stuck["desk-drafts"], 1)

    def test_a_rule_that_is_switched_off_keeps_for_good(self):
        self.draft(days_ago=200)
        RetentionRule.objects.filter(kind="desk-drafts").update(is_active=False)
        self.assertEqual(run(MONDAY), {})


class RuleTests(RetentionTestCase):
    def test_every_kind_has_its_rule_within_its_bounds(self):
        self.assertEqual(write_missing_rules(), [])
        for kind in all_kinds():
            with self.subTest(kind.code):
                rule = RetentionRule.objects.get(kind=kind.code)
                rule.full_clean()
                self.assertTrue(rule.note)
                self.assertIn(rule.action, kind.actions)

    def test_evidence_is_not_thrown_away_by_a_slip_of_the_finger(self):
        rule = RetentionRule.objects.get(kind="withdrawn-proofs")
        for values in ({"days": 30}, {"action": "anonymise"}):
            broken = RetentionRule(
                pk=rule.pk, kind=rule.kind, note="x", days=rule.days, action=rule.action
            )
            for name, value in values.items():
                setattr(broken, name, value)
            with self.subTest(values=values), self.assertRaises(ValidationError):
                broken.full_clean()

    def test_administrators_change_rules_approvers_read_what_goes_when(self):
        self.draft(days_ago=179)
        rule = RetentionRule.objects.get(kind="desk-drafts")
        edit, report = (
            reverse("retention_rules:edit", args=[rule.pk]),
            reverse("retention_report:index"),
        )
        self.client.force_login(self.people[Role.ADMINISTRATOR])
        values = {"days": 10, "action": "delete", "is_active": "on", "note": "Họp ngày 20/11"}
        self.assertContains(self.client.post(edit, values), "ít nhất 30 ngày")
        self.client.post(edit, {**values, "days": 90})
        rule.refresh_from_db()
        self.assertEqual(rule.days, 90)
        self.client.force_login(self.people[Role.APPROVER])
        self.assertEqual(self.client.get(edit).status_code, 302)
        with frozen(MONDAY):
            page = self.client.get(report)
        self.assertContains(page, "Bản nháp")

    def test_the_report_counts_ahead(self):
        self.draft(days_ago=175)
        apply_retention(now=MONDAY)
        self.client.force_login(self.people[Role.APPROVER])
        with frozen(MONDAY):
            rows = self.client.get(reverse("retention_report:index")).context["rows"]
        row = next(row for row in rows if row["kind"] is find_kind("desk-drafts"))
        self.assertEqual(row["counts"], [0, 1, 1, 1])
        self.assertEqual(row["result"].count, 0)
