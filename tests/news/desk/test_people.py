"""Who is in a story: row by row, each with their consent, kept private, checked before publishing."""

import re

from django.test import Client
from django.utils import timezone

from goodnews.consents.choices import Purpose
from goodnews.consents.models import ConsentRecord
from goodnews.consents.services import withdraw_consent
from goodnews.workflows.errors import PublicationRefusedError
from news.desk.models import DeskPerson
from news.models import StoryPage
from tests.workflows.factories import act, fresh, stage

from .factories import (
    KEY,
    OTHER_PERSON_KEY,
    PERSON_KEY,
    child,
    described,
    filled,
    person,
)
from .test_phone import letter
from .test_views import EDIT, NEW, RECEIPT, DeskTestCase


class PeopleTestCase(DeskTestCase):
    def send_people(self, *rows: dict, **values):
        merged = {name: value for row in rows for name, value in row.items()}
        return self.send(people="somebody", **merged, **values)

    def story(self) -> StoryPage:
        return StoryPage.objects.get().get_latest_revision_as_object()

    def pass_on(self, *users) -> StoryPage:
        story = StoryPage.objects.get()
        for user in users:
            act(story, user, "approve")
        return fresh(story)

    def publish(self) -> StoryPage:
        return self.pass_on(self.room.reviewer, self.room.editor, self.room.approver)


class RowTests(PeopleTestCase):
    def test_a_person_is_added_and_taken_out_without_a_script(self):
        response = self.post(people="somebody", do="person", **person())
        self.assertRedirects(response, f"{EDIT}#nguoi", fetch_redirect_response=False)
        page = self.client.get(EDIT)
        self.assertContains(page, "Lý Thị Mẩy")
        keys = [p.key for p in self.draft.named_people.all()]
        self.assertEqual((len(keys), keys[0]), (2, PERSON_KEY))
        self.assertContains(page, f'name="person-{keys[1]}-name"')
        rows = person() | child(keys[1])
        self.post(EDIT, people="somebody", do=f"unname:{PERSON_KEY}", **rows)
        self.assertEqual([p.name for p in self.draft.named_people.all()], ["Lý Văn Sáng"])

    def test_a_new_form_has_one_empty_row_and_stores_none(self):
        page = self.client.get(NEW)
        keys = re.findall(r'name="person-([0-9a-f-]{36})-name"', page.text)
        self.assertEqual(len(keys), 1)
        empty = {"name": "", "age_band": "", "has_agreed": None, "channel": ""}
        self.post(**person(keys[0], **empty))
        self.assertFalse(DeskPerson.objects.exists())

    def test_the_script_saves_the_same_row_five_times(self):
        for sequence in range(1, 6):
            body = letter(sequence=sequence, people="somebody", **child(name=f"Sáng {sequence}"))
            self.client.post(f"{RECEIPT}luu/", body, content_type="application/json")
        self.assertEqual(self.draft.named_people.get().name, "Sáng 5")
        body = letter(sequence=9, people="somebody")
        self.client.post(f"{RECEIPT}luu/", body, content_type="application/json")
        self.assertFalse(self.draft.named_people.exists())

    def test_what_a_row_lacks_is_said_at_its_field_and_nothing_is_lost(self):
        for row, field in (
            (person(has_agreed=None), "has_agreed"),
            (person(name=""), "name"),
            (person(age_band=""), "age_band"),
            (person(channel=""), "channel"),
            (person(channel="form"), "channel"),
            (child(has_agreed=None), "has_agreed"),
            (child(guardian_has_agreed=None), "guardian_has_agreed"),
            (child(guardian_name=" "), "guardian_name"),
            (child(guardian_name="ly van  SÁNG"), "guardian_name"),
            (child(age_band="<7", guardian_has_agreed=None), "guardian_has_agreed"),
        ):
            with self.subTest(row=row, field=field):
                response = self.send_people(row, place="Bản Sín Chải")
                anchor = f"id_person-{PERSON_KEY}-{field}"
                self.assertContains(response, f'href="#{anchor}"', status_code=422)
                self.assertContains(response, f'id="{anchor}_error"', status_code=422)
                self.assertEqual(self.draft.place, "Bản Sín Chải")
        self.assertFalse(StoryPage.objects.exists())
        self.assertFalse(ConsentRecord.objects.exists())

    def test_somebody_without_a_row_and_the_same_name_twice_are_asked_about(self):
        response = self.send_people()
        self.assertIn("people", response.context["form"].errors)
        response = self.send_people(person(), person(OTHER_PERSON_KEY, name="ly thi  may"))
        self.assertContains(response, "đã có ở trên", status_code=422)
        self.assertFalse(StoryPage.objects.exists())

    def test_strange_rows_are_no_error_page(self):
        rows = {"person-x-name": "a", f"person-{KEY}-age_band": "x", f"person-{'0' * 36}-name": "b"}
        many = {}
        for number in range(25):
            many |= person(f"{number:08}-2222-4333-8444-555555555555", name=f"Người {number}")
        for values in (rows, person(name="a\x00b", age_band="evil"), person(name="x" * 500), many):
            with self.subTest(count=len(values)):
                response = self.send_people(values)
                self.assertLess(response.status_code, 500)
        self.assertLess(self.post(do="unname:evil").status_code, 500)

    def test_the_twenty_first_person_is_refused_in_words(self):
        rows = {}
        for number in range(20):
            key = f"{number:08}-2222-4333-8444-555555555555"
            rows |= person(key, name=f"Người {number}")
        response = self.client.post(
            NEW, filled(people="somebody", do="person", **rows), follow=True
        )
        self.assertContains(response, "20")
        self.assertEqual(self.draft.named_people.count(), 20)


class ConsentTests(PeopleTestCase):
    def test_each_person_has_a_consent_of_their_own(self):
        self.send_people(child(channel="paper"), person(OTHER_PERSON_KEY))
        key = StoryPage.objects.get().translation_key
        records = ConsentRecord.objects.covering(key, Purpose.STORY)
        told = {
            (r.subject_name, r.channel, tuple(r.parties.values_list("role", "name")))
            for r in records
        }
        self.assertEqual(
            told,
            {
                ("Lý Văn Sáng", "paper", (("person", "Lý Văn Sáng"), ("guardian", "Lý Thị Mẩy"))),
                ("Lý Thị Mẩy", "spoken", (("person", "Lý Thị Mẩy"),)),
            },
        )
        self.assertEqual(records[0].recorded_by, self.room.correspondent)
        names = [(p.name, p.age_band) for p in self.story().named_people.all()]
        self.assertEqual(names, [("Lý Văn Sáng", "7-15"), ("Lý Thị Mẩy", "16+")])

    def test_under_seven_the_guardian_alone_agrees(self):
        self.send_people(child(age_band="<7", has_agreed=None))
        record = ConsentRecord.objects.get()
        self.assertEqual([p.role for p in record.parties.all()], ["guardian"])

    def test_whoever_says_nobody_names_nobody(self):
        self.send(people="nobody", **child(guardian_has_agreed=None))
        self.assertFalse(ConsentRecord.objects.exists())
        self.assertEqual(self.story().named_people.count(), 0)

    def test_sent_again_the_consent_is_not_recorded_twice(self):
        self.send_people(child())
        story = StoryPage.objects.get()
        act(story, self.room.reviewer, "reject", comment="Thêm tên thôn.")
        self.client.post(f"{RECEIPT}nhan-lai/")
        self.assertContains(self.client.get(EDIT), "Lý Văn Sáng")
        values = {**described(self.draft), **child()}
        self.client.post(EDIT, filled(do="send", people="somebody", **values))
        self.assertEqual(stage(story), "unit")
        self.assertEqual(ConsentRecord.objects.count(), 1)

    def test_the_editors_changes_come_back_to_the_author(self):
        self.send_people(child(), person(OTHER_PERSON_KEY))
        story = StoryPage.objects.get()
        page = self.story()
        page.named_people = [p for p in page.named_people.all() if p.age_band == "7-15"]
        page.save_revision(user=self.room.reviewer)
        act(story, self.room.reviewer, "reject", comment="Bỏ tên người lớn.")
        self.client.post(f"{RECEIPT}nhan-lai/")
        kept = self.draft.named_people.get()
        self.assertEqual((kept.name, kept.guardian_name), ("Lý Văn Sáng", "Lý Thị Mẩy"))

    def test_names_and_ages_never_reach_readers(self):
        self.send_people(child(name="Vàng Mí Sình", guardian_name="Vàng A Lử"))
        story = self.publish()
        page = Client().get(story.get_url())
        self.assertEqual(page.status_code, 200)
        for word in ("Vàng Mí Sình", "Vàng A Lử", "7-15"):
            self.assertNotContains(page, word)


class CheckTests(PeopleTestCase):
    def add(self, story, name: str, age_band: str) -> None:
        page = fresh(story).get_latest_revision_as_object()
        page.named_people.create(name=name, age_band=age_band)
        page.save_revision(user=self.room.editor)

    def test_somebody_without_consent_stops_the_approval_with_a_link_to_the_field(self):
        self.send_people(child())
        self.pass_on(self.room.reviewer)
        story = StoryPage.objects.get()
        self.add(story, "Giàng A Páo", "7-15")
        act(story, self.room.second_editor, "approve")
        with self.assertRaises(PublicationRefusedError) as refused:
            act(story, self.room.approver, "approve")
        self.assertEqual(list(refused.exception.error_dict), ["named_people"])
        (message,) = refused.exception.messages
        self.assertIn("Giàng A Páo", message)
        self.assertIn("người giám hộ", message)
        self.client.force_login(self.room.approver)
        page = self.client.get(f"/admin/pages/{story.pk}/edit/")
        self.assertContains(page, '<a href="#id_named_people-FORMS">')
        self.assertContains(page, 'id="id_named_people-FORMS"')
        self.assertContains(page, "Chưa có bản ghi đồng ý")
        self.assertContains(page, "/admin/consents/new/?page=")
        self.assertContains(page, "Lý Văn Sáng – người được nói đến")
        self.assertFalse(fresh(story).live)

    def test_a_child_whose_age_was_corrected_needs_the_guardian(self):
        self.send_people(person())
        page = self.story()
        row = page.named_people.get()
        row.age_band = "7-15"
        page.named_people = [row]
        page.save_revision(user=self.room.reviewer)
        (fault,) = page.approval_faults()
        self.assertIn("giám hộ", " ".join(fault.messages))
        self.assertNotIn("người được nói đến", " ".join(fault.messages))

    def test_a_name_with_its_marks_put_right_is_the_same_person(self):
        self.send_people(person(name="Ly Thi May"))
        page = self.story()
        row = page.named_people.get()
        row.name = "Lý Thị Mẩy"
        page.named_people = [row]
        self.assertEqual(page.approval_faults(), [])

    def test_a_withdrawn_consent_takes_the_story_down_and_keeps_it_down(self):
        self.send_people(child(), person(OTHER_PERSON_KEY))
        story = self.publish()
        self.assertTrue(story.live)
        record = ConsentRecord.objects.get(subject_name="Lý Văn Sáng")
        withdraw_consent(record=record, now=timezone.now())
        story = fresh(story)
        self.assertFalse(story.live)
        self.assertContains(self.client.get(RECEIPT), "Đã gỡ")
        self.assertTrue(
            any("Lý Văn Sáng" in m for f in story.publication_faults() for m in f.messages)
        )

    def test_a_withdrawal_in_the_admin_is_in_the_audit_log(self):
        self.send_people(child())
        story = self.publish()
        self.client.force_login(self.room.approver)
        record = ConsentRecord.objects.get()
        self.client.post(f"/admin/consents/withdraw/{record.pk}/", {"note": "Gia đình gọi điện."})
        self.assertFalse(fresh(story).live)
        history = self.client.get(f"/admin/pages/{story.pk}/history/")
        self.assertContains(history, "rút lại sự đồng ý", html=False)

    def test_a_story_stays_where_another_consent_covers_the_same_person(self):
        self.send_people(person())
        story = self.publish()
        first = ConsentRecord.objects.get()
        twin = ConsentRecord.objects.get(pk=first.pk)
        twin.pk = None
        twin.save()
        twin.parties.create(role="person", name="Lý Thị Mẩy", agreed_at=twin.agreed_at)
        withdraw_consent(record=first, now=timezone.now())
        self.assertTrue(fresh(story).live)
        withdraw_consent(record=twin, now=timezone.now())
        self.assertFalse(fresh(story).live)

    def test_many_people_cost_no_more_queries_than_one(self):
        self.send_people(person())
        page = self.story()
        page.publication_faults()

        def check(count: int) -> int:
            page.named_people = [
                page.named_people.model(name=f"Người {n}", age_band="16+") for n in range(count)
            ]
            with self.assertNumQueries(3):
                return len(page.publication_faults())

        self.assertEqual([check(1), check(15)], [1, 15])
