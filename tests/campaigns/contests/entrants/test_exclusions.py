"""People who prepare a contest are refused at its door, however they come."""

from datetime import date

from django.test import TestCase
from django.urls import reverse

from campaigns.contests.entrants.exclusions import Traits, exclude_person, is_excluded
from campaigns.contests.models import Contest, Entrant, ExcludedPerson
from goodnews.accounts.roles import Role
from goodnews.accounts.services import apply_roles
from tests.accounts.factories import make_user
from tests.campaigns.contests.attempts.cases import PageCase
from tests.campaigns.contests.attempts.factories import NOON, make_rules, usual_round

BIRTH = date(1990, 5, 4)
SAID = {"full_name": "Lê Thị Bình", "reason": "Ra đề."}
FINGERPRINTS = ("name_key", "phone_key", "email_key")


class ExclusionTests(PageCase):
    rules = make_rules(usual_round(), asks_birth_date=True, asks_phone=True, asks_email=True)

    @classmethod
    def setUpTestData(cls):
        apply_roles()
        cls.organiser = make_user("to-chuc", role=Role.ORGANISER)
        super().setUpTestData()

    def setUp(self):
        super().setUp()
        self.admin = self.client_class()
        self.admin.force_login(self.organiser)
        self.address = reverse("contest_entry_admin:excluded", args=[self.contest.pk])

    def exclude(self, **fields):
        fields = {**SAID, **fields}
        return self.admin.post(self.address, fields, follow=True)

    def register(self, **fields):
        fields = {
            "birth_date": "04/05/1990",
            "phone": "0912 345 678",
            "email": "binh@example.org",
            **fields,
        }
        return super().register(**fields)

    def test_one_trait_is_enough_and_only_fingerprints_are_kept(self):
        cases = (
            {"birth_date": "04/05/1990"},
            {"phone": "+84 912 345 678"},
            {"email": "BINH@example.org"},
        )
        for traits in cases:
            with self.subTest(traits=traits):
                self.assertContains(self.exclude(**traits), "không đăng ký được nữa")
                kept = ExcludedPerson.objects.values().get()
                for name in FINGERPRINTS:
                    self.assertRegex(kept.pop(name), r"\A([0-9a-f]{64})?\Z")
                self.assertEqual(set(kept), {"id", "contest_id", "added_at", "added_by_id", *SAID})
                self.assertEqual({name: kept[name] for name in SAID}, SAID)
                refused = self.register()
                self.assertContains(refused, "danh sách không dự thi", status_code=422)
                key = ExcludedPerson.objects.get().pk
                self.admin.post(self.address, {"remove": key})
        self.assertFalse(Entrant.objects.exists())
        self.assertEqual(self.register().status_code, 200)

    def test_namesakes_born_on_another_day_enter(self):
        self.exclude(birth_date="04/05/1990")
        self.assertEqual(self.register(birth_date="05/05/1990").status_code, 200)

    def test_a_name_alone_is_refused_at_its_field_and_stays(self):
        response = self.exclude()
        self.assertIn("birth_date", response.context["form"].errors)
        self.assertContains(response, "Ra đề.")
        self.assertFalse(ExcludedPerson.objects.exists())

    def test_the_same_person_stands_there_once(self):
        self.exclude(phone="0912345678")
        self.assertContains(self.exclude(phone="0912345678"), "đã có trong danh sách")
        self.assertEqual(ExcludedPerson.objects.count(), 1)

    def test_who_has_entered_already_is_named_to_the_organiser(self):
        self.register()
        self.assertContains(self.exclude(birth_date="04/05/1990"), "Đã đăng ký trước đó")

    def test_nonsense_removes_nobody(self):
        for key in ("abc", "9" * 30, "0", "²"):
            answer = self.admin.post(self.address, {"remove": key}, follow=True)
            self.assertContains(answer, "không còn nữa")


class OtherContestTests(TestCase):
    def test_a_list_is_of_one_contest(self):
        first, other = (Contest.objects.create(title=slug, slug=slug) for slug in ("mot", "hai"))
        traits = Traits("Lê Thị Bình", BIRTH)
        exclude_person(contest=first, traits=traits, reason="Ra đề.", user=None, now=NOON)
        self.assertTrue(is_excluded(first, Traits("LÊ THỊ  BÌNH", BIRTH)))
        self.assertFalse(is_excluded(other, traits))
        self.assertFalse(is_excluded(first, Traits("Lê Thị Bình")))
