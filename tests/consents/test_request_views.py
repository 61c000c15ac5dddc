import re
from uuid import UUID

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page

from goodnews.accounts.roles import Role
from goodnews.consents.choices import PartyRole, Purpose
from goodnews.consents.models import ConsentRecord, ConsentRequest
from goodnews.consents.services import answer_consent, ask_for_consent, withdraw_by_link
from tests.accounts.factories import make_everybody

from .factories import ask, make_text, token_of

KEY = UUID(int=11)
PERSON, GUARDIAN = PartyRole.PERSON, PartyRole.GUARDIAN


class RequestAdminTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.people = make_everybody()
        make_text()
        make_text(purpose=Purpose.IMAGE)
        cls.page = Page.objects.filter(depth=2).first()

    def setUp(self):
        self.client.force_login(self.people[Role.EDITOR])

    def add(self, **values):
        data = {
            "key": KEY,
            "page": self.page.pk,
            "subject_name": "Lê Minh Châu",
            "purposes": ["profile", "image"],
            "age_band": "7-15",
            "occasion": "Gương sáng 2026",
            "language": "vi",
        }
        return self.client.post(reverse("consent_requests:add"), {**data, **values})

    def asked(self):
        return ask_for_consent(
            subject_key=self.page.translation_key,
            subject_name="Lê Minh Châu",
            purposes=["profile"],
            age_band="7-15",
            asked_by=self.people[Role.EDITOR],
            now=timezone.now(),
        )

    def address(self, name, row):
        return reverse(f"consent_requests:{name}", args=[row.pk])

    def test_the_links_are_shown_once_with_a_message_for_each(self):
        response = self.add()
        request = ConsentRequest.objects.get()
        self.assertEqual(request.subject_key, self.page.translation_key)
        self.assertEqual(request.asked_by, self.people[Role.EDITOR])
        links = response.context["request_links"]["links"]
        self.assertEqual(len(links), 2)
        for link in links:
            self.assertContains(response, link.address)
            self.assertIn(link.address, link.message)
            self.assertEqual(self.client.get(link.address).status_code, 200)
        self.assertIn("no-store", response["Cache-Control"])
        page = self.client.get(self.address("inspect", request))
        self.assertNotContains(page, "/dong-y/")
        self.assertContains(page, "cha mẹ hoặc người giám hộ")

    def test_a_page_sent_again_makes_no_second_request(self):
        self.add()
        self.assertEqual(self.add().status_code, 200)
        self.assertEqual(ConsentRequest.objects.count(), 1)

    def test_the_key_of_somebody_elses_request_opens_nothing_of_it(self):
        self.add()
        self.client.force_login(self.people[Role.APPROVER])
        self.assertEqual(self.add().status_code, 200)
        self.assertEqual(ConsentRequest.objects.count(), 2)

    def test_what_is_missing_is_said_and_nothing_is_stored(self):
        cases = [
            {"page": ""},
            {"purposes": []},
            {"purposes": ["story"]},
            {"purposes": ["vote"]},
            {"age_band": ""},
            {"subject_name": ""},
            {"subject_name": "\x00"},
            {"occasion": "a" * 201},
            {"language": "xx"},
            {"key": "x"},
        ]
        for values in cases:
            with self.subTest(values):
                response = self.add(**values)
                self.assertEqual(response.status_code, 200)
                self.assertTrue(response.context["form"].errors)
        self.assertEqual(ConsentRequest.objects.count(), 0)

    def test_what_the_page_before_knows_is_filled_in(self):
        query = {"page": self.page.pk, "subject_name": "Châu", "purpose": ["profile", "image"]}
        form = self.client.get(reverse("consent_requests:add"), query).context["form"]
        self.assertEqual(form["purposes"].value(), ["profile", "image"])
        self.assertEqual(form["subject_name"].value(), "Châu")

    def test_a_new_link_replaces_a_lost_one(self):
        asked = self.asked()
        party = asked.request.parties.get(role=GUARDIAN)
        self.assertRedirects(
            self.client.get(self.address("new_link", party)),
            self.address("inspect", asked.request),
        )
        response = self.client.post(self.address("new_link", party))
        (link,) = response.context["request_links"]["links"]
        self.assertEqual(self.client.get(link.address).status_code, 200)
        self.assertEqual(self.client.get(asked.links[GUARDIAN]).status_code, 404)
        self.assertTrue(ModelLogEntry.objects.filter(action="consents.new_link").exists())

    def test_who_has_answered_gets_no_new_link_and_what_was_answered_is_shown(self):
        asked = self.asked()
        answer_consent(
            token=token_of(asked.links[GUARDIAN]),
            name="Trần Thị Hoa",
            agreed_purposes=[],
            now=timezone.now(),
        )
        party = asked.request.parties.get(role=GUARDIAN)
        response = self.client.post(self.address("new_link", party))
        self.assertRedirects(response, self.address("inspect", asked.request))
        page = self.client.get(self.address("inspect", asked.request))
        self.assertContains(page, "Trần Thị Hoa")
        self.assertContains(page, "Từ chối")
        self.assertNotContains(page, "Đã rút:")
        withdrawn = self.asked()
        link = {"token": token_of(withdrawn.links[PERSON]), "now": timezone.now()}
        answer_consent(name="Châu", agreed_purposes=["profile"], **link)
        withdraw_by_link(purposes=["profile"], **link)
        page = self.client.get(self.address("inspect", withdrawn.request))
        self.assertContains(page, "Đã rút:")
        index = self.client.get(reverse("consent_requests:index"), {"q": "minh chau"})
        self.assertContains(index, "Lê Minh Châu")

    def test_staff_are_named_as_everywhere_and_filtered_by_it(self):
        asked = self.asked()
        editor = self.people[Role.EDITOR]
        editor.last_name, editor.first_name = "Hoàng Thị", "Mai"
        editor.save()
        index = reverse("consent_requests:index")
        page = self.client.get(index)
        self.assertContains(page, "Hoàng Thị Mai</option>")
        for address in (index, self.address("inspect", asked.request)):
            text = re.sub(r"<script.*?</script>|<[^>]+>", " ", self.client.get(address).text)
            self.assertIn("Hoàng Thị Mai", text)
            self.assertNotRegex(text, r"\beditor\b")
        other = self.people[Role.APPROVER]
        ask(asked_by=other, subject_name="Giàng A Sùng")
        page = self.client.get(index, {"asked_by": other.pk})
        self.assertNotContains(page, "Lê Minh Châu")
        self.assertContains(self.client.get(index, {"asked_by": editor.pk}), "Lê Minh Châu")

    def test_a_request_is_taken_back(self):
        asked = self.asked()
        self.client.post(self.address("revoke", asked.request))
        self.assertEqual(self.client.get(asked.links[PERSON]).status_code, 404)
        self.assertTrue(ModelLogEntry.objects.filter(action="consents.revoke").exists())

    def test_the_index_costs_no_more_with_more_requests(self):
        self.asked()
        address = reverse("consent_requests:index")
        self.client.get(address)
        with CaptureQueriesContext(connection) as few:
            self.client.get(address)
        for _number in range(5):
            self.asked()
        with self.assertNumQueries(len(few)):
            self.client.get(address)

    def test_a_correspondent_and_an_organiser_make_no_links(self):
        for role in (Role.CORRESPONDENT, Role.ORGANISER):
            self.client.force_login(self.people[role])
            with self.subTest(role=role):
                self.assertIn(self.add().status_code, (302, 403))
        self.assertEqual(ConsentRequest.objects.count(), 0)

    def test_paper_with_a_last_day_is_still_written_down(self):
        data = {
            "page": self.page.pk,
            "subject_name": "Lê Minh Châu",
            "purpose": "profile",
            "age_band": "16+",
            "person_name": "Lê Minh Châu",
            "channel": "paper",
            "is_seen": "on",
        }
        address = reverse("consent_records:add")
        for values in ({"valid_until": "2020-01-01"}, {"channel": "link"}):
            with self.subTest(values=values):
                self.assertEqual(self.client.post(address, {**data, **values}).status_code, 200)
        self.client.post(address, {**data, "valid_until": "2190-01-01"})
        self.assertEqual(ConsentRecord.objects.get().valid_until.year, 2190)
