"""Registration: a minute, each refusal at its field, one person once."""

import json
from datetime import date

from campaigns.contests.models import Entrant
from campaigns.contests.rules import LeagueRules
from goodnews.accounts.roles import Role
from goodnews.accounts.services import apply_roles
from tests.accounts.factories import make_user
from tests.units.factories import make_unit

from .cases import PageCase
from .factories import (
    make_rules,
    usual_round,
)


class RegistrationTests(PageCase):
    rules = make_rules(
        usual_round(),
        age_from=10,
        age_to=30,
        asks_birth_date=True,
        asks_unit=True,
        asks_email=True,
        guardian_below=16,
        leagues=(
            LeagueRules("hs", "Học sinh", age_to=17),
            LeagueRules("tn", "Thanh niên", age_from=18),
        ),
    )

    @classmethod
    def setUpTestData(cls):
        apply_roles()
        province = make_unit()
        cls.commune = make_unit("Đoàn xã Sín Chải", parent=province)
        make_unit("Đoàn xã Sín Thầu", parent=province)
        super().setUpTestData()

    def register(self, **fields):
        fields = {
            "birth_date": "26/03/2006",
            "unit_text": "sin chai",
            "email": "binh@example.org",
            **fields,
        }
        return super().register(**fields)

    def assert_refused(self, response, field, text):
        self.assertContains(response, text, status_code=422)
        self.assertIn(field, response.context["form"].errors)
        self.assertContains(response, "Lê Thị Bình", status_code=422)
        self.assertFalse(Entrant.objects.exists())

    def test_a_minute_and_the_code_brings_back_on_another_device(self):
        page = self.client.get(self.url("register"))
        self.assertNotContains(page, "checked")
        self.assertIn("no-store", page["Cache-Control"])
        response = self.register()
        code = response.context["code"]
        self.assertContains(response, code)
        entrant = Entrant.objects.get()
        self.assertEqual(entrant.unit, self.commune)
        self.assertNotIn(code.replace("-", ""), json.dumps(entrant.__dict__, default=str))
        cookie = response.cookies[f"thi-sinh-{self.contest.slug}"]
        self.assertEqual((cookie["httponly"], cookie["samesite"]), (True, "Lax"))
        self.assertEqual(cookie["path"], f"/cuoc-thi/{self.contest.slug}/vao-thi/")
        other = self.client_class()
        self.assertEqual(other.get(self.url("mine")).status_code, 302)
        self.assertEqual(self.post("come_back", client=other, code="AAAA").status_code, 422)
        self.post("come_back", client=other, code=code.lower())
        self.assertContains(other.get(self.url("mine")), "Lê Thị Bình")

    def test_the_name_stands_as_on_a_certificate(self):
        self.register(full_name="LÊ thị bình")
        self.assertEqual(Entrant.objects.get().full_name, "Lê Thị Bình")

    def test_several_units_are_offered_and_nothing_typed_is_lost(self):
        response = self.register(unit_text="sín")
        self.assert_refused(response, "unit_text", "Đoàn xã Sín Thầu")
        self.assertEqual(self.register(unit_text="sín", unit=self.commune.slug).status_code, 200)

    def test_each_refusal_stands_at_its_field(self):
        cases = [
            ({"birth_date": "01/01/1980"}, "birth_date"),
            ({"birth_date": "31/02/2008"}, "birth_date"),
            ({"unit_text": "không đâu cả"}, "unit_text"),
            ({"email": "không phải"}, "email"),
            ({"birth_date": "26/03/2014"}, "guardian_phone"),
            ({"birth_date": "26/03/2014", "guardian_phone": "123"}, "guardian_phone"),
            ({"consent": ""}, "consent"),
        ]
        for fields, field in cases:
            with self.subTest(fields=fields):
                self.assert_refused(self.register(**fields), field, "notice--error")

    def test_a_birth_date_can_be_typed_with_digits_alone(self):
        page = self.client.get(self.url("register"))
        self.assertContains(page, "26032008")
        for typed in ("26032006", "26 03 2006", "26.3.2006", "26 / 03 / 2006", "2006-03-26"):
            with self.subTest(typed=typed):
                Entrant.objects.all().delete()
                self.client = self.client_class()
                self.assertEqual(self.register(birth_date=typed).status_code, 200)
                self.assertEqual(Entrant.objects.get().birth_date, date(2006, 3, 26))
        Entrant.objects.all().delete()
        self.client = self.client_class()
        for typed in ("2632006", "31022006", "20060326", "260320061"):
            with self.subTest(typed=typed):
                self.assert_refused(self.register(birth_date=typed), "birth_date", typed)

    def test_a_child_with_a_guardian_enters(self):
        self.register(birth_date="26/03/2014", guardian_phone="+84 912 345 678")
        self.assertEqual(Entrant.objects.get().guardian_phone, "0912345678")

    def test_one_person_enters_once(self):
        self.register()
        again = self.client_class()
        response = self.post(
            "register",
            client=again,
            full_name="LÊ  THỊ BÌNH",
            birth_date="26/03/2006",
            unit_text="Đoàn xã Sín Chải",
            email="khac@example.org",
            consent="on",
        )
        self.assertEqual(response.status_code, 422)
        self.assertEqual(Entrant.objects.count(), 1)

    def test_ac_11_members_of_the_running_team_are_refused(self):
        organiser = make_user("to-chuc", role=Role.ORGANISER)
        self.assertEqual(self.register(email="TO-CHUC@example.org").status_code, 422)
        self.client.force_login(organiser)
        self.assertEqual(self.register().status_code, 422)
        self.assertFalse(Entrant.objects.exists())

    def test_a_device_is_marked_once_somebody_has_entered_with_it(self):
        mark = f"thiet-bi-{self.contest.slug}"
        self.assertNotIn(mark, self.register(birth_date="01/01/1980").cookies)
        self.assertNotIn(mark, self.register(email="không phải").cookies)
        self.assertIn(mark, self.register().cookies)

    def test_a_form_of_another_site_or_of_a_megabyte_is_refused(self):
        response = self.client.post(
            self.url("register"), {"full_name": "x"}, headers={"origin": "https://else.example"}
        )
        self.assertEqual(response.status_code, 400)
        self.assertEqual(self.register(full_name="x" * 1_000_000).status_code, 413)
