from datetime import timedelta
from html.parser import HTMLParser
from unittest import mock

from django.test import TestCase, override_settings
from django.utils import timezone

from goodnews.consents.choices import AgeBand, PartyRole, Purpose
from goodnews.consents.models import ConsentAnswer, ConsentRecord
from goodnews.consents.services import revoke_request

from .factories import NOW, ask, make_text

HOUR = timedelta(hours=1)
PERSON, GUARDIAN = PartyRole.PERSON, PartyRole.GUARDIAN
NAMES = {PERSON: "Châu", GUARDIAN: "Hoa"}
YES = {"profile": "yes", "image": "yes"}


class Controls(HTMLParser):
    """Collects the fields and buttons of a page."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag in ("input", "button", "textarea", "script", "style"):
            self.found.append((tag, dict(attrs)))


class LinkPageTestCase(TestCase):
    """A girl of 14 and her mother are asked for a profile and an image; it is an hour later."""

    @classmethod
    def setUpTestData(cls):
        child = "Nếu em đồng ý, trang tin viết về em."
        make_text(child_body=child)
        make_text(purpose=Purpose.IMAGE, body="Ảnh có thể nhận ra.", child_body="Ảnh có mặt em.")
        cls.asked = ask(occasion="Gương sáng 2026")

    def setUp(self):
        clock = mock.patch.object(timezone, "now", return_value=NOW + HOUR)
        clock.start()
        self.addCleanup(clock.stop)

    def get(self, role):
        return self.client.get(self.asked.links[role])

    def post(self, role, path="", **values):
        return self.client.post(
            f"{self.asked.links[role]}{path}",
            "&".join(f"{name}={value}" for name, value in values.items()),
            content_type="application/x-www-form-urlencoded",
        )

    def send(self, role, **values):
        return self.post(role, **{"name": NAMES[role], "step": "send", **YES, **values})

    def agree(self):
        self.send(PERSON)
        self.send(GUARDIAN)


class AnswerPageTests(LinkPageTestCase):
    def test_each_reads_the_own_wording_and_nothing_is_chosen_beforehand(self):
        child, guardian = self.get(PERSON), self.get(GUARDIAN)
        self.assertContains(child, "Nếu em đồng ý, trang tin viết về em.")
        self.assertNotContains(child, "Ảnh có thể nhận ra.")
        self.assertContains(guardian, "Ảnh có thể nhận ra.")
        self.assertNotContains(guardian, "Ảnh có mặt em.")
        for response in (child, guardian):
            self.assertContains(response, "Gương sáng 2026")
            radios = [
                attrs
                for tag, attrs in Controls(response.content.decode()).found
                if attrs.get("type") == "radio"
            ]
            self.assertEqual(len(radios), 4)
            self.assertFalse([attrs for attrs in radios if "checked" in attrs])

    def test_no_cookie_no_cache_no_search_engine_and_no_referrer(self):
        self.send(PERSON)
        wrong = self.client.get("/dong-y/sai/")
        for response in (self.get(PERSON), self.get(GUARDIAN), wrong):
            self.assertEqual(dict(response.cookies), {})
            self.assertIn("no-store", response["Cache-Control"])
            self.assertIn("noindex", response["X-Robots-Tag"])
            self.assertEqual(response["Referrer-Policy"], "no-referrer")
            self.assertNotIn("csrfmiddlewaretoken", response.content.decode())
            self.assertNotIn("Cookie", response.get("Vary", ""))

    def test_the_answer_is_looked_through_before_it_is_sent(self):
        checked = self.post(PERSON, name="Lê+Minh+Châu", step="check", **YES)
        self.assertContains(checked, "Lê Minh Châu")
        self.assertEqual(ConsentAnswer.objects.count(), 0)
        again = self.post(PERSON, name="Châu", step="edit", profile="no", image="yes")
        chosen = [
            (attrs["name"], attrs["value"])
            for tag, attrs in Controls(again.content.decode()).found
            if "checked" in attrs
        ]
        self.assertEqual(chosen, [("profile", "no"), ("image", "yes")])
        self.assertEqual(ConsentAnswer.objects.count(), 0)
        self.assertRedirects(self.send(PERSON), self.asked.links[PERSON], 303)
        self.assertEqual(ConsentAnswer.objects.count(), 2)

    def test_faults_stand_at_their_field_and_nothing_typed_is_lost(self):
        cases = [
            ({"name": ""}, "name"),
            ({"name": "%00"}, "name"),
            ({"name": "a" * 201}, "name"),
            ({"profile": ""}, "profile"),
            ({"profile": "vote"}, "profile"),
        ]
        for values, field in cases:
            with self.subTest(values=values):
                response = self.send(PERSON, **values)
                self.assertEqual(response.status_code, 422)
                self.assertEqual(list(response.context["form"].errors), [field])
                self.assertContains(response, f"id_{field}_error", status_code=422)
                checked = [
                    a for t, a in Controls(response.content.decode()).found if "checked" in a
                ]
                self.assertGreaterEqual(len(checked), 1)
        self.assertEqual(ConsentAnswer.objects.count(), 0)

    def test_nobody_answers_by_the_name_of_the_other(self):
        for step in ("check", "send"):
            response = self.send(GUARDIAN, name="le+minh++CHAU", step=step)
            self.assertEqual(list(response.context["form"].errors), ["name"])
            self.assertContains(response, "ghi thêm năm sinh", status_code=422)
            self.assertContains(response, "le minh  CHAU", status_code=422)
        self.send(GUARDIAN, name="Lê+Minh+Châu+1985")
        response = self.send(PERSON, name="Le+Minh+Chau+1985")
        self.assertContains(response, "id_name_error", status_code=422)
        self.send(PERSON, name="Lê+Minh+Châu")
        self.assertEqual(ConsentRecord.objects.count(), 2)

    def test_a_double_tap_answers_once_and_shows_the_receipt(self):
        for _tap in range(2):
            self.assertEqual(self.send(PERSON).status_code, 303)
        self.send(PERSON, profile="no", image="no")
        self.assertEqual(ConsentAnswer.objects.filter(agrees=True).count(), 2)

    def test_what_no_page_of_ours_sends_is_refused_calmly(self):
        path = self.asked.links[PERSON]
        for body, content_type in (
            ("{}", "application/json"),
            ("name=" + "a" * 30_000, "application/x-www-form-urlencoded"),
        ):
            with self.subTest(content_type=content_type):
                response = self.client.post(path, body, content_type=content_type)
                self.assertEqual(response.status_code, 400)
        self.assertEqual(self.client.put(path).status_code, 405)

    def test_wrong_late_and_revoked_links_look_the_same(self):
        # Made in the past: the pages show the day of today.
        late = ask(now=NOW - timedelta(days=31))
        revoke_request(request=self.asked.request, now=NOW)
        pages = [
            self.client.get(late.links[PERSON]),
            self.get(GUARDIAN),
            self.client.get("/dong-y/sai/"),
            self.send(PERSON),
        ]
        self.assertEqual({page.status_code for page in pages}, {404})
        self.assertEqual(len({page.content for page in pages}), 1)
        self.assertContains(pages[0], "/rut-lai-dong-y/", status_code=404)

    @override_settings(CONSENT_PAGES_PER_MINUTE=3)
    def test_too_many_requests_from_one_place_have_to_wait(self):
        statuses = [self.client.get("/dong-y/sai/").status_code for _number in range(5)]
        self.assertEqual(statuses, [404, 404, 404, 429, 429])

    def test_an_english_request_is_asked_in_english(self):
        make_text(language="en", body="I agree that this site publishes a profile.")
        asked = ask(purposes=[Purpose.PROFILE], language="en", age_band=AgeBand.ADULT)
        response = self.client.get(asked.links[PERSON])
        self.assertContains(response, '<html lang="en"')
        self.assertContains(response, "I agree that this site publishes a profile.")
        self.assertEqual(response["Content-Language"], "en")


class ReceiptPageTests(LinkPageTestCase):
    def test_it_says_what_when_which_text_and_for_whom_one_waits(self):
        self.send(PERSON, name="Lê Minh Châu", image="no")
        response = self.get(PERSON)
        self.assertContains(response, "Lê Minh Châu")
        self.assertContains(response, "10:00 20/11/2026")
        self.assertContains(response, "Nếu em đồng ý, trang tin viết về em.")
        self.assertContains(response, "cha mẹ hoặc người giám hộ")
        self.assertContains(response, f"http://127.0.0.1:8000{self.asked.links[PERSON]}")
        self.assertContains(response, '<svg xmlns="http://www.w3.org/2000/svg" class="qr"')

    def test_either_withdraws_in_two_steps_and_without_a_reason(self):
        self.agree()
        path = f"{self.asked.links[GUARDIAN]}rut-lai/"
        self.assertContains(self.get(GUARDIAN), f'href="{path}"')
        self.assertEqual(self.client.get(path).status_code, 200)
        self.assertEqual(ConsentRecord.objects.in_force(NOW + HOUR).count(), 2)
        response = self.post(GUARDIAN, "rut-lai/", purposes="profile", reason="")
        self.assertRedirects(response, self.asked.links[GUARDIAN], 303)
        self.assertEqual(
            list(ConsentRecord.objects.in_force(NOW + HOUR).values_list("purpose", flat=True)),
            ["image"],
        )
        # The other sees it too, and withdraws the rest.
        self.assertContains(self.get(PERSON), "10:00 20/11/2026")
        self.post(PERSON, "rut-lai/", purposes="image", reason="Em đổi ý")
        self.assertFalse(ConsentRecord.objects.in_force(NOW + HOUR).exists())
        record = ConsentRecord.objects.get(purpose="image")
        self.assertEqual((record.withdrawn_role, record.withdrawal_note), ("person", "Em đổi ý"))
        self.assertRedirects(self.client.get(path), self.asked.links[GUARDIAN], 303)

    def test_only_what_can_be_withdrawn_is_and_a_fault_is_said(self):
        self.agree()
        for values in ({"purposes": ""}, {"purposes": "story"}, {"purposes": "%00"}):
            with self.subTest(values=values):
                response = self.post(GUARDIAN, "rut-lai/", **values)
                self.assertEqual(response.status_code, 422)
        self.assertEqual(
            self.post(GUARDIAN, "rut-lai/", purposes="image", reason="a" * 201).status_code, 422
        )
        self.assertEqual(ConsentRecord.objects.in_force(NOW + HOUR).count(), 2)

    def test_who_has_not_answered_has_nothing_to_withdraw(self):
        response = self.post(PERSON, "rut-lai/", purposes="image")
        self.assertRedirects(response, self.asked.links[PERSON], 303)

    def test_the_number_of_queries_stays_the_same(self):
        self.agree()
        self.get(PERSON)
        with self.assertNumQueries(10):
            self.get(PERSON)


class HowToWithdrawTests(TestCase):
    def test_it_is_public_the_same_for_all_and_in_both_languages(self):
        for path, words in (
            ("/rut-lai-dong-y/", "Rút lại đồng ý"),
            ("/en/rut-lai-dong-y/", "Withdraw consent"),
        ):
            with self.subTest(path=path):
                response = self.client.get(path)
                self.assertContains(response, words)
                self.assertIn("public", response["Cache-Control"])
                self.assertEqual(dict(response.cookies), {})
