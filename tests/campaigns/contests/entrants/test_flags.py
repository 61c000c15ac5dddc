"""Signs are found after a round is closed; two different people judge each, and nobody else."""

from datetime import timedelta

from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.test import RequestFactory, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.contests.choices import Standing
from campaigns.contests.entrants.forgetting import forget_entrants
from campaigns.contests.evidence.checking import verify_chain
from campaigns.contests.evidence.choices import ActKind
from campaigns.contests.flags.choices import FlagKind, Verdict
from campaigns.contests.flags.finding import find_flags
from campaigns.contests.flags.reviewing import (
    DecidedError,
    NoReasonError,
    SamePersonError,
    clear_group,
    review_flag,
)
from campaigns.contests.models import (
    Attempt,
    AttemptAnswer,
    ContestAct,
    Entrant,
    Flag,
    FlagReview,
    FlagRun,
    LinkChangedError,
)
from campaigns.contests.personal import count_form
from campaigns.contests.results.closing import close_round
from campaigns.contests.results.errors import RoundNotClosedError
from campaigns.contests.results.official import OfficialTable
from campaigns.contests.results.papers import minutes_paper
from campaigns.contests.results.versions import make_ranking
from tests.accounts.factories import make_user
from tests.campaigns.contests.contests_world import (
    AFTER,
    CLOSES,
    OPENS,
    SECOND,
    make_contest,
    make_entrant,
    make_round,
    publish_rules,
)
from tests.units.factories import make_unit

ITEMS = 10


def make_try(entrant, round_, picked, *, took=600, right=ITEMS, begins=0, **values):
    """Return a submitted attempt of ten questions; ``picked`` are its answers, the last ones wrong."""
    started = round_.opens_at + begins * SECOND
    said = {
        "number": Attempt.objects.filter(entrant=entrant, round=round_).count() + 1,
        "rules": entrant.contest.versions.get(),
        "paper": [{"question": f"q{n}", "version": 1} for n in range(ITEMS)],
        "state": "submitted",
        "started_at": started,
        "deadline": started + timedelta(minutes=15),
        "closes_at": round_.closes_at,
        "submitted_at": started + took * SECOND,
        "score": right,
        "full_marks": ITEMS,
        "is_full": right == ITEMS,
    }
    attempt = Attempt.objects.create(entrant=entrant, round=round_, **{**said, **values})
    AttemptAnswer.objects.bulk_create(
        AttemptAnswer(
            attempt=attempt,
            place=place,
            sequence=1,
            content={"picked": [row]},
            saved_at=started + SECOND,
            share=int(place <= right),
        )
        for place, row in enumerate(picked, start=1)
    )
    return attempt


class FlagCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.contest = make_contest()
        cls.round = make_round(cls.contest)
        publish_rules(cls.contest)
        province = make_unit()
        cls.units = [make_unit(f"Xã {n}", parent=province) for n in (1, 2)]
        cls.first, cls.second, cls.third = (make_user(f"nguoi-{n}") for n in (1, 2, 3))

    def close(self):
        close_round(round_=self.round, user=self.first, now=AFTER)
        return find_flags(round_=self.round, now=AFTER)

    def entrant(self, name, unit=0, **values):
        return make_entrant(self.contest, name, unit=self.units[unit], **values)

    def kinds(self, entrant):
        return set(Flag.objects.filter(entrant=entrant).values_list("kind", flat=True))


class FindingTests(FlagCase):
    def test_each_sign_is_found_on_whom_it_concerns(self):
        honest = self.entrant("Lò Thị An")
        make_try(honest, self.round, "abcdefghij")
        fast = self.entrant("Lò Văn Nhanh")
        make_try(fast, self.round, "abcdefghij", took=29)
        pair = [self.entrant(f"Lò Văn Đôi {n}", 0) for n in (1, 2)]
        stranger = self.entrant("Lò Văn Xa", 1)
        for person in (*pair, stranger):
            make_try(person, self.round, "abcdefwxyz", right=6)
        phones = [self.entrant(f"Lò Văn Máy {n}", phone="0912345678") for n in (1, 2)]
        device = [self.entrant(f"Lò Văn Phòng {n}", device_key="d" * 64) for n in (1, 2, 3)]
        running = make_user("to-chuc", is_superuser=True)
        running.last_name, running.first_name = "Trần Thị", "Tên"
        running.save()
        namesake = self.entrant(running.get_full_name().upper())
        for person in (*phones, *device, namesake):
            make_try(person, self.round, "abcdefghij")
        tampered = self.entrant("Lò Văn Sửa", registered_at=OPENS + 3600 * SECOND)
        make_try(tampered, self.round, "abcdefghij")
        self.close()
        expected = {
            honest: set(),
            fast: {FlagKind.TOO_FAST},
            pair[0]: {FlagKind.TWIN},
            pair[1]: {FlagKind.TWIN},
            stranger: set(),
            phones[0]: {FlagKind.PHONE},
            device[2]: {FlagKind.DEVICE},
            namesake: {FlagKind.NAMESAKE},
            tampered: {FlagKind.ORDER},
        }
        self.assertEqual({each: self.kinds(each) for each in expected}, expected)
        for kept in Flag.objects.values():
            # A fingerprint and microseconds may hold any digits.
            self.assertRegex(kept.pop("group"), r"\A[0-9a-f]*\Z")
            kept.pop("found_at")
            self.assertNotIn("0912", str(kept))

    def test_a_round_that_is_open_is_not_gone_over(self):
        with self.assertRaises(RoundNotClosedError):
            find_flags(round_=self.round, now=AFTER)
        with self.assertRaises(CommandError):
            call_command("flag_attempts", "tim-hieu", "1")
        with self.assertRaises(CommandError):
            call_command("flag_attempts", "tim-hieu", "9")

    def test_again_it_finds_the_same_and_keeps_what_was_said(self):
        for name in ("An", "Bình"):
            make_try(self.entrant(name), self.round, "abcdefghij", took=20)
        self.assertEqual(self.close(), 2)
        flag = Flag.objects.first()
        review_flag(
            flag=flag, verdict=Verdict.NO_FAULT, reason="Đã hỏi.", user=self.first, now=AFTER
        )
        Attempt.objects.filter(entrant=flag.entrant).update(submitted_at=OPENS + 600 * SECOND)
        call_command("flag_attempts", "tim-hieu", "1", verbosity=0)
        self.assertEqual(Flag.objects.count(), 2)
        self.assertEqual(Flag.objects.get(pk=flag.pk).details["seconds"], 20)
        self.assertEqual(FlagRun.objects.get().attempt_count, 2)

    def test_queries_do_not_grow_with_people(self):
        close_round(round_=self.round, user=self.first, now=AFTER)
        counts = []
        for people in (2, 2, 9):
            for n in range(people):
                name = f"Người {Entrant.objects.count()} {n}"
                make_try(self.entrant(name), self.round, "abcdefghij", took=20)
            with CaptureQueriesContext(connection) as queries:
                find_flags(round_=self.round, now=AFTER)
            counts.append(len(queries))
        self.assertEqual(counts[1], counts[2])

    def test_a_thousand_honest_people_of_one_school_are_not_held_up(self):
        request = RequestFactory().post("/", REMOTE_ADDR="203.0.113.7")
        for _person in range(1000):
            count_form(request, "contest-registrations", now=OPENS)
        Entrant.objects.bulk_create(
            Entrant(
                contest=self.contest,
                person_key=f"truong-{n}",
                code_hash=f"truong-{n}",
                full_name=f"Học sinh {n}",
                folded_name=f"hoc sinh {n}",
                unit=self.units[0],
                device_key=f"may-{n % 40}",
                consented_at=OPENS,
                registered_at=OPENS,
            )
            for n in range(1000)
        )
        rules = self.contest.versions.get()
        Attempt.objects.bulk_create(
            Attempt(
                entrant=person,
                round=self.round,
                rules=rules,
                number=1,
                paper=[{"question": "q", "version": 1}],
                state="submitted",
                started_at=OPENS,
                deadline=CLOSES,
                closes_at=CLOSES,
                submitted_at=OPENS + 300 * SECOND,
                score=1,
                full_marks=1,
            )
            for person in Entrant.objects.all()
        )
        self.assertEqual(self.close(), 1000)
        self.assertEqual(set(Flag.objects.values_list("kind", flat=True)), {FlagKind.DEVICE})
        self.assertEqual(Entrant.objects.filter(standing=Standing.IN).count(), 1000)

    def test_who_is_forgotten_shares_nothing_any_more(self):
        people = [self.entrant(name, phone="0912345678") for name in ("An", "Bình")]
        for person in people:
            make_try(person, self.round, "abcdefghij")
        self.close()
        forget_entrants(keys=[person.pk for person in people], before=AFTER, now=AFTER)
        self.assertEqual(set(Flag.objects.values_list("group", flat=True)), {""})


class ReviewTests(FlagCase):
    def setUp(self):
        self.person = self.entrant("Lò Văn Nhanh")
        make_try(self.person, self.round, "abcdefghij", took=20)
        self.close()
        self.flag = Flag.objects.get()

    def say(self, user, verdict=Verdict.DISQUALIFY, reason="Xem lại máy chủ."):
        return review_flag(flag=self.flag, verdict=verdict, reason=reason, user=user, now=AFTER)

    def test_the_second_who_says_the_same_decides_and_the_row_stays(self):
        self.assertEqual(self.say(self.first).outcome, "")
        self.person.refresh_from_db()
        self.assertEqual(self.person.standing, Standing.IN)
        self.assertEqual(self.say(self.second, reason="Đã gọi điện.").outcome, Verdict.DISQUALIFY)
        self.person.refresh_from_db()
        self.assertEqual(self.person.standing, Standing.DISQUALIFIED)
        self.assertEqual(self.person.standing_reason, "Xem lại máy chủ. · Đã gọi điện.")
        kinds = list(ContestAct.objects.order_by("pk").values_list("kind", flat=True))
        expected = [ActKind.CLOSED, ActKind.REVIEWED, ActKind.REVIEWED, ActKind.DISQUALIFIED]
        self.assertEqual(kinds, expected)
        self.assertTrue(verify_chain(self.contest, AFTER).holds)
        ranking = make_ranking(
            contest=self.contest, round_=self.round, reason="", user=self.first, now=AFTER
        )
        lines = "\n".join(
            line for part in minutes_paper(OfficialTable(ranking)).parts for line in part.lines
        )
        self.assertIn("Dấu hiệu đã xem xét xong: 1, trong đó không có lỗi: 0.", lines)
        self.assertIn("Lò Văn Nhanh", lines)

    def test_one_person_never_says_both(self):
        self.say(self.first)
        for verdict in Verdict:
            with self.assertRaises(SamePersonError):
                self.say(self.first, verdict)
        with self.assertRaises(IntegrityError), transaction.atomic():
            FlagReview.objects.create(
                flag=self.flag, reviewer=self.first, verdict="no_fault", reason="x", made_at=AFTER
            )
        with self.assertRaises(IntegrityError), transaction.atomic():
            Flag.objects.update(
                outcome="disqualify", first_reviewer=self.first, second_reviewer=self.first
            )
        with self.assertRaises(IntegrityError), transaction.atomic():
            Flag.objects.update(outcome="disqualify", first_reviewer=self.first)

    def test_the_database_takes_no_outcome_that_two_reviews_do_not_say(self):
        both = {"first_reviewer": self.first, "second_reviewer": self.second}
        self.say(self.first)
        self.say(self.second, Verdict.NO_FAULT)
        for outcome in Verdict:
            with self.assertRaises(IntegrityError), transaction.atomic():
                Flag.objects.filter(pk=self.flag.pk).update(outcome=outcome, **both)
        with self.assertRaises(IntegrityError), transaction.atomic():
            Flag.objects.create(
                round=self.flag.round,
                entrant=self.flag.entrant,
                kind="order",
                found_at=AFTER,
                outcome="no_fault",
                **both,
            )

    def test_what_was_said_and_decided_stays(self):
        self.say(self.first)
        self.say(self.second)
        undecided = {"outcome": "", "first_reviewer": None, "second_reviewer": None}
        with self.assertRaises(IntegrityError), transaction.atomic():
            Flag.objects.filter(pk=self.flag.pk).update(**undecided)
        with self.assertRaises(IntegrityError), transaction.atomic():
            QuerySet(FlagReview).update(verdict="no_fault")
        with self.assertRaises(LinkChangedError):
            FlagReview.objects.first().delete()
        Flag.objects.filter(pk=self.flag.pk).update(group="")

    def test_where_two_differ_a_third_decides(self):
        self.say(self.first)
        self.assertEqual(self.say(self.second, Verdict.NO_FAULT).outcome, "")
        flag = self.say(self.third, Verdict.NO_FAULT)
        self.assertEqual(flag.outcome, Verdict.NO_FAULT)
        self.assertEqual({flag.first_reviewer, flag.second_reviewer}, {self.second, self.third})
        self.person.refresh_from_db()
        self.assertEqual(self.person.standing, Standing.IN)
        with self.assertRaises(DecidedError):
            self.say(make_user("nguoi-4"))

    def test_a_reason_is_needed(self):
        with self.assertRaises(NoReasonError):
            self.say(self.first, reason="  ")
        self.assertFalse(FlagReview.objects.exists())

    def test_a_group_is_cleared_by_two_people_sign_by_sign(self):
        Flag.objects.all().delete()
        for n in range(3):
            person = self.entrant(f"Phòng máy {n}", device_key="d" * 64)
            make_try(person, self.round, "abcdefghij")
        find_flags(round_=self.round, now=AFTER)
        flag = Flag.objects.filter(kind=FlagKind.DEVICE).first()
        for user in (self.first, self.second):
            values = {"flag": flag, "reason": "Phòng máy của trường.", "user": user, "now": AFTER}
            review_flag(verdict=Verdict.NO_FAULT, **values)
            self.assertEqual(clear_group(**values), 2)
        outcomes = Flag.objects.filter(kind=FlagKind.DEVICE).values_list("outcome", flat=True)
        self.assertEqual(list(outcomes), [Verdict.NO_FAULT] * 3)


class FlagPageTests(FlagCase):
    def setUp(self):
        rights = Permission.objects.filter(codename__in=("access_admin", "change_contest"))
        for user in (self.first, self.second):
            user.user_permissions.add(*rights)
        self.third.user_permissions.add(Permission.objects.get(codename="access_admin"))
        self.client.force_login(self.first)

    def url(self, name, *args):
        return reverse(f"contest_flags_admin:{name}", args=[self.contest.pk, *args])

    def test_from_the_list_to_the_outcome(self):
        self.assertContains(self.client.get(self.url("list")), "Không có dấu hiệu")
        make_try(self.entrant("Lò Văn Nhanh"), self.round, "abcdefghij", took=20)
        self.assertContains(
            self.client.post(self.url("list"), {"round": "1"}, follow=True), "đóng vòng"
        )
        close_round(round_=self.round, user=self.first, now=AFTER)
        self.client.post(self.url("list"), {"round": "1"})
        page = self.client.get(self.url("list"))
        self.assertContains(page, "làm 10 câu trong 20,0 giây")
        flag = Flag.objects.get()
        address = self.url("flag", flag.pk)
        refused = self.client.post(address, {"verdict": "no_fault", "reason": " "})
        self.assertIn("reason", refused.context["form"].errors)
        said = {"verdict": "no_fault", "reason": "Đã luyện nhiều lần."}
        self.assertContains(self.client.post(address, said, follow=True), "một người khác")
        self.assertContains(self.client.post(address, said), "cần một người khác")
        self.client.force_login(self.second)
        self.assertContains(self.client.post(address, said, follow=True), "đã kết luận")
        self.assertContains(self.client.get(self.url("list")), "Không có dấu hiệu")
        decided = self.client.get(self.url("list"), {"state": "decided", "kind": "too_fast"})
        self.assertContains(decided, "Lò Văn Nhanh")

    def test_the_list_says_whose_turn_it_is_and_late_words_are_given_back(self):
        make_try(self.entrant("Lò Văn Nhanh"), self.round, "abcdefghij", took=20)
        self.close()
        address = self.url("flag", Flag.objects.get().pk)
        said = {"verdict": "no_fault", "reason": "Đã luyện nhiều lần."}
        self.client.post(address, said)
        self.assertContains(self.client.get(self.url("list")), "bạn đã xem xét")
        self.client.force_login(self.second)
        self.assertContains(self.client.get(self.url("list")), "đã có người xem xét")
        self.client.post(address, {**said, "verdict": "disqualify"})
        self.assertContains(self.client.get(self.url("list")), "hai người kết luận khác nhau")
        self.third.user_permissions.add(Permission.objects.get(codename="change_contest"))
        self.client.force_login(self.third)
        self.assertContains(self.client.post(address, said, follow=True), self.url("list"))
        self.client.force_login(self.first)
        late = self.client.post(address, {**said, "reason": "Xem kỹ lại rồi."})
        self.assertContains(late, 'role="alert"')
        self.assertContains(late, "Xem kỹ lại rồi.")

    def test_nonsense_and_strangers(self):
        page = self.client.get(self.url("list"), {"round": "x", "kind": "\x00", "p": "-1"})
        self.assertEqual(page.status_code, 200)
        self.assertEqual(self.client.get(self.url("flag", 999_999)).status_code, 404)
        self.client.force_login(self.third)
        self.assertEqual(self.client.get(self.url("list")).status_code, 302)
