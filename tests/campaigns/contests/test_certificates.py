"""Certificates: what they say, who gets one, and what anybody learns who checks one."""

import re
from datetime import date, timedelta
from random import Random
from unittest.mock import patch

from django.db import IntegrityError, connection, transaction
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from campaigns.contests.certificates.codes import LENGTH, code_for, hash_of, shown_code
from campaigns.contests.certificates.issuing import issue_certificates
from campaigns.contests.certificates.statements import certified_table
from campaigns.contests.entrants.codes import LETTERS
from campaigns.contests.entrants.devices import SALT, cookie_name
from campaigns.contests.entrants.forgetting import forget_entrants
from campaigns.contests.evidence.checking import verify_chain
from campaigns.contests.evidence.choices import ActKind
from campaigns.contests.models import Certificate, ContestAct, Entrant, League
from campaigns.contests.results.closing import close_round
from campaigns.contests.results.own_rows import own_rows
from campaigns.contests.results.ranking import rank
from campaigns.contests.results.ranking_bytes import to_bytes
from campaigns.contests.results.standings import disqualify
from campaigns.contests.results.versions import make_ranking
from campaigns.contests.rules import ContestRules, LeagueRules, from_json, to_json
from campaigns.contests.sentences import articles
from tests.units.factories import make_unit

from .contests_world import (
    AFTER,
    make_attempt,
    make_contest,
    make_entrant,
    make_round,
    publish_rules,
)
from .tables import attempt, week

CHILD = date(2012, 5, 5)
LATER = AFTER + timedelta(days=1)


class CodeTests:
    def test_a_code_is_one_of_more_than_two_to_the_eighty_and_comes_out_the_same(self):
        assert len(LETTERS) ** LENGTH > 2**80
        assert code_for("a") == code_for("a") != code_for("b")
        assert len(code_for("a")) == LENGTH
        assert hash_of(shown_code(code_for("a")).lower()) == hash_of(code_for("a"))

    def test_numbers_that_follow_each_other_leave_no_trace(self):
        starts = {code_for(f"thi-sinh:{number}")[:3] for number in range(200)}
        assert len(starts) > 180


class OwnRowTests:
    @given(
        st.lists(
            st.tuples(st.integers(0, 3), st.sampled_from(["", "a", "b"]), st.booleans()),
            min_size=1,
            max_size=12,
        )
    )
    def test_the_rows_found_are_those_of_the_whole_table(self, people):
        attempts = [
            attempt(pk, pk, score, league=league, is_out=is_out, is_full=score == 3)
            for pk, (score, league, is_out) in enumerate(people, start=1)
        ]
        table = rank(week(), attempts, None)
        content = to_bytes(table).decode()
        for row in table.rows:
            ranked = [each for each in table.rows if each.place and each.league == row.league]
            found = own_rows(content, row.entrant)
            assert found.own == row
            if row.place:
                at = ranked.index(row)
                assert found.above == (ranked[at - 1] if at else None)
                assert found.below == (ranked[at + 1] if at + 1 < len(ranked) else None)
        assert own_rows(content, 99) is None


class RuleTests:
    def test_rules_of_before_keep_their_bytes(self):
        old = to_json(ContestRules(title="Cũ"))
        assert "certifies" not in old
        assert not from_json(old).certifies_participation
        new = ContestRules(title="Mới", certifies_participation=True)
        assert from_json(to_json(new)) == new

    def test_the_rules_say_who_gets_one(self):
        plain = {each.key for each in articles(ContestRules(title="x"))}
        assert "giay-chung-nhan" not in plain
        rules = ContestRules(title="x", certifies_participation=True)
        assert "giay-chung-nhan" in {each.key for each in articles(rules)}


class CertificateTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.contest = make_contest()
        cls.round = make_round(cls.contest)
        publish_rules(cls.contest, certifies_participation=True)
        commune = make_unit("Xã Minh Họa", parent=make_unit())
        cls.an = make_entrant(cls.contest, "Nguyễn Văn An", unit=commune)
        cls.child = make_entrant(
            cls.contest, "Giàng Thị Pao", unit=commune, birth_date=CHILD, shows_name=False
        )
        cls.third = make_entrant(cls.contest, "Lò Văn Ba", unit=commune)
        make_attempt(cls.an, cls.round, 2, took=190)
        make_attempt(cls.child, cls.round, 2, took=191)
        cls.of_third = make_attempt(cls.third, cls.round, 1)
        close_round(round_=cls.round, user=None, now=AFTER)
        cls.ranking = cls.publish(AFTER)

    @classmethod
    def publish(cls, now, reason=""):
        return make_ranking(
            contest=cls.contest, round_=cls.round, reason=reason, user=None, now=now
        )

    def issue(self, *people):
        table = certified_table(self.contest, self.round)
        said = [(each.pk, table.of(each.pk)) for each in people]
        return issue_certificates(ranking=table.ranking, statements=said, now=AFTER)

    def check(self, code):
        return self.client.get(reverse("contest_certificates:check", args=[shown_code(code)]))

    def enter_as(self, entrant):
        name = cookie_name(self.contest)
        from django.core.signing import get_cookie_signer

        self.client.cookies[name] = get_cookie_signer(salt=name + SALT).sign(entrant.key.hex)

    def own(self, name="own_result"):
        return reverse(f"contest_attempts:{name}", args=["tim-hieu", 1])

    def test_winners_by_their_prize_and_everybody_else_for_taking_part(self):
        table = certified_table(self.contest, self.round)
        self.assertEqual(
            [(pk, said.prize, said.place) for pk, said in table.winners()],
            [(self.an.pk, "Giải 1", 1), (self.child.pk, "Giải 2", 2)],
        )
        ((pk, said),) = table.participants()
        self.assertEqual((pk, said.prize, said.place), (self.third.pk, "", 0))
        self.assertEqual(table.of(self.third.pk), said)
        self.assertEqual(said.unit, "Xã Minh Họa")

    def test_the_check_names_nobody_whom_the_public_table_does_not(self):
        (adult,), (child,) = self.issue(self.an), self.issue(self.child)
        page = self.check(adult.code)
        self.assertContains(page, "Nguyễn Văn An")
        self.assertContains(page, "Giải 1")
        self.assertEqual(page.context["validity"], "holds")
        page = self.check(child.code)
        self.assertContains(page, "G. T. P.")
        self.assertNotContains(page, "Pao")
        self.assertContains(page, "Xã Minh Họa")
        Entrant.objects.filter(pk=self.an.pk).update(shows_name=False)
        self.assertNotContains(self.check(adult.code), "Văn An")

    def test_no_cache_and_no_index_keeps_it(self):
        (made,) = self.issue(self.an)
        for page in (self.check(made.code), self.check("A" * LENGTH), self.client.get("/gcn/")):
            self.assertIn("no-store", page["Cache-Control"])
            self.assertEqual(page["X-Robots-Tag"], "noindex")

    def test_ten_thousand_guesses_hit_nothing(self):
        self.issue(self.an, self.child, self.third)
        rng = Random(20260309)
        guesses = {"".join(rng.choices(LETTERS, k=LENGTH)) for _each in range(10_000)}
        hashes = [hash_of(each) for each in guesses]
        found = sum(
            Certificate.objects.filter(code_hash__in=hashes[start : start + 500]).count()
            for start in range(0, len(hashes), 500)
        )
        self.assertEqual((len(guesses), found), (10_000, 0))

    def test_a_wrong_code_is_a_page_that_says_so(self):
        for code in ("A" * LENGTH, "khong-co", "1", "%00", "é" * LENGTH):
            page = self.client.get(f"/gcn/{code}/")
            self.assertContains(page, 'name="ma"', status_code=404)
        self.assertEqual(self.client.get(f"/gcn/{'9' * 300}/").status_code, 404)
        self.assertEqual(self.client.get("/gcn/", {"ma": "abc"}).status_code, 422)
        self.assertEqual(self.client.get("/gcn/", {"ma": "\x00"}).status_code, 422)
        typed = self.client.get("/gcn/", {"ma": " acdefg hjkmnp qrtvwx "})
        self.assertRedirects(typed, "/gcn/ACDEFG-HJKMNP-QRTVWX/", fetch_redirect_response=False)

    def test_a_second_print_bears_the_same_code_and_no_code_is_kept(self):
        first, second = self.issue(self.an), self.issue(self.an)
        self.assertEqual(first, second)
        row = Certificate.objects.get()
        self.assertNotIn(first[0].code, str(vars(row)))

    def test_a_later_version_says_what_it_changed(self):
        an, child, third = self.issue(self.an, self.child, self.third)
        disqualify(entrant=self.an, reason="Thi hộ.", user=None, now=AFTER)
        # At once, before any table says so; the reason is the person's own matter.
        page = self.check(an.code)
        self.assertEqual(page.context["validity"], "out")
        self.assertNotContains(page, "Thi hộ")
        self.assertEqual(self.issue(self.an), [])
        self.publish(LATER, reason="Loại một người.")
        page = self.check(child.code)
        self.assertEqual(page.context["validity"], "corrected")
        self.assertContains(page, "Giải 1")
        # Who took part and now wins has another certificate; the first says so.
        self.assertEqual(self.check(third.code).context["checked"].now.prize, "Giải 2")
        (anew,) = self.issue(self.child)
        self.assertNotEqual(anew.code, child.code)
        self.assertEqual(self.check(anew.code).context["validity"], "holds")

    def test_a_later_version_that_says_the_same_leaves_it_in_force(self):
        (made,) = self.issue(self.an)
        make_attempt(make_entrant(self.contest, "Người đến sau"), self.round, 0)
        self.publish(LATER, reason="Thêm một lượt.")
        page = self.check(made.code)
        self.assertTrue(page.context["is_later"])

    def test_provisional_tables_certify_nothing(self):
        (made,) = self.issue(self.an)
        make_attempt(make_entrant(self.contest, "Chưa chấm"), self.round, None)
        make_attempt(self.third, self.round, 2, took=100)
        self.publish(LATER, reason="Thêm lượt.")
        self.assertIsNone(certified_table(self.contest, self.round))
        self.assertEqual(self.check(made.code).context["validity"], "corrected")

    def test_a_revoked_one_says_when_and_why_and_stands_in_the_chain(self):
        (made,) = self.issue(self.an)
        self.client.force_login(self.organiser())
        row = Certificate.objects.get()
        args = [self.contest.pk]
        search = reverse("contest_results_admin:certificates", args=args)
        found = self.client.get(search, {"q": made.code}).context["found"]
        self.assertEqual(found, [row])
        address = reverse("contest_results_admin:certificate", args=[*args, row.pk])
        page = self.client.post(address, {"reason": " "})
        self.assertTrue(page.context["form"].errors)
        self.client.post(address, {"reason": "In nhầm tên."})
        self.assertContains(self.client.post(address, {"reason": "x"}), "error-message")
        page = self.check(made.code)
        self.assertEqual(page.context["validity"], "revoked")
        self.assertContains(page, "In nhầm tên.")
        self.assertEqual(ContestAct.objects.get(kind=ActKind.REVOKED).entrant, self.an)
        self.assertTrue(verify_chain(self.contest, LATER).holds)
        self.assertEqual(self.issue(self.an), [])

    def test_the_database_refuses_a_revocation_without_a_reason(self):
        self.issue(self.an)
        with self.assertRaises(IntegrityError), transaction.atomic():
            Certificate.objects.update(revoked_at=AFTER)

    def test_a_forgotten_person_is_named_nowhere_and_gets_no_further_print(self):
        (made,) = self.issue(self.third)
        forget_entrants(keys=[self.third.pk], before=LATER, now=LATER)
        self.assertNotContains(self.check(made.code), "Lò")
        self.third.refresh_from_db()
        self.assertEqual(self.issue(self.third), [])

    def organiser(self):
        from django.contrib.auth.models import Permission

        from tests.accounts.factories import make_user

        user = make_user("ban-to-chuc", is_staff=True)
        names = ("access_admin", "change_contest", "view_contest")
        user.user_permissions.add(*Permission.objects.filter(codename__in=names))
        return user

    def test_organisers_take_all_in_lots_and_see_how_far_they_are(self):
        self.client.force_login(self.organiser())
        address = reverse("contest_results_admin:certificate_lots", args=[self.contest.pk, 1])
        with patch("campaigns.contests.certificates.admin_views.LOT", 1):
            page = self.client.get(address)
            self.assertEqual(
                [(part.code, part.issued, part.count) for part in page.context["parts"]],
                [("giai", 0, 2), ("tap-the", 0, 0), ("tham-gia", 0, 1)],
            )
            file = self.client.post(address, {"part": "giai", "lot": "2"})
            self.assertEqual(pages_of(file.content), 1)
            self.assertIn("giai-002.pdf", file["Content-Disposition"])
            self.assertIn("no-store", file["Cache-Control"])
            first = self.client.get(address).context["parts"][0]
            self.assertEqual([lot.is_done for lot in first.lots], [False, True])
            for part, lot in (("giai", "3"), ("giai", "0"), ("x", "1"), ("giai", "a"), ("", "")):
                answer = self.client.post(address, {"part": part, "lot": lot})
                self.assertEqual(answer.status_code, 404)
        self.assertEqual(pages_of(self.client.post(address, {"part": "giai", "lot": 1}).content), 2)

    def test_entrants_see_their_own_place_and_take_their_own_certificate(self):
        self.assertRedirects(
            self.client.get(self.own()), reverse("contest_attempts:come_back", args=["tim-hieu"])
        )
        self.enter_as(self.third)
        page = self.client.get(self.own())
        self.assertIn("no-store", page["Cache-Control"])
        own = page.context["own"]
        self.assertEqual((own.row.place, own.above.name, own.below), (3, "G. T. P.", None))
        self.assertNotContains(page, "Pao")
        self.assertContains(page, own.above.why)
        file = self.client.post(self.own("own_certificate"))
        self.assertEqual((file["Content-Type"], pages_of(file.content)), ("application/pdf", 1))
        self.assertEqual(Certificate.objects.get().entrant, self.third)
        refused = self.client.post(
            self.own("own_certificate"), headers={"sec-fetch-site": "cross-site"}
        )
        self.assertEqual(refused.status_code, 400)

    def test_names_beyond_the_places_that_the_rules_publish_are_not_told(self):
        self.round.shown_count = 1
        self.round.save()
        publish_rules(self.contest, number=2)
        self.publish(LATER, reason="Thể lệ mới.")
        self.enter_as(self.third)
        own = self.client.get(self.own()).context["own"]
        self.assertEqual((own.above.place, own.above.name), (2, ""))
        # The rules of this version certify prizes only.
        self.assertIsNone(self.client.get(self.own()).context["certificate"])
        answer = self.client.post(self.own("own_certificate"))
        self.assertRedirects(answer, self.own(), fetch_redirect_response=False)

    def test_who_has_no_row_and_who_is_out_are_told_so(self):
        stranger = make_entrant(self.contest, "Không thi")
        self.enter_as(stranger)
        self.assertContains(self.client.get(self.own()), 'class="empty"')
        disqualify(entrant=self.an, reason="Thi hộ.", user=None, now=AFTER)
        self.publish(LATER, reason="Loại một người.")
        self.enter_as(self.an)
        page = self.client.get(self.own())
        self.assertTrue(page.context["own"].is_out)
        self.assertContains(page, "Thi hộ.")

    def test_the_public_table_shows_everybody_the_same_link_to_their_own_place(self):
        address = reverse("contest_results:table", args=["tim-hieu", 1])
        before = self.client.get(address, {"x": 1}).content
        self.assertIn(self.own().encode(), before)
        self.enter_as(self.an)
        self.assertEqual(self.client.get(address, {"x": 1}).content, before)

    def test_as_many_queries_for_three_people_as_for_sixty(self):
        counts = []
        for slug, extra in (("ba", 0), ("sau-muoi", 57)):
            contest = make_contest(slug)
            league = League.objects.create(contest=contest, code="a", title="Bảng A")
            round_ = make_round(contest)
            publish_rules(
                contest, certifies_participation=True, leagues=(LeagueRules("a", "Bảng A"),)
            )
            people = [
                make_entrant(contest, f"Thí sinh {each}", league=league)
                for each in range(3 + extra)
            ]
            for place, each in enumerate(people):
                make_attempt(each, round_, 1, begins=place)
            close_round(round_=round_, user=None, now=AFTER)
            make_ranking(contest=contest, round_=round_, reason="", user=None, now=AFTER)
            table = certified_table(contest, round_)
            said = [*table.winners(), *table.participants()]
            with CaptureQueriesContext(connection) as captured:
                made = issue_certificates(ranking=table.ranking, statements=said, now=AFTER)
            self.assertEqual({each.statement.league for each in made}, {"Bảng A"})
            counts.append(len(captured))
        self.assertEqual(counts[0], counts[1])


def pages_of(content: bytes) -> int:
    """Return how many sheets a PDF file has."""
    assert content.startswith(b"%PDF-")
    return len(re.findall(rb"/Type /Page\b", content))
