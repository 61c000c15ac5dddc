"""A lost return code: anybody asks, nobody learns who is registered, organisers check and issue."""

from datetime import date, timedelta
from random import Random
from unittest import mock

from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.contests.certificates.issuing import issue_certificates
from campaigns.contests.certificates.statements import certified_table
from campaigns.contests.entrants.forgetting import forget_entrants, forget_lost_codes
from campaigns.contests.evidence.choices import ActKind
from campaigns.contests.evidence.contents import fingerprints_of
from campaigns.contests.models import ChainLink, ContestAct, Entrant, LostCode
from campaigns.contests.results.closing import close_round
from campaigns.contests.results.identity import CheckWay
from campaigns.contests.results.official import OfficialTable
from campaigns.contests.results.papers import minutes_paper
from campaigns.contests.results.versions import make_ranking
from campaigns.contests.running.board import read_board
from campaigns.contests.running.lost_codes import MOST_FOUND, issue_code, report_lost_code
from campaigns.contests.running.views import LOST_CODES_PER_HOUR
from goodnews.privacy.holdings import Wanted
from goodnews.privacy.sources.contests import LOST_CODES
from tests.campaigns.contests import contests_world as world
from tests.campaigns.contests.attempts.factories import (
    CLOSES,
    NOON,
    make_contest,
    make_entrant,
    make_rules,
)
from tests.units.factories import make_unit

from .cases import RunningCase

HOUR = timedelta(hours=1)
CLOCK = "campaigns.contests.running.lost_code_views.database_now"


class LostCodeCase(RunningCase):
    rules = make_rules(asks_birth_date=True, asks_phone=True)

    def setUp(self):
        super().setUp()
        clock = mock.patch(CLOCK, return_value=NOON)
        clock.start()
        self.addCleanup(clock.stop)
        self.stranger = self.client_class()

    def enter(self, **fields):
        said = {"birth_date": "26/03/2008", "phone": "0912345678", **fields}
        return self.register(**said).context["code"]

    def ask(self, name="Lê Thị Bình", **fields):
        said = {"full_name": name, "birth_date": "26/03/2008", "contact": "0987 654 321"}
        return self.post("lost_code", client=self.stranger, **{**said, **fields})

    def lost(self, **values):
        said = {"full_name": "le thi binh", "birth_date": date(2008, 3, 26), "unit_text": ""}
        said |= {"contact": "0987 654 321", **values}
        return report_lost_code(contest=self.contest, now=NOON, **said)

    def issue(self, entrant, *, lost=None, **fields):
        query = f"?yeu_cau={lost.pk}" if lost else ""
        said = {"way": "in_person", "note": "Xem thẻ học sinh.", **fields}
        return self.office.post(self.admin_url("new_code", entrant.pk) + query, said)


class AskingTests(LostCodeCase):
    def test_the_return_page_leads_there_and_the_request_waits_for_the_organisers(self):
        self.enter()
        self.assertContains(self.stranger.get(self.url("come_back")), self.url("lost_code"))
        page = self.stranger.get(self.url("lost_code"))
        self.assertIn("no-store", page["Cache-Control"])
        sent = self.ask()
        self.assertEqual(sent.status_code, 302)
        self.assertContains(self.stranger.get(sent["Location"]), "đã nhận yêu cầu")
        waiting = LostCode.objects.get()
        self.assertEqual(waiting.asked_at, NOON)
        desk = self.office.get(self.admin_url("help"))
        self.assertContains(desk, "0987 654 321")
        self.assertContains(desk, self.admin_url("lost_code", waiting.pk))
        self.assertEqual(read_board(self.contest, now=NOON).questions_waiting, 1)
        self.ask()
        self.assertEqual(LostCode.objects.count(), 1)

    def test_a_name_that_is_registered_and_any_other_get_the_same_answer(self):
        self.enter()
        answers = []
        for name in ("Lê Thị Bình", "Không Ai Cả"):
            with CaptureQueriesContext(connection) as queries:
                sent = self.ask(name)
            page = self.stranger.get(sent["Location"])
            said = (sent.status_code, sent.content, sent["Location"], page.content)
            answers.append((*said, len(queries)))
        self.assertEqual(answers[0], answers[1])

    def test_each_fault_stands_at_its_field_and_nothing_is_lost(self):
        for fields, field in (
            ({"contact": " "}, "contact"),
            ({"contact": "12"}, "contact"),
            ({"contact": "x" * 121}, "contact"),
            ({"birth_date": "31/02/2008"}, "birth_date"),
            ({"birth_date": "\x00"}, "birth_date"),
            ({"birth_date": "26/03/2328"}, "birth_date"),
            ({"birth_date": "26/03/1808"}, "birth_date"),
            ({"full_name": ""}, "full_name"),
        ):
            with self.subTest(fields=fields):
                page = self.ask(**fields)
                self.assertEqual(page.status_code, 422)
                self.assertIn(field, page.context["form"].errors)
        self.assertContains(self.ask(contact=""), "Lê Thị Bình", status_code=422)
        elsewhere = {"HTTP_SEC_FETCH_SITE": "cross-site"}
        self.stranger.defaults.update(elsewhere)
        self.assertEqual(self.ask().status_code, 400)
        self.assertFalse(LostCode.objects.exists())

    def test_a_list_of_names_is_not_tried_from_one_network(self):
        for number in range(LOST_CODES_PER_HOUR):
            self.ask(f"Người {number}")
        self.assertEqual(self.ask("Thêm một người").status_code, 429)
        self.assertEqual(LostCode.objects.count(), LOST_CODES_PER_HOUR)

    def test_a_device_that_knows_its_entrant_makes_a_new_code_itself(self):
        self.enter()
        self.assertRedirects(self.client.get(self.url("lost_code")), self.url("mine"))


class IssuingTests(LostCodeCase):
    def test_the_old_code_and_the_old_device_cease_and_the_new_code_brings_back(self):
        old = self.enter()
        entrant = Entrant.objects.get()
        lost = self.lost()
        page = self.office.get(self.admin_url("lost_code", lost.pk))
        self.assertEqual(page.context["people"], [entrant])
        self.assertContains(page, "0912345678")
        self.assertContains(page, f"{self.admin_url('new_code', entrant.pk)}?yeu_cau={lost.pk}")
        issued = self.issue(entrant, lost=lost)
        code = issued.context["code"]
        self.assertContains(issued, code)
        self.assertIn("no-store", issued["Cache-Control"])
        self.assertRedirects(self.client.get(self.url("mine")), self.url("come_back"))
        self.assertEqual(self.post("come_back", client=self.stranger, code=old).status_code, 422)
        self.post("come_back", client=self.stranger, code=code)
        self.assertContains(self.stranger.get(self.url("mine")), "Lê Thị Bình")
        lost.refresh_from_db()
        self.assertEqual((lost.entrant, lost.closed_by), (entrant, self.organiser))
        self.assertNotContains(self.office.get(self.admin_url("help")), "0987 654 321")

    def test_it_is_an_act_with_the_reason_sealed_in_the_chain(self):
        self.enter()
        entrant = Entrant.objects.get()
        self.issue(entrant, way="by_unit", note="Bí thư chi đoàn nhận ra.")
        act = ContestAct.objects.get(kind=ActKind.NEW_CODE)
        self.assertEqual((act.entrant, act.made_by), (entrant, self.organiser))
        self.assertEqual((act.details["way"], act.reason), ("by_unit", "Bí thư chi đoàn nhận ra."))
        link = ChainLink.objects.get(kind="act", subject=act.pk)
        self.assertEqual(fingerprints_of("act", [act.pk])[act.pk].content, link.content_hash)
        page = self.issue(entrant, note=" ")
        self.assertIn("note", page.context["form"].errors)
        self.assertEqual(ContestAct.objects.count(), 1)

    def test_what_was_dealt_with_meanwhile_gives_no_second_code(self):
        self.enter()
        entrant, lost = Entrant.objects.get(), self.lost()
        self.issue(entrant, lost=lost)
        before = Entrant.objects.get().code_hash
        self.assertContains(self.issue(entrant, lost=lost), "vừa có người xử lý")
        refused = self.office.post(self.admin_url("lost_code", lost.pk), {"note": "Không có."})
        self.assertContains(refused, "Đã cấp mã mới cho")
        self.assertContains(refused, "Không có.")
        self.assertContains(refused, "vừa có người xử lý")
        self.assertEqual(Entrant.objects.get().code_hash, before)
        self.assertEqual(ContestAct.objects.count(), 1)

    def test_a_call_to_the_registered_number_is_a_way_for_a_code_and_none_for_a_prize(self):
        self.enter()
        entrant = Entrant.objects.get()
        said = {"way": CheckWay.BY_PHONE, "note": "Chị Lan gọi số đã đăng ký."}
        prize = reverse("contest_results_admin:identity", args=[self.contest.pk, entrant.pk])
        self.assertIn("way", self.office.post(prize, said).context["form"].errors)
        page = self.office.get(self.admin_url("new_code", entrant.pk))
        self.assertContains(page, "gọi số điện thoại đã ghi khi đăng ký")
        self.assertIn("code", self.issue(entrant, **said).context)
        Entrant.objects.update(phone="")
        page = self.office.get(self.admin_url("new_code", entrant.pk))
        self.assertContains(page, "không ghi số điện thoại")
        self.assertNotContains(page, "gọi số điện thoại đã ghi")
        self.assertIn("way", self.issue(entrant, **said).context["form"].errors)

    def test_a_search_that_finds_more_than_it_shows_says_so(self):
        for number in range(MOST_FOUND):
            make_entrant(self.contest, f"Giàng A Pao {number}")
        pages = (
            self.admin_url("lost_code", self.lost(full_name="Pao").pk),
            reverse("contest_results_admin:board", args=[self.contest.pk]),
        )
        for page in pages:
            self.assertContains(self.office.get(page, {"q": "giang"}), f"Chỉ hiện {MOST_FOUND}")
            self.assertNotContains(self.office.get(page, {"q": "pao 7"}), "Chỉ hiện")

    def test_a_request_that_is_nobodys_is_closed_with_a_reason(self):
        lost = self.lost(full_name="Không Ai Cả", birth_date=None)
        url = self.admin_url("lost_code", lost.pk)
        self.assertContains(self.office.post(url, {"note": " "}), "lý do không cấp mã")
        self.assertRedirects(
            self.office.post(url, {"note": "Gọi hai lần không gặp."}), self.admin_url("help")
        )
        self.assertContains(self.office.get(url), "Gọi hai lần không gặp.")
        with self.assertRaises(IntegrityError), transaction.atomic():
            LostCode.objects.update(note="")

    def test_an_organiser_finds_somebody_by_a_part_of_the_name_within_this_contest(self):
        self.enter(full_name="Giàng A Pao")
        make_entrant(make_contest(make_rules(), slug="khac"), "Giàng A Pao")
        lost = self.lost(full_name="Pao", birth_date=date(2001, 1, 1))
        url = self.admin_url("lost_code", lost.pk)
        self.assertEqual(self.office.get(url).context["people"], [])
        found = self.office.get(url, {"q": "giang"}).context["people"]
        self.assertEqual([each.full_name for each in found], ["Giàng A Pao"])
        for nonsense in ("x", "-1", "9" * 40, ""):
            page = self.office.get(self.admin_url("new_code", found[0].pk), {"yeu_cau": nonsense})
            self.assertIsNone(page.context["lost"])

    def test_organisers_alone(self):
        self.enter()
        entrant, lost = Entrant.objects.get(), self.lost()
        self.office.force_login(self.visitor)
        for url in (self.admin_url("lost_code", lost.pk), self.admin_url("new_code", entrant.pk)):
            self.assertEqual(self.office.get(url).status_code, 302)
            self.office.post(url, {"way": "in_person", "note": "x"})
        self.assertFalse(ContestAct.objects.exists())
        self.assertIsNone(LostCode.objects.get().closed_at)

    def test_as_many_queries_for_many_requests_as_for_one(self):
        def cost(url):
            with CaptureQueriesContext(connection) as queries:
                self.office.get(url)
            return len(queries)

        self.enter()
        lost = self.lost()
        urls = (self.admin_url("help"), self.admin_url("lost_code", lost.pk))
        few = [cost(url) for url in urls for _each in range(2)][1::2]
        for number in range(3):
            make_entrant(self.contest, f"Người {number}", unit=make_unit(f"Xã {number}"))
            self.lost(full_name=f"Người {number}")
        self.assertEqual([cost(url) for url in urls], few)


class KeepingTests(LostCodeCase):
    def test_requests_are_found_for_their_person_and_deleted(self):
        self.enter()
        entrant, lost = Entrant.objects.get(), self.lost(full_name="Lê Thị Bình")
        for wanted in (Wanted.of(names=["Lê Thị Bình"]), Wanted.of(phones=["0987654321"])):
            self.assertEqual([each.what for each in LOST_CODES.find(wanted)], ["Lê Thị Bình"])
        self.issue(entrant, lost=lost)
        forget_entrants(keys=[entrant.pk], before=CLOSES, now=CLOSES)
        self.assertFalse(LostCode.objects.exists())
        other = self.lost()
        self.assertEqual(forget_lost_codes(keys=[other.pk], before=NOON - HOUR), 0)
        self.assertEqual(forget_lost_codes(keys=[other.pk], before=NOON), 1)

    def test_a_certificate_printed_again_bears_the_code_of_before(self):
        contest = world.make_contest()
        round_ = world.make_round(contest)
        world.publish_rules(contest)
        entrant = world.make_entrant(contest, "Trần Bình", unit=make_unit("Xã Trên"))
        world.make_attempt(entrant, round_, 2)
        close_round(round_=round_, user=None, now=world.AFTER)
        ranking = make_ranking(
            contest=contest, round_=round_, reason="", user=None, now=world.AFTER
        )
        said = certified_table(contest, round_).winners()
        first = issue_certificates(ranking=ranking, statements=said, now=world.AFTER)
        for seed in (1, 2):
            issue_code(
                entrant=entrant,
                lost=None,
                way=CheckWay.BY_UNIT,
                note="Mất điện thoại.",
                user=None,
                now=world.AFTER,
                rng=Random(seed),
            )
        again = issue_certificates(ranking=ranking, statements=said, now=world.AFTER)
        self.assertEqual(first, again)
        lines = "\n".join(
            line for part in minutes_paper(OfficialTable(ranking)).parts for line in part.lines
        )
        self.assertIn("Mã vào lại đã cấp lại sau khi xác minh: 2.", lines)
        self.assertNotIn("Mất điện thoại.", lines)
