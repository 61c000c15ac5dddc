"""Requests about personal data: the public form, the code, the due time, the answer."""

from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client, TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goodnews.accounts.roles import Role
from goodnews.privacy.choices import RequestState
from goodnews.privacy.codes import code_of, number_in
from goodnews.privacy.errors import IdentityUncheckedError, RequestClosedError
from goodnews.privacy.models import DataRequest, PrivacySettings
from goodnews.privacy.services import check_identity, close_request, remind_of_requests
from goodnews.workflows.deadlines import VIET_NAM
from goodnews.workflows.models import Letter
from goodnews.workflows.services import add_public_holidays
from tests.accounts.factories import make_everybody, make_user
from tests.news.factories import make_site
from tests.news.planning.factories import frozen

from .factories import ADDRESS, DUE, MONDAY, filled, make_request

FORM = "application/x-www-form-urlencoded"
SAME_SITE = {"HTTP_ORIGIN": "http://testserver", "HTTP_SEC_FETCH_SITE": "same-origin"}


class PublicFormTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_site()

    def setUp(self):
        # As a browser does without a cookie: no token is posted.
        self.client = Client(enforce_csrf_checks=True)
        cache.clear()

    def send(self, **values):
        return self.client.post(ADDRESS, urlencode(filled(**values)), FORM, **SAME_SITE)

    def test_a_request_gets_a_code_and_a_page_of_its_own(self):
        with frozen(MONDAY), self.captureOnCommitCallbacks(execute=True):
            response = self.send()
        request = DataRequest.objects.get()
        self.assertEqual((request.code, request.due_at), ("DL-2611-0001", DUE))
        self.assertRedirects(response, request.get_absolute_url())
        page = self.client.get(response["Location"])
        self.assertContains(page, "DL-2611-0001")
        self.assertContains(page, "17:00 25/11/2026")
        # Whoever finds the link reads no name.
        self.assertNotContains(page, "Châu")
        self.assertIn("no-store", page["Cache-Control"])
        self.assertIn("noindex", page["X-Robots-Tag"])
        self.assertEqual(page["Referrer-Policy"], "no-referrer")
        self.assertEqual(mail.outbox[0].to, ["binh@example.org"])
        self.assertIn(request.get_absolute_url(), mail.outbox[0].body)
        self.assertNotIn("Châu", mail.outbox[0].body)
        self.assertFalse(self.client.cookies)

    def test_who_asks_in_english_is_answered_in_english(self):
        with frozen(MONDAY), self.captureOnCommitCallbacks(execute=True):
            self.client.post(f"/en{ADDRESS}", urlencode(filled()), FORM, **SAME_SITE)
            close_request(
                request=DataRequest.objects.get(),
                state="refused",
                answer="We could not reach you.",
                user=make_user("approver"),
                now=MONDAY,
            )
        receipt, answer = mail.outbox
        self.assertEqual(receipt.subject, "We have your request DL-2611-0001")
        self.assertIn(f"/en{ADDRESS}DL-2611-0001/", receipt.body)
        self.assertEqual(answer.subject, "Answer to your request DL-2611-0001")

    def test_the_same_words_sent_twice_are_one_request(self):
        with frozen(MONDAY):
            first, second = self.send(), self.send()
        self.assertEqual(first["Location"], second["Location"])
        self.assertEqual((DataRequest.objects.count(), Letter.objects.count()), (1, 1))
        with frozen(MONDAY + timedelta(days=1)):
            self.send()
        self.assertEqual(DataRequest.objects.count(), 2)

    def test_what_is_missing_is_told_at_its_field_and_nothing_typed_is_lost(self):
        cases = (
            ({"asked": ""}, "Hãy chọn điều bạn yêu cầu"),
            ({"person_name": " "}, "Hãy ghi thông tin của ai"),
            ({"phone": "", "email": ""}, "Hãy cho số điện thoại hoặc địa chỉ email"),
            ({"phone": "không có"}, "Đây không phải số điện thoại"),
            ({"email": "binh"}, "Đây không phải địa chỉ email"),
            ({"requester_name": ""}, "Hãy ghi tên của chính bạn"),
            ({"asked": "correct", "details": ""}, "Hãy nói điều gì sai"),
            ({"page": "https://example.org/guong-sang/"}, "không phải trang của trang tin này"),
            ({"website": "x"}, "Hãy để trống ô này"),
        )
        for values, message in cases:
            with self.subTest(values=values):
                response = self.send(**values)
                self.assertContains(response, message, status_code=422)
                kept = "Lê Thị Bình" if "person_name" in values else "Lê Minh Châu"
                self.assertContains(response, kept, status_code=422)
        self.assertFalse(DataRequest.objects.exists())

    def test_a_page_is_taken_as_it_is_copied_from_the_browser(self):
        for number, page in enumerate(
            ("http://testserver/guong-sang/a/?utm_source=x#anh", "testserver/guong-sang/a/", "")
        ):
            self.send(page=page, details=f"Lần {number}")
        paths = list(DataRequest.objects.order_by("pk").values_list("page_path", flat=True))
        self.assertEqual(paths, ["/guong-sang/a/", "/guong-sang/a/", ""])

    def test_somebody_who_asks_for_themselves_needs_no_second_name(self):
        self.send(relation="self", requester_name="", email="")
        request = DataRequest.objects.get()
        self.assertEqual(request.name_of_requester, "Lê Minh Châu")
        self.assertEqual(request.phone, "0912345678")
        self.assertFalse(Letter.objects.exists())

    def test_the_link_of_a_page_fills_its_address_in(self):
        page = self.client.get(ADDRESS, {"trang": "/guong-sang/le-minh-chau/"})
        self.assertContains(page, 'value="/guong-sang/le-minh-chau/"')
        for strange in ("//evil.example/", "https://evil.example/", "x" * 5000, "\x00"):
            page = self.client.get(ADDRESS, {"trang": strange})
            self.assertNotContains(page, "evil")

    def test_another_site_cannot_send_the_form(self):
        body = urlencode(filled())
        response = self.client.post(ADDRESS, body, FORM, headers={"origin": "https://evil.example"})
        self.assertEqual(response.status_code, 400)
        self.assertFalse(DataRequest.objects.exists())

    @override_settings(DATA_REQUESTS_PER_HOUR=2)
    def test_one_address_sends_so_many_within_an_hour_and_loses_nothing(self):
        for number in range(2):
            self.assertEqual(self.send(details=f"Lần {number}").status_code, 302)
        response = self.send(details="Lần thứ ba")
        self.assertContains(response, "Lần thứ ba", status_code=429)
        self.assertEqual(DataRequest.objects.count(), 2)

    def test_no_wrong_link_opens_a_request(self):
        request = make_request()
        other = make_request(details="Yêu cầu khác")
        for code, token in (
            (request.code, other.token),
            (request.code, "x"),
            ("DL-9999-0001", request.token),
            ("x" * 200, "y" * 200),
        ):
            self.assertEqual(self.client.get(f"{ADDRESS}{code}/{token}/").status_code, 404)

    def test_the_footer_leads_to_the_form(self):
        self.assertContains(self.client.get("/gioi-thieu/"), f'href="{ADDRESS}"')
        self.assertContains(self.client.get("/en/yeu-cau-du-lieu/"), "Your personal data")


class DueTimeTests(TestCase):
    def due(self, *moment) -> datetime:
        received = datetime(*moment, tzinfo=VIET_NAM)
        return make_request(now=received, details=str(moment)).due_at.astimezone(VIET_NAM)

    def test_a_weekend_is_no_working_day(self):
        self.assertEqual(self.due(2026, 11, 27, 16), datetime(2026, 12, 1, 17, tzinfo=VIET_NAM))
        self.assertEqual(self.due(2026, 11, 28, 3), datetime(2026, 12, 1, 17, tzinfo=VIET_NAM))

    def test_tet_is_no_working_day(self):
        add_public_holidays(first_year=2027, last_year=2027)
        # Thursday before Tết: the office closes from Friday 5 to Thursday 11 February.
        self.assertEqual(self.due(2027, 2, 4, 9), datetime(2027, 2, 15, 17, tzinfo=VIET_NAM))
        self.assertEqual(self.due(2027, 2, 8, 9), datetime(2027, 2, 15, 17, tzinfo=VIET_NAM))

    def test_the_office_sets_how_many_days(self):
        settings = PrivacySettings.load()
        settings.working_days = 5
        settings.save()
        self.assertEqual(self.due(2026, 11, 23, 9), datetime(2026, 11, 30, 17, tzinfo=VIET_NAM))

    def test_codes_count_within_their_month(self):
        codes = [make_request(details=str(number)).code for number in range(3)]
        self.assertEqual(codes, ["DL-2611-0001", "DL-2611-0002", "DL-2611-0003"])
        next_month = make_request(now=MONDAY + timedelta(days=10))
        self.assertEqual(next_month.code, "DL-2612-0001")
        self.assertEqual(number_in(code_of(MONDAY.date(), 12345)), 12345)
        with self.assertRaises(ValueError):
            number_in("DL-2613-0001")


class AnswerTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.people = make_everybody()
        cls.approver = cls.people[Role.APPROVER]
        cls.asked = make_request()

    def test_nothing_is_done_for_somebody_whom_nobody_has_checked(self):
        with self.assertRaises(IdentityUncheckedError):
            self.close("done")
        with self.assertRaises(IntegrityError), transaction.atomic():
            DataRequest.objects.update(state="done", closed_at=MONDAY)

    def close(self, state, now=MONDAY + timedelta(hours=2)):
        return close_request(
            request=self.asked,
            state=state,
            answer="Đã gỡ ảnh.",
            user=self.approver,
            now=now,
        )

    def test_an_answer_is_given_once_and_goes_out_by_e_mail(self):
        check_identity(
            request=self.asked, note="Gọi lại số của trường.", user=self.approver, now=MONDAY
        )
        with self.captureOnCommitCallbacks(execute=True):
            closed = self.close("done")
        self.assertEqual(closed.state, RequestState.DONE)
        self.assertIn("Đã gỡ ảnh.", mail.outbox[-1].body)
        self.assertContains(self.client.get(closed.get_absolute_url()), "Đã gỡ ảnh.")
        for again in (
            lambda: self.close("refused"),
            lambda: check_identity(request=closed, note="x", user=self.approver, now=MONDAY),
        ):
            with self.assertRaises(RequestClosedError):
                again()

    def test_a_refusal_needs_no_identity(self):
        self.assertEqual(self.close("refused").state, RequestState.REFUSED)

    def test_the_people_responsible_are_told_once_a_morning_without_names(self):
        wednesday = MONDAY + timedelta(days=2)
        self.assertEqual(remind_of_requests(now=MONDAY), 0)
        with self.captureOnCommitCallbacks(execute=True), frozen(wednesday):
            call_command("remind_of_requests", verbosity=0)
            call_command("remind_of_requests", verbosity=0)
        told = sorted(letter.to[0] for letter in mail.outbox)
        self.assertEqual(told, ["administrator@example.org", "approver@example.org"])
        self.assertIn("DL-2611-0001", mail.outbox[0].body)
        self.assertNotIn("Châu", mail.outbox[0].body)
        # Not on a Saturday, but again on Monday.
        self.assertEqual(remind_of_requests(now=MONDAY + timedelta(days=5)), 0)
        self.assertEqual(remind_of_requests(now=MONDAY + timedelta(days=7)), 1)


class QueueTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_site()
        cls.people = make_everybody()
        cls.asked = make_request()

    def setUp(self):
        clock = frozen(MONDAY)
        clock.start()
        self.addCleanup(clock.stop)
        self.client.force_login(self.people[Role.APPROVER])

    def url(self, name, *args):
        return reverse(f"data_requests:{name}", args=args)

    def test_few_and_many_requests_ask_the_same_and_at_most_twelve_queries(self):
        self.client.get(self.url("index"))
        few = self.count_queries()
        for number in range(30):
            make_request(details=f"Yêu cầu {number}")
        self.assertEqual(self.count_queries(), few)
        self.assertLessEqual(few, 12)

    def count_queries(self) -> int:
        with CaptureQueriesContext(connection) as queries:
            self.client.get(self.url("index"))
        return len(queries)

    def test_the_queue_is_searched_without_accents_and_filtered(self):
        make_request(person_name="Đạo Thị Kiều", asked="see", now=MONDAY - timedelta(days=30))
        page = self.client.get(self.url("index"), {"q": "dao thi"})
        self.assertContains(page, "Đạo Thị Kiều")
        self.assertNotContains(page, "Lê Minh Châu")
        overdue = self.client.get(self.url("index"), {"due": "overdue"})
        self.assertContains(overdue, "quá hạn")
        self.assertNotContains(overdue, "Lê Minh Châu")
        for strange in (
            {"state": "x"},
            {"due": "\x00"},
            {"q": "\x00" * 300},
            {"asked": "9" * 5000},
        ):
            self.assertEqual(self.client.get(self.url("index"), strange).status_code, 200)

    def test_a_request_is_checked_and_answered_step_by_step(self):
        check, close = self.url("check", self.asked.pk), self.url("close", self.asked.pk)
        page = self.client.post(close, {"state": "done", "answer": "Đã gỡ."})
        self.assertContains(page, "Hãy chọn")
        self.assertContains(page, "Đã gỡ.")
        self.assertContains(self.client.post(check, {"note": " "}), "Hãy ghi bạn đã xác minh")
        self.client.post(check, {"note": "Gọi lại số của trường."})
        self.client.post(close, {"state": "done", "answer": "Đã gỡ."})
        self.asked.refresh_from_db()
        self.assertEqual(self.asked.state, RequestState.DONE)
        page = self.client.get(self.url("inspect", self.asked.pk))
        self.assertContains(page, "Gọi lại số của trường.")
        self.assertContains(page, "Đã ghi cách xác minh")
        for again in (
            self.client.post(close, {"state": "refused", "answer": "x"}, follow=True),
            self.client.post(check, {"note": "x"}, follow=True),
            self.client.get(close, follow=True),
            self.client.get(check, follow=True),
        ):
            self.assertRedirects(again, self.url("inspect", self.asked.pk))
            self.assertContains(again, "Yêu cầu này đã có câu trả lời.")
            self.assertNotContains(again, 'name="note"')

    def test_requests_are_for_approvers_and_administrators(self):
        for role, person in self.people.items():
            if role == Role.CORRESPONDENT:
                continue
            self.client.force_login(person)
            may = role in (Role.APPROVER, Role.ADMINISTRATOR)
            for address in (
                self.url("index"),
                self.url("inspect", self.asked.pk),
                self.url("holdings", self.asked.pk),
                self.url("check", self.asked.pk),
                reverse("holdings:index"),
            ):
                with self.subTest(role=role, address=address):
                    self.assertEqual(self.client.get(address).status_code, 200 if may else 302)

    def test_the_start_page_shows_what_waits_to_those_who_answer(self):
        self.assertContains(self.client.get("/admin/"), "DL-2611-0001")
        self.client.force_login(self.people[Role.EDITOR])
        self.assertNotContains(self.client.get("/admin/"), "DL-2611-0001")
