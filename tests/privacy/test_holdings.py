"""What is held on a person: found by name without accents, telephone and e-mail; taken down at once."""

from datetime import timedelta
from io import BytesIO

from django.test import TestCase
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from exemplars.models import ExemplarPage
from goodnews.accounts.roles import Role
from goodnews.consents.choices import AgeBand, PartyRole, Purpose
from goodnews.consents.models import ConsentRecord
from goodnews.consents.services import Agreement
from goodnews.images.models import SiteImage
from goodnews.privacy.holdings import Wanted, find_holdings
from goodnews.privacy.services import check_identity
from goodnews.workflows.models import Letter
from goodnews.workflows.services import approve_and_publish
from news.models import StoryPage, StoryPerson
from tests.accounts.factories import make_everybody, make_user
from tests.campaigns.contests.attempts.factories import make_contest, make_entrant
from tests.exemplars.factories import CHILD_PARTIES, consent_to, make_draft
from tests.images.factories import make_image_row
from tests.news.factories import make_site, make_story
from tests.news.planning.factories import frozen

from .factories import MONDAY, make_request


def found(**known) -> dict[str, list[str]]:
    """Return what is found, by place."""
    return {
        place.source.code: [holding.what for holding in place.holdings]
        for place in find_holdings(Wanted.of(**known))
        if place.holdings
    }


class WantedTests:
    def test_names_are_whole_words_without_accents(self):
        wanted = Wanted.of(names=["nguyen  VĂN an"])
        assert wanted.is_named("Anh Nguyễn Văn An, bản Sín Chải")
        assert not wanted.is_named("Nguyễn Văn Anh")
        assert not wanted.is_named("")

    def test_a_number_is_the_same_with_and_without_its_country(self):
        wanted = Wanted.of(phones=["+84 912 345 678"])
        assert wanted.is_called("Mẹ: 0912.345.678")
        assert not wanted.is_called("0912 345 679")

    def test_what_is_too_short_finds_nothing(self):
        assert not Wanted.of(names=["", " "], phones=["123"], emails=[""])


class HoldingsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        tree = make_site()
        cls.people = make_everybody()
        cls.profile = make_draft("Đạo Thị Kiều", age_band=AgeBand.CHILD)
        consent_to(cls.profile, age_band=AgeBand.CHILD, parties=CHILD_PARTIES)
        cls.profile = approve_and_publish(page=cls.profile, now=MONDAY)
        story = make_story(
            tree.stories,
            body=[("text", "<p>Chị Đạo Thị Kiều dạy chữ mỗi tối.</p>")],
            byline="Đạo Văn Bình",
        )
        StoryPerson.objects.create(story=story, name="Đạo Thị Kiều", age_band=AgeBand.CHILD)
        image = make_image_row(title="Lớp học")
        SiteImage.objects.filter(pk=image.pk).update(people_note="Đạo Thị Kiều đứng bên trái")
        account = make_user("kieu", email="kieu@example.org")
        account.last_name, account.first_name = "Đạo Thị", "Kiều"
        account.save()
        Letter.objects.create(
            recipient="Kieu@example.org", subject="Đã đăng", created_at=MONDAY, next_try_at=MONDAY
        )
        make_entrant(make_contest(), "Đạo Thị Kiều")
        cls.asked = make_request(
            asked="withdraw",
            person_name="Đạo Thị Kiều",
            requester_name="Đạo Văn Bình",
            email="kieu@example.org",
            phone="0900000000",
        )

    def setUp(self):
        self.client.force_login(self.people[Role.APPROVER])

    def test_every_place_is_looked_into(self):
        places = found(names=["dao thi kieu"], emails=["kieu@example.org"])
        self.assertEqual(
            set(places),
            {
                "exemplars",
                "story-people",
                "mentions",
                "photographs",
                "consents",
                "accounts",
                "contest-entrants",
                "letters",
                "requests",
            },
        )

    def test_a_guardian_is_found_by_the_consent_and_an_author_by_the_story(self):
        places = found(names=["Đạo Văn Bình"])
        self.assertEqual(set(places), {"consents", "mentions", "requests"})

    def test_a_note_is_found_by_its_telephone_number(self):
        self.assertIn("exemplars", found(phones=["0900 000 000"]))

    def test_others_are_not_found(self):
        self.assertEqual(found(names=["Đạo Thị Kiều Anh"], emails=["khac@example.org"]), {})

    def test_the_page_shows_links_and_what_holds_nothing(self):
        page = self.client.get(reverse("data_requests:holdings", args=[self.asked.pk]))
        self.assertContains(page, reverse("wagtailadmin_pages:edit", args=[self.profile.pk]))
        self.assertContains(page, "Không giữ gì ở")

    def test_anybody_is_looked_up_without_a_name_in_an_address(self):
        address = reverse("holdings:index")
        self.assertContains(self.client.post(address, {"name": "dao thi kieu"}), "Lớp học")
        for nothing in ({}, {"phone": "12"}, {"name": "\x00"}, {"email": "x" * 9000}):
            page = self.client.post(address, nothing)
            self.assertEqual(page.status_code, 200)
            self.assertNotContains(page, "Lớp học")

    def test_the_answer_is_made_as_word_and_as_excel(self):
        address = reverse("data_requests:holdings", args=[self.asked.pk])
        word = self.client.post(address, {"file": "docx"})
        text = "".join(
            cell.text
            for table in Document(BytesIO(word.content)).tables
            for row in table.rows
            for cell in row.cells
        )
        self.assertIn("Lớp học", text)
        sheet = load_workbook(BytesIO(self.client.post(address, {"file": "xlsx"}).content)).active
        cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
        self.assertIn("Lớp học", cells)
        page = self.client.get(reverse("data_requests:inspect", args=[self.asked.pk]))
        self.assertContains(page, "DOCX")

    def test_what_goes_with_a_consent_is_told_before_it_is_withdrawn(self):
        record = ConsentRecord.objects.get(purpose=Purpose.PROFILE)
        portrait = make_image_row(title="Chân dung Kiều")
        ExemplarPage.objects.filter(pk=self.profile.pk).update(portrait=portrait)
        story = StoryPerson.objects.get().story
        self.check_identity()
        address = reverse("data_requests:withdraw", args=[self.asked.pk, record.pk])
        page = self.client.get(address)
        for gone in (self.profile, story):
            self.assertContains(page, reverse("wagtailadmin_pages:edit", args=[gone.pk]))
        self.assertContains(page, "Chân dung Kiều")
        self.assertContains(page, "không ai lấy lại được")
        self.client.post(address)
        portrait.refresh_from_db()
        self.assertIsNotNone(portrait.withdrawn_at)
        self.assertFalse(StoryPage.objects.get(pk=story.pk).live)

    def test_nothing_is_withdrawn_for_somebody_whom_nobody_has_checked(self):
        record = ConsentRecord.objects.get(purpose=Purpose.PROFILE)
        address = reverse("data_requests:withdraw", args=[self.asked.pk, record.pk])
        check = reverse("data_requests:check", args=[self.asked.pk])
        for response in (self.client.get(address), self.client.post(address)):
            self.assertRedirects(response, check, fetch_redirect_response=False)
        self.assertContains(self.client.get(check), "không lấy lại được")
        record.refresh_from_db()
        self.assertIsNone(record.withdrawn_at)
        self.assertTrue(ExemplarPage.objects.get(pk=self.profile.pk).live)

    def test_only_a_consent_found_for_the_request_is_withdrawn_from_it(self):
        person = Agreement(role=PartyRole.PERSON, name="Giàng A Sùng")
        other = consent_to(make_draft("Giàng A Sùng"), parties=[person])
        self.check_identity()
        address = reverse("data_requests:withdraw", args=[self.asked.pk, other.pk])
        for response in (self.client.get(address), self.client.post(address)):
            self.assertEqual(response.status_code, 404)

    def check_identity(self):
        check_identity(
            request=self.asked,
            note="Gọi lại số của trường.",
            user=self.people[Role.APPROVER],
            now=MONDAY,
        )

    def test_a_consent_is_withdrawn_from_the_request_and_the_profile_is_gone(self):
        record = ConsentRecord.objects.get(purpose=Purpose.PROFILE)
        self.check_identity()
        address = reverse("data_requests:withdraw", args=[self.asked.pk, record.pk])
        holdings = reverse("data_requests:holdings", args=[self.asked.pk])
        self.assertContains(self.client.get(holdings), address)
        with frozen(MONDAY + timedelta(hours=1)):
            self.assertEqual(self.client.get(address).status_code, 200)
            record.refresh_from_db()
            self.assertIsNone(record.withdrawn_at)
            self.assertRedirects(self.client.post(address), holdings)
        record.refresh_from_db()
        self.assertEqual(record.withdrawal_note, "DL-2611-0001")
        self.assertFalse(ExemplarPage.objects.get(pk=self.profile.pk).live)
        self.assertContains(self.client.post(address, follow=True), "đã được rút")
