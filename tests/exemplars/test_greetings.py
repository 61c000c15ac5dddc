"""Good wishes: sent by anybody, read by the office before they appear."""

from unicodedata import normalize
from urllib.parse import urlencode

from django.core.cache import cache
from django.db import connection
from django.test import Client, TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from exemplars.choices import GreetingRule, GreetingState
from exemplars.errors import GreetingsClosedError, TooManyGreetingsError
from exemplars.greetings import GREETINGS_SHOWN, find_warning
from exemplars.models import Greeting
from exemplars.wishes import MOST_WAITING, decide_greetings, send_greeting
from goodnews.accounts.roles import Role
from goodnews.accounts.services import apply_roles
from goodnews.consents.choices import AgeBand
from tests.accounts.factories import make_user

from .factories import NOW, make_draft, make_exemplar, make_greeting

WORDS = {"text": "Chúc chị luôn vui  khỏe!", "name": "Bạn đọc Bến Vân"}
FORM = "application/x-www-form-urlencoded"


class SendTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.page = make_exemplar()
        cls.address = reverse("exemplars:greet", args=[cls.page.pk])

    def setUp(self):
        cache.clear()
        self.client = Client(enforce_csrf_checks=True)

    def send(self, address=None, headers=None, **words):
        """Send the form as a browser does; it may bring no cookie and no token."""
        body = urlencode({**WORDS, **words})
        return self.client.post(address or self.address, body, content_type=FORM, headers=headers)

    def test_a_plain_form_is_taken_waits_and_sets_no_cookie(self):
        response = self.send()
        self.assertContains(response, "Cảm ơn bạn.")
        self.assertContains(response, f'href="{self.page.url}"')
        self.assertFalse(response.cookies)
        greeting = Greeting.objects.get()
        self.assertEqual((greeting.text, greeting.state), ("Chúc chị luôn vui khỏe!", "waiting"))
        self.assertNotContains(self.client.get(self.page.url), "luôn vui khỏe")

    def test_the_script_gets_a_sentence(self):
        response = self.send(headers={"accept": "application/json"})
        self.assertIn("Cảm ơn bạn", response.json()["message"])
        response = self.send(headers={"accept": "application/json"}, text="")
        self.assertEqual((response.status_code, [*response.json()["errors"]]), (422, ["text"]))

    def test_what_is_wrong_is_told_at_the_field_and_nothing_is_lost(self):
        response = self.send(text="Chúc mừng", name=" ")
        self.assertContains(response, "Hãy ghi tên bạn muốn hiển thị.", status_code=422)
        self.assertContains(response, "Chúc mừng</textarea>", status_code=422)
        response = self.send(text="x" * 201, name="y" * 41)
        self.assertContains(response, "field__error", count=2, status_code=422)
        self.assertFalse(Greeting.objects.exists())

    def test_a_program_is_thanked_and_nothing_kept(self):
        response = self.send(website="http://x.example")
        self.assertContains(response, "Cảm ơn bạn.")
        self.assertFalse(Greeting.objects.exists())

    def test_a_double_tap_is_one_wish(self):
        self.send()
        self.send()
        self.assertEqual(Greeting.objects.count(), 1)

    @override_settings(GREETINGS_PER_HOUR=2)
    def test_one_network_sends_only_so_many_an_hour(self):
        codes = [self.send(text=f"Lời {number}").status_code for number in range(3)]
        self.assertEqual((codes, Greeting.objects.count()), ([200, 200, 429], 2))

    def test_another_site_and_strange_bodies_are_refused(self):
        for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
            response = self.send(headers=headers)
            self.assertContains(response, "Không đọc được lời chúc", status_code=400)
        for body, kind in ((b"{", "application/json"), (b"x" * 9000, FORM), (b"text=%00", FORM)):
            response = self.client.generic("POST", self.address, body, kind)
            self.assertIn(response.status_code, (400, 422))
        self.assertFalse(Greeting.objects.exists())

    def test_profiles_that_take_none(self):
        child = make_exemplar("Em Nhỏ", age_band=AgeBand.CHILD)
        closed = make_exemplar("Người Kín", greeting_rule=GreetingRule.CLOSED)
        for page in (child, closed, make_draft("Bản Nháp")):
            with self.subTest(page=page.title):
                address = reverse("exemplars:greet", args=[page.pk])
                self.assertEqual(self.send(address).status_code, 404)
        self.assertNotContains(self.client.get(child.url), "data-greetings")
        self.assertEqual(self.send("/loi-chuc/999999999999/").status_code, 404)
        opened = make_exemplar("Em Lớn", age_band=AgeBand.CHILD, greeting_rule=GreetingRule.OPEN)
        self.assertContains(self.client.get(opened.url), "data-greetings")

    def test_no_cache_and_no_search_engine_keeps_what_is_said_to_a_sender(self):
        refused = self.client.get(reverse("exemplars:greet", args=[0]))
        for reply in (self.send(), self.send(text=""), refused):
            self.assertIn("no-store", reply["Cache-Control"])
            self.assertEqual(reply["X-Robots-Tag"], "noindex")

    def test_a_link_to_the_address_leads_to_the_profile(self):
        self.assertRedirects(self.client.get(self.address), f"{self.page.url}#loi-chuc")

    def test_a_flood_is_stopped_and_a_profile_taken_down_takes_none(self):
        Greeting.objects.bulk_create(
            Greeting(exemplar=self.page, text=f"Lời {number}", name="A", sent_at=NOW)
            for number in range(MOST_WAITING)
        )
        with self.assertRaises(TooManyGreetingsError):
            send_greeting(exemplar=self.page, text="Nữa", name="B", now=NOW)
        self.page.unpublish()
        with self.assertRaises(GreetingsClosedError):
            send_greeting(exemplar=self.page, text="Nữa", name="B", now=NOW)


class WarningTests(TestCase):
    def test_addresses_numbers_and_harsh_words_are_marked(self):
        cases = ["xem www.vi-du.vn", "ghé vidu.com nhé", "gọi 0912 345 678", "đồ ngu", "vay tiền"]
        for text in cases:
            with self.subTest(text=text):
                self.assertTrue(find_warning(text))
        for text in ("Chúc chị vui!", "Cảm ơn anh vì 1.200 cuốn sách.", "Thương cô nhiều lắm ạ"):
            with self.subTest(text=text):
                self.assertEqual(find_warning(text), "")

    def test_accents_tell_good_words_from_harsh_ones(self):
        good = [
            "Chúc chị ngủ ngon",
            "Chúc chị và còn các em nhỏ vui",
            "Chị vượt đèo giỏi quá",
        ]
        for text in [*good, *(normalize("NFD", each) for each in good)]:
            with self.subTest(text=text):
                self.assertEqual(find_warning(text), "")
        for text in ("Đéo tin", "con cặc", "deo tin", "LO DE khong", normalize("NFD", "Lô đề")):
            with self.subTest(text=text):
                self.assertTrue(find_warning(text))

    def test_a_name_with_accents_hides_no_words_without_them(self):
        wish = send_greeting(exemplar=make_exemplar(), text="do khon", name="Lê Bình", now=NOW)
        self.assertTrue(wish.warning)


class ShownTests(TestCase):
    def test_the_newest_are_shown_with_the_number_of_all_in_the_same_queries(self):
        page = make_exemplar()

        def count() -> int:
            self.client.get(page.url)
            with CaptureQueriesContext(connection) as captured:
                self.client.get(page.url)
            return len(captured)

        make_greeting(page, "Lời 0")
        few = count()
        for number in range(1, GREETINGS_SHOWN + 5):
            make_greeting(page, f"Lời {number}.", minutes=number)
        make_greeting(page, "Chưa ai đọc", state=GreetingState.WAITING)
        self.assertEqual(count(), few)
        response = self.client.get(page.url)
        self.assertContains(response, f"{GREETINGS_SHOWN + 5} lời chúc")
        self.assertContains(response, "Lời 24.")
        self.assertNotContains(response, "Lời 4.")
        self.assertNotContains(response, "Chưa ai đọc")
        page.delete()
        self.assertFalse(Greeting.objects.exists())


class OfficeTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        apply_roles()
        cls.page = make_exemplar()
        cls.editor = make_user("bien-tap", role=Role.EDITOR)
        cls.good = make_greeting(cls.page, "Chúc vui", state=GreetingState.WAITING)
        cls.harsh = make_greeting(
            cls.page,
            "gọi 0912345678",
            state=GreetingState.WAITING,
            warning="a telephone or account number",
        )

    def setUp(self):
        self.client.force_login(self.editor)

    def decide(self, action, *greetings):
        keys = [greeting.pk for greeting in greetings]
        address = reverse("exemplars_greetings_action")
        return self.client.post(address, {"action": action, "item": keys}, follow=True)

    def states(self) -> list[str]:
        return list(Greeting.objects.order_by("pk").values_list("state", flat=True))

    def test_the_list_and_the_start_page_tell_what_waits(self):
        response = self.client.get(reverse("exemplars_greetings"))
        self.assertContains(response, "Chúc vui")
        self.assertContains(response, "Đọc kỹ: số điện thoại hoặc số tài khoản")
        self.assertContains(self.client.get("/admin/"), "2 lời chúc chờ duyệt")

    def test_shown_in_bulk_but_for_those_with_a_warning(self):
        with self.captureOnCommitCallbacks(execute=True):
            response = self.decide("show", self.good, self.harsh)
        self.assertContains(response, "duyệt riêng từng lời")
        self.assertEqual(self.states(), ["shown", "waiting"])
        self.assertEqual(Greeting.objects.get(pk=self.good.pk).decided_by, self.editor)
        self.assertContains(Client().get(self.page.url), "Chúc vui")
        self.decide("show", self.harsh)
        self.assertEqual(self.states(), ["shown", "shown"])

    def test_what_was_shown_can_be_refused_and_is_gone_at_once(self):
        reader = Client()
        with self.captureOnCommitCallbacks(execute=True):
            self.decide("show", self.good)
        self.assertContains(reader.get(self.page.url), "Chúc vui")
        with self.captureOnCommitCallbacks(execute=True):
            self.decide("refuse", self.good, self.harsh)
        self.assertNotContains(reader.get(self.page.url), "Chúc vui")
        self.assertEqual(self.states(), ["refused", "refused"])
        response = self.client.get(reverse("exemplars_greetings"), {"state": "refused"})
        self.assertContains(response, "Chúc vui")

    def test_nothing_chosen_and_nonsense_change_nothing(self):
        address = reverse("exemplars_greetings_action")
        for data in ({}, {"action": "show"}, {"action": "x", "item": [self.good.pk]}):
            self.assertContains(self.client.post(address, data, follow=True), "Hãy chọn lời chúc")
        self.client.post(address, {"action": "show", "item": ["x", "9" * 40, "-1", "\x00"]})
        self.assertEqual(self.states(), ["waiting", "waiting"])

    def test_only_the_office_sees_and_decides(self):
        self.client.force_login(make_user("don-vi", role=Role.REVIEWER))
        for name in ("exemplars_greetings", "exemplars_follow_ups"):
            self.assertNotEqual(self.client.get(reverse(name)).status_code, 200)
        self.decide("show", self.good)
        self.assertEqual(self.states(), ["waiting", "waiting"])

    def test_a_greeting_is_not_sent_back_to_wait(self):
        with self.assertRaises(ValueError):
            decide_greetings(
                keys=[self.good.pk],
                state=GreetingState.WAITING,
                user=self.editor,
                now=timezone.now(),
            )
