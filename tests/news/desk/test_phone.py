"""What the desk's script asks for, over a signal that comes and goes: everything may come twice."""

import hashlib
import json
import uuid
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase
from django.utils import timezone

from goodnews.accounts.roles import Role
from goodnews.images.models import SiteImage
from news.desk.models import DeskDraft, DeskPhoto
from news.models import StoryPage
from tests.accounts.factories import make_user
from tests.images.files import photo_bytes
from tests.workflows.factories import act, fresh

from .factories import KEY, filled, make_desk, photo

SAVE = f"/gui-bai/{KEY}/luu/"
SEND = f"/gui-bai/{KEY}/gui/"
PHOTO = f"/gui-bai/{KEY}/anh/"
PHONE = uuid.UUID(int=1)
OTHER_PHONE = uuid.UUID(int=2)
TICKET = uuid.UUID(int=3)
NOT_FIELDS = ("key", "do")


def letter(*, edition=0, writer=PHONE, sequence=1, ticket=None, **values) -> dict:
    """Return what the script posts for a complete story; lists stay lists."""
    fields = {name: value for name, value in filled(**values).items() if name not in NOT_FIELDS}
    return {
        "edition": edition,
        "writer": str(writer),
        "sequence": sequence,
        "ticket": str(ticket) if ticket else None,
        "fields": {n: v if isinstance(v, list) else [v] for n, v in fields.items()},
    }


def hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class PhoneTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.room = make_desk()

    def setUp(self):
        self.client.force_login(self.room.correspondent)

    @property
    def draft(self) -> DeskDraft:
        return DeskDraft.objects.get(key=KEY)

    def post(self, url=SAVE, content=None, **values):
        return self.client.post(url, content or letter(**values), content_type="application/json")

    def upload(self, content: bytes, *, content_hash=None):
        file = SimpleUploadedFile("photo", content, "image/jpeg")
        data = {"photo": file, "hash": content_hash or hash_of(content)}
        return self.client.post(PHOTO, data)

    def send(self, *, edition=0, sequence=2, ticket=TICKET, **values):
        """Send with a description of the one photograph, named by its hash."""
        (content_hash,) = self.draft.photos.values_list("content_hash", flat=True)
        values = {f"photo-{content_hash}-alt_text": "Đoàn viên dựng cột đèn", **values}
        return self.post(SEND, edition=edition, sequence=sequence, ticket=ticket, **values)


class SavingTests(PhoneTestCase):
    def test_a_day_that_only_the_phones_clock_said_is_not_to_come(self):
        ahead = (timezone.localdate() + timedelta(days=40)).isoformat()
        typed = self.post(sequence=1, happened_on=ahead).json()
        self.assertEqual([each["anchor"] for each in typed["problems"]], ["#id_happened_on"])
        guessed = self.post(sequence=2, edition=1, happened_on=ahead, guessed_day=ahead).json()
        self.assertEqual(guessed["problems"], [])
        self.assertEqual(self.draft.happened_on, timezone.localdate())

    def test_words_are_kept_and_the_answer_says_which_edition(self):
        answer = self.post().json()
        self.assertEqual(self.draft.title, "Con đường sáng giữa bản")
        self.assertEqual(answer["edition"], 1)
        self.assertRegex(answer["saved_at"], r"^\d\d:\d\d$")
        self.assertEqual(answer["problems"], [])

    def test_the_same_letter_five_times_is_one_draft(self):
        answers = [self.post().status_code for _time in range(5)]
        self.assertEqual(answers, [200] * 5)
        self.assertEqual(DeskDraft.objects.count(), 1)

    def test_a_letter_whose_answer_was_lost_is_no_conflict(self):
        self.post(sequence=1)
        answer = self.post(sequence=2, edition=0, title="Viết tiếp")
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(self.draft.title, "Viết tiếp")

    def test_a_letter_that_was_overtaken_changes_nothing(self):
        self.post(sequence=3, title="Bản sau")
        self.assertEqual(self.post(sequence=2, title="Bản trước").status_code, 200)
        self.assertEqual(self.draft.title, "Bản sau")

    def test_a_second_phone_is_told_that_it_holds_an_older_text(self):
        self.post(title="Máy thứ nhất")
        answer = self.post(writer=OTHER_PHONE, edition=0, title="Máy thứ hai")
        self.assertEqual(answer.status_code, 409)
        self.assertEqual(answer.json()["reason"], "changed")
        self.assertIn("thiết bị khác", answer.json()["message"])
        self.assertEqual(self.draft.title, "Máy thứ nhất")
        again = self.post(writer=OTHER_PHONE, edition=answer.json()["edition"], title="Máy thứ hai")
        self.assertEqual(again.status_code, 200)
        self.assertEqual(self.draft.title, "Máy thứ hai")

    def test_the_plain_form_counts_as_another_phone(self):
        self.post()
        self.client.post(f"/gui-bai/{KEY}/sua/", filled(title="Bằng biểu mẫu thường"))
        self.assertEqual(self.post(sequence=2, edition=1).status_code, 409)

    def test_a_plain_post_by_the_script_whose_answer_was_lost_is_no_conflict(self):
        self.post()
        stamp = {"edition": "1", "writer": str(PHONE), "sequence": "1"}
        self.client.post(f"/gui-bai/{KEY}/sua/", filled(title="Chưa gửi được", **stamp))
        # The page with the answer never came: the phone still has the edition before.
        self.assertEqual(self.post(sequence=2, edition=1, title="Viết tiếp").status_code, 200)
        self.assertEqual(self.draft.title, "Viết tiếp")
        again = self.client.post(f"/gui-bai/{KEY}/sua/", filled(title="Tải lại", **stamp))
        self.assertEqual(again.status_code, 409)
        self.assertEqual(self.draft.title, "Viết tiếp")

    def test_a_conflict_over_a_deleted_draft_makes_no_empty_one(self):
        self.assertEqual(self.post(edition=7).status_code, 409)
        self.assertFalse(DeskDraft.objects.exists())

    def test_what_could_not_be_kept_is_said(self):
        answer = self.post(title="x" * 161).json()
        self.assertEqual([line["anchor"] for line in answer["problems"]], ["#id_title"])
        self.assertEqual(self.draft.title, "")
        self.assertEqual(self.draft.place, "Bản Sín Chải")

    def test_a_form_that_forgets_a_photograph_takes_it_out(self):
        self.upload(photo_bytes())
        (content_hash,) = self.draft.photos.values_list("content_hash", flat=True)
        self.post(removed=[content_hash])
        self.assertEqual(self.draft.photos.count(), 0)
        self.assertEqual(SiteImage.objects.count(), 0)

    def test_a_save_that_read_the_draft_before_it_was_sent_takes_nothing_back(self):
        self.post()
        self.upload(photo_bytes())
        self.send()
        page_id = self.draft.page_id
        answer = self.post(sequence=9, title="Gõ sau khi gửi")
        self.assertEqual(answer.status_code, 409)
        self.assertEqual(answer.json()["reason"], "held")
        self.assertEqual(self.draft.page_id, page_id)


class SendingTests(PhoneTestCase):
    def setUp(self):
        super().setUp()
        self.post()
        self.upload(photo_bytes())

    def test_five_times_the_same_is_one_story(self):
        answers = [self.send() for _time in range(5)]
        self.assertEqual({a.json()["address"] for a in answers}, {f"/gui-bai/{KEY}/"})
        story = StoryPage.objects.get()
        self.assertEqual(story.title, "Con đường sáng giữa bản")
        self.assertEqual(story.cover_alt_text, "Đoàn viên dựng cột đèn")
        self.assertEqual(story.workflow_states.count(), 1)

    def test_the_first_sending_that_arrives_again_after_the_return_sends_nothing(self):
        self.send()
        story = fresh(self.draft.page)
        act(story, self.room.reviewer, action="reject")
        self.assertEqual(self.send().status_code, 200)
        self.assertEqual(fresh(story).current_workflow_state.status, "needs_changes")
        answer = self.send(sequence=3, ticket=uuid.UUID(int=9), title="Đã sửa")
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(fresh(story).current_workflow_state.status, "in_progress")

    def test_what_is_missing_is_said_by_field_and_the_words_are_kept(self):
        answer = self.send(people="", title="Tên mới")
        self.assertEqual(answer.status_code, 422)
        self.assertEqual([p["anchor"] for p in answer.json()["problems"]], ["#id_people"])
        self.assertEqual(self.draft.title, "Tên mới")
        self.assertFalse(StoryPage.objects.exists())
        self.assertEqual(self.send(sequence=3, ticket=uuid.UUID(int=9)).status_code, 200)

    def test_an_older_text_is_not_sent_over_a_newer_one(self):
        self.post(sequence=5, title="Bản sau")
        answer = self.send(sequence=4, title="Bản trước")
        self.assertEqual(answer.status_code, 409)
        self.assertEqual(self.draft.title, "Bản sau")
        self.assertFalse(StoryPage.objects.exists())

    def test_another_phone_cannot_send_what_it_has_not_read(self):
        answer = self.send(edition=0, writer=OTHER_PHONE, title="Máy thứ hai")
        self.assertEqual(answer.status_code, 409)
        self.assertFalse(StoryPage.objects.exists())

    def test_the_next_page_says_thanks_once_for_each_story_also_if_the_phone_asks_twice(self):
        for _time in range(2):
            self.send()
        page = self.client.get(f"/gui-bai/{KEY}/")
        self.assertContains(page, "Đã gửi “Con đường sáng giữa bản”. Cảm ơn bạn!", count=1)
        self.assertNotContains(self.client.get("/gui-bai/"), "Cảm ơn bạn!")

    def test_without_ticket_nothing_is_sent(self):
        self.assertEqual(self.send(ticket=None).status_code, 400)


class PhotographTests(PhoneTestCase):
    def test_the_same_photograph_five_times_is_one(self):
        for _time in range(5):
            answer = self.upload(photo_bytes())
            self.assertEqual(answer.json()["photos"], [hash_of(photo_bytes())])
        self.assertEqual(DeskPhoto.objects.count(), 1)
        self.assertEqual(SiteImage.objects.count(), 1)

    def test_the_saved_draft_says_which_photographs_it_has(self):
        self.upload(photo_bytes())
        self.assertEqual(self.post().json()["photos"], [hash_of(photo_bytes())])

    def test_a_photograph_that_ended_half_way_is_asked_for_again(self):
        whole = photo_bytes()
        answer = self.upload(whole[: len(whole) // 2], content_hash=hash_of(whole))
        self.assertEqual((answer.status_code, answer.json()["reason"]), (409, "broken"))
        self.assertFalse(SiteImage.objects.exists())

    def test_what_is_no_photograph_is_refused_in_words(self):
        for content in (b"<html><script>alert(1)</script></html>", b"", photo_bytes()[:600]):
            with self.subTest(content=content[:20]):
                answer = self.upload(content)
                self.assertEqual((answer.status_code, answer.json()["reason"]), (422, "refused"))
                self.assertTrue(answer.json()["message"])
        self.assertFalse(SiteImage.objects.exists())

    def test_the_eleventh_is_refused_in_words(self):
        for number in range(10):
            self.upload(photo_bytes(size=(64 + number, 48)))
        answer = self.upload(photo_bytes(size=(128, 48)))
        self.assertEqual(answer.status_code, 422)
        self.assertIn("10", answer.json()["message"])
        self.assertEqual(SiteImage.objects.count(), 10)

    def test_after_sending_one_that_arrived_is_confirmed_and_a_new_one_refused(self):
        self.post()
        self.upload(photo_bytes())
        self.send()
        self.assertEqual(self.upload(photo_bytes()).status_code, 200)
        answer = self.upload(photo_bytes(size=(128, 48)))
        self.assertEqual((answer.status_code, answer.json()["reason"]), (409, "held"))
        self.assertEqual(SiteImage.objects.count(), 1)

    def test_a_post_without_photograph_is_answered(self):
        self.assertEqual(self.client.post(PHOTO, {"hash": "x"}).status_code, 400)

    def test_the_plain_form_and_the_script_know_the_same_photograph(self):
        self.client.post("/gui-bai/moi/", {**filled(do="photos"), "photos": [photo()]})
        self.upload(photo_bytes())
        self.assertEqual(self.draft.photos.count(), 1)


class StrangersTests(PhoneTestCase):
    def urls(self):
        return (SAVE, SEND, PHOTO)

    def test_an_expired_session_is_told_so_without_a_redirect(self):
        self.client.logout()
        for url in self.urls():
            with self.subTest(url=url):
                answer = self.post(url)
                self.assertEqual(answer.status_code, 401)
                self.assertEqual(answer.json()["reason"], "signed-out")
        self.assertEqual(self.client.get("/gui-bai/may/").status_code, 401)

    def test_somebody_without_unit_is_refused(self):
        self.client.force_login(make_user("no-unit", role=Role.CORRESPONDENT))
        for url in self.urls():
            with self.subTest(url=url):
                self.assertEqual(self.post(url).status_code, 403)

    def test_anothers_draft_is_not_found(self):
        self.post()
        self.client.force_login(make_user("other", role=Role.CORRESPONDENT, unit=self.room.unit))
        for url in (SAVE, SEND):
            with self.subTest(url=url):
                answer = self.post(url, ticket=TICKET, title="Của người khác")
                self.assertEqual(answer.status_code, 404)
        self.assertEqual(self.upload(photo_bytes()).status_code, 404)
        self.assertEqual(self.draft.title, "Con đường sáng giữa bản")
        self.assertFalse(SiteImage.objects.exists())

    def test_nothing_is_taken_without_the_token(self):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(self.room.correspondent)
        answer = strict.post(SAVE, letter(), content_type="application/json")
        self.assertEqual(answer.status_code, 403)
        self.assertFalse(DeskDraft.objects.exists())
        token = strict.get("/gui-bai/may/").json()["token"]
        answer = strict.post(
            SAVE, letter(), content_type="application/json", headers={"x-csrftoken": token}
        )
        self.assertEqual(answer.status_code, 200)

    def test_looking_is_not_saving(self):
        for url in self.urls():
            with self.subTest(url=url):
                self.assertEqual(self.client.get(url).status_code, 405)


class BadLetterTests(PhoneTestCase):
    def test_what_no_script_of_ours_writes_is_refused(self):
        good = letter()
        bodies = {
            "not JSON": b"{",
            "not UTF-8": b"\xff\xfe{}",
            "a list": b"[]",
            "deep": b"[" * 100_000,
            "half a pair": json.dumps({**good, "fields": {"title": ["\ud800"]}}).encode(),
            "a negative edition": json.dumps({**good, "edition": -1}).encode(),
            "a huge sequence": json.dumps({**good, "sequence": 10**30}).encode(),
            "no writer": json.dumps({**good, "writer": "x"}).encode(),
            "fields as text": json.dumps({**good, "fields": "x"}).encode(),
            "a number for a word": json.dumps({**good, "fields": {"title": [1]}}).encode(),
            "a word without list": json.dumps({**good, "fields": {"title": "x"}}).encode(),
            "many fields": json.dumps(
                {**good, "fields": {str(n): [] for n in range(999)}}
            ).encode(),
        }
        for name, body in bodies.items():
            with self.subTest(name):
                answer = self.client.post(SAVE, body, content_type="application/json")
                self.assertEqual((answer.status_code, answer.json()["reason"]), (400, "bad"))
        self.assertFalse(DeskDraft.objects.exists())

    def test_a_letter_larger_than_any_story_is_not_even_read(self):
        answer = self.post(text="x" * 300_000)
        self.assertEqual((answer.status_code, answer.json()["reason"]), (413, "large"))

    def test_null_bytes_and_unknown_choices_are_problems_of_their_fields(self):
        answer = self.post(title="a\x00b", kind="evil", people="evil", themes=["999", "x"])
        self.assertEqual(answer.status_code, 200)
        anchors = {problem["anchor"] for problem in answer.json()["problems"]}
        self.assertIn("#id_title", anchors)
        self.assertIn("#id_kind", anchors)

    def test_strange_names_of_photographs_are_ignored(self):
        names = ["x" * 64, "1" * 40, "-1", "٣", "999999"]
        answer = self.post(removed=names, cover="x" * 64)
        self.assertEqual(answer.status_code, 200)
