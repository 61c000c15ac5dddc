"""The record of an exemplar: what an editor enters, and what may go public."""

from datetime import date

from django.core.exceptions import ValidationError
from django.test import TestCase
from django.utils import timezone
from wagtail.models import Locale
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield
from wagtail_localize.models import TranslationSource

from exemplars.choices import ExemplarKind, Sex
from exemplars.models import (
    ChosenStory,
    ExemplarPage,
    FollowUp,
    Milestone,
    Picture,
    Quotation,
    UnitPeriod,
)
from goodnews.consents.choices import AgeBand
from goodnews.images.choices import Licence
from goodnews.workflows.errors import PublicationRefusedError
from goodnews.workflows.services import approve_and_publish
from tests.accounts.factories import make_user
from tests.images.factories import make_image
from tests.units.factories import make_unit

from .factories import CHILD_PARTIES, NOW, consent_to, make_draft, make_exemplar
from .test_stories import make_stories

ROWS = (
    "milestones",
    "quotations",
    "pictures",
    "honours",
    "chosen_stories",
    "follow_ups",
    "unit_periods",
)


def filled(page, **changes) -> dict:
    """Return what the editing form of ``page`` sends, with ``changes``; rows as lists of dicts."""
    values = {
        "title": page.title,
        "slug": page.slug,
        "kind": page.kind,
        "field_of_work": page.field_of_work,
        "unit": page.unit_id or "",
        "deed": page.deed,
        "portrait": "",
        "portrait_alt": "",
        "body": streamfield([("text", rich_text("<p>Ánh đèn.</p>"))]),
        "age_band": page.age_band,
        "birth_year": "",
        "sex": "",
        "internal_note": "",
        "seo_title": "",
        "search_description": "",
        "indexing": page.indexing,
        "greeting_rule": page.greeting_rule,
        "comments": inline_formset([]),
    }
    rows = {name: inline_formset(changes.pop(name, [])) for name in ROWS}
    return nested_form_data({**values, **rows, **changes})


class EditTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.old = make_unit("Xã Nậm Pung")
        cls.new = make_unit("Phường Bến Vân")
        cls.page = make_draft(unit=cls.old)
        cls.root = make_user("root", is_superuser=True)
        cls.today = timezone.localdate()

    def setUp(self):
        self.client.force_login(self.root)

    def save(self, **changes):
        """Send the form; return the response and the page as it was kept."""
        url = f"/admin/pages/{self.page.pk}/edit/"
        response = self.client.post(url, filled(self.page, **changes))
        latest = ExemplarPage.objects.get(pk=self.page.pk).get_latest_revision_as_object()
        return response, latest

    def test_every_kind_of_row_is_kept(self):
        story = make_stories(make_exemplar("Người khác"), 1)[0]
        response, page = self.save(
            milestones=[{"year": 2020, "month": 9, "text": "Mở lớp đầu tiên."}],
            quotations=[{"text": "Còn người học thì còn đèn.", "speaker": ""}],
            pictures=[
                {"image": make_image().pk, "alt_text": "Lớp học", "caption": "Đêm khai giảng"}
            ],
            honours=[{"year": 2025, "level": "province", "title": "Bằng khen", "document": ""}],
            chosen_stories=[{"story": story.pk}],
            follow_ups=[
                {"noted_on": "2026-11-20", "note": "Gọi lại", "public_text": "Lớp thứ ba."}
            ],
            birth_year=1995,
            sex=Sex.FEMALE,
        )
        self.assertEqual(response.status_code, 302)
        self.assertEqual(page.milestones.get().text, "Mở lớp đầu tiên.")
        self.assertEqual(page.quotations.get().text, "Còn người học thì còn đèn.")
        self.assertEqual(page.pictures.get().caption, "Đêm khai giảng")
        self.assertEqual(page.chosen_stories.get().story_id, story.pk)
        self.assertEqual(page.follow_ups.get().note, "Gọi lại")
        self.assertEqual((page.birth_year, page.sex), (1995, "female"))

    def test_what_is_wrong_is_told_at_the_field(self):
        next_year = self.today.year + 1
        cases = [
            ({"birth_year": self.today.year - 10}, "Độ tuổi không khớp với năm sinh."),
            ({"birth_year": next_year}, "Năm sinh này không đúng."),
            ({"birth_year": 1200}, "Năm sinh này không đúng."),
            ({"kind": ExemplarKind.GROUP, "sex": Sex.MALE}, "Tập thể thì để trống giới tính."),
            ({"milestones": [{"year": 1200, "text": "x"}]}, "Hãy nhập năm từ 1900 đến 2100."),
            ({"honours": [{"year": 1200, "level": "unit", "title": "x"}]}, "năm từ 1931 đến 2100"),
            ({"follow_ups": [{"noted_on": "2026-11-20"}]}, "Hãy ghi kết quả theo dõi."),
        ]
        for changes, message in cases:
            with self.subTest(message=message):
                response, _page = self.save(**changes)
                self.assertContains(response, message)

    def test_units_over_time_may_not_overlap_and_one_is_the_present_one(self):
        cases = [
            ([("2020-01-01", "2022-01-01"), ("2021-01-01", "")], "khi đơn vị trước chưa kết thúc"),
            ([("2020-01-01", ""), ("2022-01-01", "")], "Chỉ một đơn vị là đơn vị hiện nay"),
            ([("2022-01-01", "2020-01-01")], "Ngày cuối trước ngày đầu"),
        ]
        for spans, message in cases:
            with self.subTest(message=message):
                rows = [
                    {"unit": self.old.pk, "starts_on": first, "ends_on": last}
                    for first, last in spans
                ]
                response, _page = self.save(unit_periods=rows)
                self.assertContains(response, message)

    def test_the_present_row_leads_when_the_rows_were_changed(self):
        rows = [
            {"unit": self.old.pk, "starts_on": "2020-01-01", "ends_on": "2025-07-01"},
            {"unit": self.new.pk, "starts_on": "2025-07-01", "ends_on": ""},
        ]
        _response, page = self.save(unit_periods=rows)
        self.assertEqual(page.unit_id, self.new.pk)

    def test_another_unit_closes_the_row_and_begins_a_new_one(self):
        self.page.unit_periods = [UnitPeriod(unit=self.old, starts_on=date(2020, 1, 1))]
        self.page.save()
        row = {"unit": self.old.pk, "starts_on": "2020-01-01", "ends_on": ""}
        kept = inline_formset([{**row, "id": self.page.unit_periods.get().pk}], initial=1)
        data = filled(self.page, unit=self.new.pk) | nested_form_data({"unit_periods": kept})
        self.client.post(f"/admin/pages/{self.page.pk}/edit/", data)
        page = ExemplarPage.objects.get(pk=self.page.pk).get_latest_revision_as_object()
        spans = [(row.unit_id, row.starts_on, row.ends_on) for row in page.unit_periods.all()]
        self.assertEqual(
            spans,
            [
                (self.old.pk, date(2020, 1, 1), self.today),
                (self.new.pk, self.today, None),
            ],
        )


class PublicationTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.page = make_draft(age_band=AgeBand.CHILD)
        consent_to(cls.page, age_band=AgeBand.CHILD, parties=CHILD_PARTIES)

    def fields(self) -> list[str]:
        return [field for fault in self.page.publication_faults() for field in fault.error_dict]

    def test_what_tells_where_a_child_is_stands_at_its_field(self):
        telling = "Em học lớp 8A."
        self.page.deed = telling
        self.page.milestones = [Milestone(year=2024, text=telling)]
        self.page.quotations = [Quotation(text="Chào", speaker="cô chủ nhiệm lớp 8A")]
        self.page.follow_ups = [FollowUp(noted_on=NOW.date(), public_text=telling)]
        self.assertEqual(sorted(self.fields()), ["deed", "follow_ups", "milestones", "quotations"])
        message = self.page.publication_faults()[0].messages[0]
        self.assertEqual(message, "“lớp 8A” cho biết lớp học của trẻ. Hãy bỏ tên lớp.")
        with self.assertRaises(PublicationRefusedError):
            approve_and_publish(page=self.page, now=NOW)

    def test_an_adult_may_tell_and_an_internal_note_always(self):
        self.page.internal_note = "Lớp 8A, số nhà 12"
        self.page.follow_ups = [FollowUp(noted_on=NOW.date(), note="Lớp 8A")]
        self.assertEqual(self.fields(), [])
        self.page.age_band, self.page.deed = AgeBand.ADULT, "Dạy lớp 8A."
        self.assertEqual(self.fields(), [])

    def test_further_pictures_need_words_and_a_name(self):
        image = make_image(alt_text="")
        image.licence = Licence.PERMITTED
        image.save()
        self.page.pictures = [Picture(image=image)]
        # The consent to pictures is missing, too.
        self.assertEqual(self.fields(), ["pictures", "pictures", "pictures"])
        self.page.pictures = [Picture(image=make_image(), alt_text="Lớp học")]
        self.assertEqual(self.fields(), ["pictures"])

    def test_consent_is_asked_by_the_age_of_today(self):
        today = timezone.localdate()
        page = make_draft("Trẻ Lớn", age_band=AgeBand.CHILD, birth_year=today.year - 20)
        missing = page.publication_faults()[0]
        self.assertIsInstance(missing, ValidationError)
        self.assertIn("nhân vật đồng ý", missing.messages[0])
        page.age_band, page.birth_year = AgeBand.ADULT, today.year - 10
        self.assertIn("em này và cha mẹ", page.publication_faults()[0].messages[0])
        self.assertTrue(page.is_noindex)


class ProfileTests(TestCase):
    def test_rows_are_shown_in_the_order_of_time_and_secrets_are_not(self):
        page = make_draft(honours=[(2024, "Giấy khen"), (2026, "Bằng khen")])
        page.milestones = [
            Milestone(year=2024, month=5, text="Lớp thứ hai"),
            Milestone(year=2020, text="Lớp đầu tiên"),
        ]
        page.quotations = [Quotation(text="Còn người học thì còn đèn.")]
        page.follow_ups = [
            FollowUp(noted_on=date(2025, 1, 1), public_text="Đã có lớp thứ ba."),
            FollowUp(noted_on=date(2026, 1, 1), note="bimat", public_text="Đã có lớp thứ tư."),
        ]
        page.birth_year, page.sex = 1995, Sex.FEMALE
        consent_to(page)
        page = approve_and_publish(page=page, now=NOW)
        text = self.client.get(page.url).text
        self.assertLess(text.index("Lớp đầu tiên"), text.index("5/2024"))
        self.assertLess(text.index(">2026<"), text.index(">2024<"))
        self.assertIn("Một năm sau", text)
        self.assertIn("Đã có lớp thứ tư.", text)
        for secret in ("Đã có lớp thứ ba.", "bimat", "1995", "nữ<"):
            self.assertNotIn(secret, text)
        self.assertIn('href="/yeu-cau-du-lieu/?trang=/guong-sang/', text)

    def test_a_chosen_story_stands_on_the_profile_and_names_the_exemplar(self):
        page = make_draft()
        story = make_stories(make_exemplar("Người khác"), 1)[0]
        page.chosen_stories = [ChosenStory(story=story)]
        consent_to(page)
        page = approve_and_publish(page=page, now=NOW)
        self.assertContains(self.client.get(page.url), story.title)
        self.assertEqual([each.title for each in story.people()], ["Người khác", page.title])
        page.unpublish()
        self.assertEqual([each.title for each in story.people()], ["Người khác"])

    def test_units_over_time_are_told_of_grown_ups_only(self):
        for number, band in enumerate((AgeBand.ADULT, AgeBand.CHILD)):
            page = make_draft(f"Người {number}", age_band=band)
            old = make_unit(f"Đơn vị cũ {number}")
            page.unit_periods = [
                UnitPeriod(unit=old, ends_on=date(2025, 7, 1)),
                UnitPeriod(unit=page.unit, starts_on=date(2025, 7, 1)),
            ]
            consent_to(page, age_band=band, parties=CHILD_PARTIES)
            page = approve_and_publish(page=page, now=NOW)
            self.assertEqual(old.name in self.client.get(page.url).text, band == AgeBand.ADULT)

    def test_who_refuses_search_engines_does_so_in_the_header_and_in_lists_too(self):
        child = make_exemplar("Em Nhỏ", age_band=AgeBand.CHILD, honours=[(2026, "Giấy khen")])
        self.assertEqual(self.client.get(child.url)["X-Robots-Tag"], "noindex")
        for path in ("", "vinh-danh/2026/"):
            response = self.client.get(f"{child.get_parent().url}{path}")
            self.assertContains(response, 'content="noindex, follow"')


class TranslationTests(TestCase):
    def test_words_are_translated_and_secrets_only_carried_along(self):
        page = make_draft(honours=[(2026, "Bằng khen")], birth_year=1995)
        page.milestones = [Milestone(year=2020, text="Mở lớp đầu tiên")]
        page.follow_ups = [FollowUp(noted_on=NOW.date(), note="bimat", public_text="Lớp thứ ba")]
        page.unit_periods = [UnitPeriod(unit=page.unit, starts_on=date(2020, 1, 1))]
        page.save()
        source, _created = TranslationSource.update_or_create_from_instance(page)
        words = {segment.string.data for segment in source.stringsegment_set.all()}
        self.assertLessEqual({"Bằng khen", "Mở lớp đầu tiên", "Lớp thứ ba"}, words)
        self.assertNotIn("bimat", words)
        english = Locale.objects.create(language_code="en")
        page.get_parent().copy_for_translation(english, copy_parents=True)
        target, _created = source.create_or_update_translation(
            english, publish=False, fallback=True
        )
        kept = target.get_latest_revision_as_object()
        self.assertEqual(kept.birth_year, 1995)
        self.assertEqual(kept.follow_ups.get().note, "bimat")
        self.assertEqual(kept.unit_periods.get().unit_id, page.unit_id)
        self.assertEqual(kept.milestones.get().locale_id, english.pk)
