"""Two taps on "Gửi" that arrive at the same moment."""

from threading import Barrier

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from goodnews.images.models import SiteImage
from news.desk.choices import People
from news.desk.models import DeskDraft, DeskPhoto
from news.desk.services import open_draft, send_draft
from news.models import StoryPage
from tests.concurrency import AtOnceTestCase, needs_postgresql
from tests.images.files import photo_bytes

from .factories import KEY, TEXT, make_desk
from .test_phone import TICKET, hash_of, letter


@needs_postgresql
class DoubleTapTests(AtOnceTestCase):
    def test_four_taps_at_once_make_one_draft_and_one_story(self):
        room = make_desk()
        barrier = Barrier(4, timeout=30)

        def tap():
            draft = open_draft(owner=room.correspondent, key=KEY, now=timezone.now())
            DeskDraft.objects.filter(pk=draft.pk).update(
                title="Con đường sáng", text=TEXT, people=People.NOBODY
            )
            barrier.wait()
            return send_draft(draft=draft, now=timezone.now()).page_id

        pages = self.at_once([tap] * 4)
        self.assertEqual(StoryPage.objects.count(), 1)
        self.assertEqual(set(pages), {StoryPage.objects.get().pk})


@needs_postgresql
class FiveTimesAtOnceTests(AtOnceTestCase):
    """What a phone repeats because an answer was lost, all at the same moment."""

    def five_times(self, ask):
        """Return the answers to five equal requests of one correspondent."""
        room = make_desk()
        self.client.force_login(room.correspondent)
        session = self.client.cookies["sessionid"].value

        def ask_once():
            client = Client()
            client.cookies["sessionid"] = session
            return ask(client)

        return self.at_once([ask_once] * 5)

    def post(self, client, action: str, **values):
        return client.post(
            f"/gui-bai/{KEY}/{action}/", letter(**values), content_type="application/json"
        )

    def test_one_letter_makes_one_draft(self):
        answers = self.five_times(lambda client: self.post(client, "luu").status_code)
        self.assertEqual(answers, [200] * 5)
        self.assertEqual(DeskDraft.objects.count(), 1)

    def test_one_photograph_is_one(self):
        content = photo_bytes()

        def upload(client):
            file = SimpleUploadedFile("photo", content, "image/jpeg")
            data = {"photo": file, "hash": hash_of(content)}
            return client.post(f"/gui-bai/{KEY}/anh/", data).status_code

        self.assertEqual(self.five_times(upload), [200] * 5)
        self.assertEqual(DeskPhoto.objects.count(), 1)
        self.assertEqual(SiteImage.objects.count(), 1)

    def test_one_sending_is_one_story(self):
        content = photo_bytes()
        described = {f"photo-{hash_of(content)}-alt_text": "Dựng cột đèn"}

        def send(client):
            file = SimpleUploadedFile("photo", content, "image/jpeg")
            client.post(f"/gui-bai/{KEY}/anh/", {"photo": file, "hash": hash_of(content)})
            answer = self.post(client, "gui", sequence=1, ticket=TICKET, **described)
            return answer.status_code, answer.json().get("address")

        self.assertEqual(set(self.five_times(send)), {(200, f"/gui-bai/{KEY}/")})
        story = StoryPage.objects.get()
        self.assertEqual(story.workflow_states.count(), 1)
