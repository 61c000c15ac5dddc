from datetime import UTC, datetime

from django.test import TestCase
from django.urls import reverse
from wagtail.models import Page

from goodnews.accounts.roles import Role
from goodnews.consents.models import ConsentRecord
from tests.accounts.factories import make_everybody

from .factories import make_consent, make_text


class ConsentAdminTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.people = make_everybody()
        make_text()

    def setUp(self):
        self.client.force_login(self.people[Role.EDITOR])
        self.page = Page.objects.filter(depth=2).first()

    def post(self, **values):
        data = {
            "page": self.page.pk,
            "subject_name": "Lê Minh Châu",
            "purpose": "profile",
            "age_band": "16+",
            "person_name": "Lê Minh Châu",
            "channel": "paper",
            "is_seen": "on",
        }
        return self.client.post(reverse("consent_records:add"), {**data, **values})

    def test_an_editor_writes_a_consent_down(self):
        self.assertEqual(self.post().status_code, 302)
        record = ConsentRecord.objects.get()
        self.assertEqual(record.subject_key, self.page.translation_key)
        self.assertEqual(record.recorded_by, self.people[Role.EDITOR])
        self.assertEqual(record.parties.get().name, "Lê Minh Châu")

    def test_no_day_of_a_consent_becomes_today_where_it_cannot_be_read(self):
        page = self.client.get(reverse("consent_records:add"))
        self.assertContains(page, '"validateOnBlur": false', count=3)
        page = self.post(person_agreed_at="hôm qua")
        self.assertContains(page, 'value="hôm qua"')

    def test_what_is_missing_is_said_and_nothing_is_stored(self):
        cases = [
            {"age_band": "7-15"},
            {"person_name": ""},
            {"is_seen": ""},
            {"page": ""},
            {"purpose": "image"},
            {"purpose": "zzz"},
            {"person_agreed_at": "2190-01-01 00:00"},
            {"person_agreed_at": "hôm qua"},
            {"subject_name": "a" * 500},
            {"subject_name": "\x00"},
        ]
        for values in cases:
            with self.subTest(values):
                response = self.post(**values)
                self.assertEqual(response.status_code, 200)
                form = response.context["form"]
                self.assertTrue(form.errors)
                self.assertContains(response, form["channel"].value())
        self.assertEqual(ConsentRecord.objects.count(), 0)

    def test_a_guardian_of_the_childs_name_is_refused_at_the_field(self):
        child = {"age_band": "7-15", "person_name": "Châu"}
        for name in ("le minh  châu", "CHÂU"):
            page = self.post(**child, guardian_name=name)
            self.assertEqual(list(page.context["form"].errors), ["guardian_name"])
            self.assertContains(page, "ghi thêm năm sinh")
            self.assertContains(page, f'value="{name}"')
        self.assertEqual(self.post(**child, guardian_name="Lê Văn Bình").status_code, 302)
        self.assertEqual(ConsentRecord.objects.get().parties.count(), 2)

    def test_no_tick_is_set_beforehand(self):
        response = self.client.get(reverse("consent_records:add"))
        self.assertNotContains(response, "checked")

    def test_the_list_is_searched_without_accents(self):
        make_consent()
        for query, count in (("le minh chau", 1), ("LÊ", 1), ("zzz", 0)):
            with self.subTest(query=query):
                response = self.client.get(reverse("consent_records:index"), {"q": query})
                self.assertEqual(len(response.context["object_list"]), count)

    def test_it_is_withdrawn_once(self):
        record = make_consent()
        url = reverse("consent_records:withdraw", args=[record.pk])
        self.assertContains(
            self.client.get(reverse("consent_records:inspect", args=[record.pk])), url
        )
        self.assertEqual(self.client.post(url, {"note": "theo đơn"}).status_code, 302)
        self.assertEqual(self.client.post(url, {"note": ""}).status_code, 200)
        record.refresh_from_db()
        self.assertEqual(record.withdrawal_note, "theo đơn")

    def test_moments_are_those_of_viet_nam(self):
        record = make_consent()
        late = datetime(2026, 11, 27, 18, 30, tzinfo=UTC)
        ConsentRecord.objects.filter(pk=record.pk).update(recorded_at=late)
        response = self.client.get(reverse("consent_records:inspect", args=[record.pk]))
        self.assertContains(response, "01:30 28/11/2026")

    def test_nobody_changes_or_deletes_it(self):
        record = make_consent()
        boss = self.people[Role.ADMINISTRATOR]
        boss.is_superuser = True
        boss.save()
        self.client.force_login(boss)
        for name in ("edit", "delete"):
            with self.subTest(name):
                url = reverse(f"consent_records:{name}", args=[record.pk])
                self.assertEqual(self.client.post(url).status_code, 302)
        self.assertTrue(ConsentRecord.objects.filter(pk=record.pk).exists())
