"""Certificates of units: who gets one, what it says, and what a correction makes of it.

Four communes take part in one week. Bản Một has the most people, Bản Hai the highest rate, Bản Ba
the best mean, Bản Bốn the points of the only prize for persons.
"""

from datetime import date, timedelta
from io import BytesIO

from django.contrib.auth.models import Permission
from django.db import IntegrityError, connection, transaction
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from campaigns.contests.certificates.codes import shown_code
from campaigns.contests.certificates.issuing import issue_certificates
from campaigns.contests.certificates.printing import print_certificates
from campaigns.contests.certificates.statements import Statement, certified_table
from campaigns.contests.evidence.act_words import act_detail
from campaigns.contests.evidence.checking import verify_chain
from campaigns.contests.evidence.choices import ActKind
from campaigns.contests.models import Certificate, ContestAct
from campaigns.contests.results.closing import close_round
from campaigns.contests.results.standings import disqualify
from campaigns.contests.results.versions import make_ranking
from campaigns.contests.rules import ContestRules, PrizeRules
from campaigns.contests.sentences import articles
from goodnews.units.models import Headcount
from tests.accounts.factories import make_user
from tests.units.factories import make_unit

from .contests_world import (
    AFTER,
    make_attempt,
    make_contest,
    make_entrant,
    make_round,
    publish_rules,
)
from .tables import week

LATER = AFTER + timedelta(days=1)
MEASURES = ("entrants", "rate", "mean", "points")
PRIZES = (
    PrizeRules("Giải cá nhân", 1, 1, round=1, points=500),
    *(PrizeRules(f"Giải tập thể {each}", 1, 1, measure=each, round=1) for each in MEASURES),
)
# Name, young people, and the scores of those who take part.
COMMUNES = (
    ("Xã Bản Một", 1000, (1, 0, 0)),
    ("Xã Bản Hai", 2, (0, 0)),
    ("Xã Bản Ba", 500, (2,)),
    ("Xã Bản Bốn", 300, (2, 0)),
)
BASES = (
    "Giải tập thể xét theo số người đã tham gia",
    "Giải tập thể xét theo tỷ lệ người tham gia trên số thanh niên của đơn vị",
    "Giải tập thể xét theo điểm trung bình của người dự thi",
    "Giải tập thể xét theo tỷ lệ tham gia, cộng điểm từ giải cá nhân của người trong đơn vị",
)


class StatementTests:
    def test_what_a_person_had_certified_before_keeps_its_words_and_so_its_code(self):
        said = Statement("Cuộc thi", "Tuần 1", 1, "Xã A", "Bảng A", "Giải 1", 1)
        assert said.text == (
            '{"contest": "Cuộc thi", "league": "Bảng A", "place": 1, "prize": "Giải 1", '
            '"round": "Tuần 1", "unit": "Xã A", "version": 1}'
        )

    def test_the_rules_say_that_units_get_one(self):
        for prizes, is_said in ((PRIZES, True), (PRIZES[1:2], True), (PRIZES[:1], False)):
            rules = ContestRules(title="x", rounds=(week(),), prizes=prizes)
            (article,) = (each for each in articles(rules) if each.key == "giay-chung-nhan")
            said = "Đơn vị đạt giải được nhận giấy chứng nhận." in article.sentences
            assert said is is_said, prizes


class UnitCertificateTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.contest = make_contest()
        cls.round = make_round(cls.contest)
        publish_rules(cls.contest, prizes=PRIZES)
        province = make_unit()
        cls.units, cls.people = [], []
        for name, young, scores in COMMUNES:
            unit = make_unit(name, parent=province)
            Headcount.objects.create(
                unit=unit, counted_on=date(2026, 1, 1), member_count=1, youth_count=young
            )
            cls.units.append(unit)
            cls.people.append(
                [make_entrant(cls.contest, f"Người {name}", unit=unit) for _ in scores]
            )
            for entrant, score in zip(cls.people[-1], scores, strict=True):
                # Whoever is quicker has the prize for persons: Bản Bốn.
                took = 100 if name == "Xã Bản Bốn" else 200
                make_attempt(entrant, cls.round, score, took=took)
        close_round(round_=cls.round, user=None, now=AFTER)
        cls.ranking = cls.publish(AFTER)
        cls.organiser = make_user("ban-to-chuc", is_staff=True)
        names = ("access_admin", "change_contest", "view_contest")
        cls.organiser.user_permissions.add(*Permission.objects.filter(codename__in=names))

    @classmethod
    def publish(cls, now, reason=""):
        return make_ranking(
            contest=cls.contest, round_=cls.round, reason=reason, user=None, now=now
        )

    def table(self):
        return certified_table(self.contest, self.round)

    def issue(self, *units):
        table = self.table()
        said = [(each.pk, table.of_unit(each.pk)) for each in units]
        return issue_certificates(ranking=table.ranking, statements=said, now=AFTER)

    def check(self, issued):
        return self.client.get(
            reverse("contest_certificates:check", args=[shown_code(issued.code)])
        )

    def admin(self, name, *args):
        return reverse(f"contest_results_admin:{name}", args=[self.contest.pk, *args])

    def test_each_measure_has_its_unit(self):
        said = dict(self.table().winning_units())
        self.assertEqual(list(said), [each.pk for each in self.units])
        self.assertEqual([each.measure for each in said.values()], list(MEASURES))
        for unit, statement in zip(self.units, said.values(), strict=True):
            self.assertEqual((statement.unit, statement.place), (unit.name, 0))
            self.assertEqual(self.table().of_unit(unit.pk), statement)
        self.assertIsNone(self.table().of_unit(0))

    def test_the_paper_names_the_unit_its_prize_and_by_what_and_leads_to_the_check(self):
        table = self.table()
        content = print_certificates(table=table, statements=table.winning_units(), now=AFTER)
        pages = PdfReader(BytesIO(content)).pages
        for page, unit, measure, basis in zip(pages, self.units, MEASURES, BASES, strict=True):
            text = " ".join(page.extract_text().split())
            for words in ("GIẤY CHỨNG NHẬN", unit.name, f"Giải tập thể {measure}", basis):
                self.assertIn(words, text)
            for words in ("hạng", "Đã tham gia"):
                self.assertNotIn(words, text.replace("bảng xếp hạng", ""))
            (link,) = (each.get_object()["/A"]["/URI"] for each in page["/Annots"])
            checked = self.client.get("/" + link.split("/", 3)[3])
            self.assertContains(checked, unit.name)
            self.assertContains(checked, basis)
            self.assertEqual(checked.context["validity"], "holds")

    def test_the_check_names_no_person_and_no_figure(self):
        (made,) = self.issue(self.units[0])
        page = self.check(made)
        self.assertContains(page, "Xã Bản Một", count=1)
        self.assertNotContains(page, "Người")
        self.assertNotContains(page, "field__help")
        self.assertEqual(page["X-Robots-Tag"], "noindex")
        self.assertIn("no-store", page["Cache-Control"])

    def test_a_second_print_bears_the_same_code_whatever_the_unit_is_called_since(self):
        first, second = self.issue(*self.units), self.issue(*self.units)
        self.assertEqual(first, second)
        self.assertEqual(len({each.code for each in first}), 4)
        rows = Certificate.objects.all()
        self.assertEqual({each.unit_id for each in rows}, {each.pk for each in self.units})
        self.assertEqual({each.holder for each in rows}, {each[0] for each in COMMUNES})
        self.assertNotIn(first[0].code, str([vars(each) for each in rows]))
        self.units[0].name = "Xã Tên Mới"
        self.units[0].save()
        page = self.check(first[0])
        self.assertContains(page, "Xã Bản Một")
        self.assertEqual(page.context["validity"], "holds")

    def test_a_later_version_says_what_it_changed_and_makes_new_ones(self):
        one, two = self.issue(self.units[0], self.units[1])
        for entrant in self.people[0]:
            disqualify(entrant=entrant, reason="Thi hộ.", user=None, now=AFTER)
        # A unit is not out because one of its people is: a table says so first.
        self.assertEqual(self.check(one).context["validity"], "holds")
        self.publish(LATER, reason="Loại ba người.")
        page = self.check(one)
        self.assertEqual(page.context["validity"], "corrected")
        self.assertContains(page, "Theo phiên bản 2, đang có hiệu lực, đơn vị này không đạt giải.")
        self.assertNotContains(page, "hạng 0")
        page = self.check(two)
        self.assertContains(page, "<b>Giải tập thể entrants</b>.")
        (anew,) = self.issue(self.units[1])
        self.assertNotEqual(anew.code, two.code)
        self.assertEqual(self.check(anew).context["validity"], "holds")

    def test_a_later_version_with_other_figures_and_the_same_prize_leaves_it_in_force(self):
        (made,) = self.issue(self.units[0])
        late = make_entrant(self.contest, "Người đến sau", unit=self.units[0])
        make_attempt(late, self.round, 0)
        self.publish(LATER, reason="Thêm một lượt.")
        self.assertTrue(self.check(made).context["is_later"])

    def test_provisional_tables_certify_nothing(self):
        (made,) = self.issue(self.units[0])
        make_attempt(make_entrant(self.contest, "Chưa chấm"), self.round, None)
        make_attempt(self.people[3][0], self.round, 2, took=90)
        self.publish(LATER, reason="Thêm lượt.")
        self.assertEqual(self.check(made).context["validity"], "corrected")

    def test_organisers_take_all_of_them_and_see_how_many_are_made(self):
        self.client.force_login(self.organiser)
        address = self.admin("certificate_lots", 1)
        parts = self.client.get(address).context["parts"]
        self.assertEqual(
            [(each.code, each.issued, each.count) for each in parts],
            [("giai", 0, 1), ("tap-the", 0, 4), ("tham-gia", 0, 0)],
        )
        file = self.client.post(address, {"part": "tap-the", "lot": "1"})
        self.assertEqual(len(PdfReader(BytesIO(file.content)).pages), 4)
        self.assertIn("tap-the-001.pdf", file["Content-Disposition"])
        parts = self.client.get(address).context["parts"]
        self.assertEqual([each.issued for each in parts], [0, 4, 0])

    def test_a_revoked_one_is_found_by_its_unit_and_stands_in_the_chain(self):
        (made,) = self.issue(self.units[1])
        self.client.force_login(self.organiser)
        row = Certificate.objects.get()
        for typed in ("ban hai", "Bản Hai", made.code):
            page = self.client.get(self.admin("certificates"), {"q": typed})
            self.assertEqual(page.context["found"], [row], typed)
        address = self.admin("certificate", row.pk)
        self.assertContains(self.client.get(address), BASES[1])
        self.client.post(address, {"reason": "In nhầm tên."})
        page = self.check(made)
        self.assertEqual(page.context["validity"], "revoked")
        self.assertContains(page, "In nhầm tên.")
        act = ContestAct.objects.get(kind=ActKind.REVOKED)
        self.assertEqual((act.entrant, act.details["unit"]), (None, self.units[1].pk))
        self.assertEqual(act_detail(act), "Xã Bản Hai, Giải tập thể rate")
        self.assertTrue(verify_chain(self.contest, LATER).holds)
        self.assertEqual(self.issue(self.units[1]), [])

    def test_the_database_refuses_one_for_nobody_and_one_for_both(self):
        self.issue(self.units[0])
        both = {"entrant": self.people[0][0], "unit": self.units[0]}
        for values in ({"entrant": None, "unit": None}, both):
            with self.assertRaises(IntegrityError), transaction.atomic():
                Certificate.objects.update(**values)

    def test_as_many_queries_for_one_unit_as_for_four(self):
        counts = []
        for units in (self.units[:1], self.units):
            with CaptureQueriesContext(connection) as captured:
                self.issue(*units)
            counts.append(len(captured))
        self.assertEqual(counts[0], counts[1])
