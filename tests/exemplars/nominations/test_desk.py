"""Nominating on a phone, without JavaScript: nothing typed is lost, nothing is sent twice."""

from datetime import datetime, time, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone

from exemplars.nominations.choices import NominationState, RoundState
from exemplars.nominations.models import Nomination, NominationPhoto, SelectionRound
from exemplars.nominations.services import return_nomination
from goodnews.accounts.roles import Role
from goodnews.consents.choices import AgeBand, PartyRole, Purpose
from goodnews.consents.models import ConsentRequest, ConsentText
from goodnews.core.days import local_day
from goodnews.images.models import SiteImage
from tests.accounts.factories import make_user
from tests.exemplars.factories import make_exemplar
from tests.images.files import photo_bytes

from .factories import DEED, KEY, NAMES, make_stage, typed

LIST = reverse("nominations:list")
# One word more than the round takes.
TOO_LONG = "việc " * 101


def picture(name="chan-dung.jpg"):
    return SimpleUploadedFile(name, photo_bytes(size=(320, 240)), "image/jpeg")


class DeskCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        now = timezone.now()
        cls.stage = make_stage(
            opens_at=now - timedelta(days=1),
            closes_at=now + timedelta(days=1),
            scoring_closes_at=now + timedelta(days=9),
        )
        cls.new = reverse("nominations:new", args=[cls.stage.round.pk])
        cls.own = reverse("nominations:nomination", args=[KEY])
        cls.edit = reverse("nominations:edit", args=[KEY])

    def setUp(self):
        self.client.force_login(self.stage.correspondent)

    def post(self, address=None, **values):
        return self.client.post(address or self.new, typed(**values))

    def stored(self) -> Nomination:
        return Nomination.objects.get(key=KEY)


class WritingTests(DeskCase):
    def test_the_list_shows_open_rounds_and_leads_to_the_form(self):
        self.assertContains(self.client.get(LIST), self.new)
        self.assertContains(self.client.get(self.new), "Tìm những người làm việc tốt bền bỉ.")

    def test_a_round_that_closes_at_midnight_closes_with_the_day_before(self):
        last_day = local_day() + timedelta(days=1)
        midnight = timezone.make_aware(datetime.combine(last_day + timedelta(days=1), time.min))
        SelectionRound.objects.update(closes_at=midnight)
        for address in (LIST, self.new):
            self.assertContains(self.client.get(address), f"24:00 {last_day:%d/%m/%Y}")

    def test_a_complete_nomination_is_sent_and_shows_where_it_stands(self):
        response = self.post(do="send")
        self.assertRedirects(response, self.own)
        self.assertContains(self.client.get(self.own), "Đang xét")
        self.assertContains(self.client.get(LIST), NAMES[0])
        stored = self.stored()
        self.assertEqual(
            (stored.unit, stored.deed, stored.links),
            (self.stage.unit, DEED, ["https://example.org/bao-viet"]),
        )

    def test_a_double_tap_sends_once(self):
        for _tap in range(2):
            self.assertRedirects(self.post(do="send"), self.own)
        self.assertEqual(Nomination.objects.count(), 1)
        self.assertEqual(self.stored().decisions.count(), 1)

    def test_what_is_missing_is_said_at_its_field_and_the_rest_is_kept(self):
        response = self.post(do="send", name="", age_band="", evidence_links="ftp://sai")
        self.assertEqual(response.status_code, 422)
        form = response.context["form"]
        self.assertEqual(set(form.errors), {"name", "age_band", "evidence_links"})
        self.assertContains(response, "ftp://sai", status_code=422)
        self.assertEqual(self.stored().deed, DEED)

    def test_too_many_words_are_kept_but_not_sent(self):
        self.assertRedirects(self.post(reasons=TOO_LONG), self.edit)
        self.assertEqual(len(self.stored().reasons.split()), 101)
        response = self.post(self.edit, reasons=TOO_LONG, do="send", edition="1")
        self.assertContains(response, "101", status_code=422)
        self.assertIn("reasons", response.context["form"].errors)
        self.assertEqual(self.stored().state, NominationState.DRAFT)

    def test_whoever_was_signed_out_finds_everything_in_the_form_again(self):
        self.client.logout()
        response = self.post(do="send")
        self.assertContains(response, DEED, status_code=403)
        self.assertEqual(Nomination.objects.count(), 0)
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(self.stage.correspondent)
        response = strict.post(self.new, typed(do="send"))
        self.assertContains(response, DEED, status_code=403)
        token = response.context["csrf_token"]
        response = strict.post(self.new, {**typed(do="send"), "csrfmiddlewaretoken": str(token)})
        self.assertRedirects(response, self.own)

    def test_a_round_that_closed_meanwhile_gives_everything_back(self):
        SelectionRound.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
        self.assertContains(self.post(do="send"), DEED, status_code=409)
        self.assertEqual(self.client.get(self.new).status_code, 404)

    def test_a_second_device_is_told_and_overwrites_nothing_by_itself(self):
        self.post()
        self.post(self.edit, deed="Việc khác hẳn.", edition="1")
        response = self.post(self.edit, deed="Viết ở máy kia.", edition="1")
        self.assertContains(response, "Viết ở máy kia.", status_code=409)
        self.assertEqual(self.stored().deed, "Việc khác hẳn.")
        # The very same text twice is no quarrel.
        response = self.post(self.edit, deed="Việc khác hẳn.", edition="1")
        self.assertEqual(response.status_code, 302)

    def test_pictures_are_stored_once_privately_and_can_be_removed(self):
        for _tap in range(2):
            self.client.post(self.new, {**typed(do="photos"), "photos": [picture()]})
        photo = NominationPhoto.objects.get()
        self.assertEqual(photo.image.collection.name, "Ảnh bài gửi")
        self.post(self.edit, edition="2", **{f"photo-{photo.pk}-alt_text": "Chị Kiều trên lớp"})
        photo.refresh_from_db()
        self.assertEqual(photo.alt_text, "Chị Kiều trên lớp")
        self.post(self.edit, edition="3", do=f"remove:{photo.pk}")
        self.assertFalse(SiteImage.objects.exists())

    def test_a_file_that_is_no_picture_is_named_and_nothing_else_is_lost(self):
        wrong = SimpleUploadedFile("trang.jpg", b"<!doctype html>", "image/jpeg")
        response = self.client.post(self.new, {**typed(do="send"), "photos": [wrong]})
        self.assertContains(response, "trang.jpg", status_code=422)
        self.assertEqual(self.stored().deed, DEED)

    def test_a_draft_is_deleted_and_what_was_sent_is_not(self):
        self.post()
        self.assertRedirects(self.client.post(reverse("nominations:delete", args=[KEY])), LIST)
        self.assertFalse(Nomination.objects.exists())
        self.post(do="send")
        self.client.post(reverse("nominations:delete", args=[KEY]))
        self.assertTrue(Nomination.objects.exists())

    def test_the_same_name_is_a_hint_and_no_bar(self):
        make_exemplar(NAMES[0], unit=self.stage.other_unit)
        self.stage.nomination("dao thi kieu", state=NominationState.SENT, sent_at=timezone.now())
        self.post(do="send")
        response = self.client.get(self.own)
        self.assertEqual(len(response.context["namesakes"]), 2)
        self.assertEqual(self.stored().state, NominationState.SENT)

    def test_the_number_of_queries_does_not_grow_with_the_list(self):
        self.stage.nomination("Một")
        self.client.get(LIST)
        with self.assertNumQueries(8):
            self.client.get(LIST)
        for number in range(12):
            self.stage.nomination(f"Người {number}")
        with self.assertNumQueries(8):
            self.client.get(LIST)


class StateTests(DeskCase):
    def send_back(self):
        self.post(do="send")
        return_nomination(
            nomination=self.stored(),
            reason="Thiếu năm thực hiện.",
            user=self.stage.editor,
            now=timezone.now(),
        )

    def test_a_return_shows_its_reasons_and_is_corrected_and_sent_again(self):
        self.send_back()
        response = self.client.get(self.own)
        self.assertContains(response, "Thiếu năm thực hiện.")
        self.assertContains(response, self.edit)
        self.post(self.edit, deed="Từ năm 2023, dạy chữ cho 42 người.", edition="1", do="send")
        self.assertEqual(self.stored().state, NominationState.SENT)

    def test_what_the_office_has_is_not_changed(self):
        self.post(do="send")
        self.assertRedirects(self.client.get(self.edit), self.own)
        self.post(self.edit, deed="Lén sửa.", edition="1")
        self.assertEqual(self.stored().deed, DEED)

    def test_it_is_taken_back(self):
        self.post(do="send")
        self.client.post(reverse("nominations:withdraw", args=[KEY]))
        self.assertContains(self.client.get(self.own), "Đã rút")

    def test_only_those_who_nominate_come_in(self):
        self.post(do="send")
        self.client.force_login(self.stage.editor)
        for address in (LIST, self.new, self.own, self.edit):
            self.assertEqual(self.client.get(address).status_code, 403)
        self.assertEqual(self.post().status_code, 403)

    def test_another_unit_finds_nothing(self):
        self.post(do="send")
        for role in (Role.CORRESPONDENT, Role.REVIEWER):
            user = make_user(f"other-{role}", role=role, unit=self.stage.other_unit)
            self.client.force_login(user)
            for address in (self.own, self.edit):
                self.assertEqual(self.client.get(address).status_code, 404)
            self.assertEqual(self.post(self.edit).status_code, 404)

    def test_the_panels_work_is_shown_by_its_state_only(self):
        self.post(do="send")
        Nomination.objects.update(state=NominationState.LONG_LISTED, is_in_scoring=True)
        self.stage.at(RoundState.SCORING)
        self.stage.round.refresh_from_db()
        self.stage.give(self.stored(), self.stage.members[0], "7.77", 3, now=timezone.now())
        response = self.client.get(self.own)
        self.assertContains(response, "Vào danh sách dài")
        self.assertNotContains(response, "7,77")


class ConsentTests(DeskCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        ConsentText.objects.get_or_create(
            purpose=Purpose.PROFILE, version=1, language="vi", defaults={"body": "Tôi đồng ý."}
        )

    def test_the_links_of_a_child_and_a_guardian_are_shown_once(self):
        self.post(do="send", age_band=AgeBand.CHILD)
        self.assertContains(self.client.get(self.own), "Xin đồng ý qua đường dẫn")
        address = reverse("nominations:consent", args=[KEY])
        response = self.client.post(address, {"key": str(KEY)})
        self.assertEqual(len(response.context["asked"]["links"]), 2)
        self.assertEqual(response["Referrer-Policy"], "no-referrer")
        request = ConsentRequest.objects.get()
        self.assertEqual(request.subject_key, self.stored().subject_key)
        page = self.client.get(self.own)
        self.assertNotContains(page, response.context["asked"]["links"][0].address)
        self.assertEqual(page.context["missing"], (PartyRole.PERSON, PartyRole.GUARDIAN))

    def test_a_draft_asks_nobody(self):
        self.post()
        self.client.post(reverse("nominations:consent", args=[KEY]), {"key": str(KEY)})
        self.assertFalse(ConsentRequest.objects.exists())

    def test_without_a_wording_it_says_so(self):
        ConsentText.objects.all().delete()
        self.post(do="send")
        response = self.client.post(
            reverse("nominations:consent", args=[KEY]), {"key": str(KEY)}, follow=True
        )
        self.assertEqual(response.status_code, 200)
        self.assertFalse(ConsentRequest.objects.exists())
