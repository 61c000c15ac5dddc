"""Nothing that can be posted breaks the site, gets lost, or comes back as markup."""

import io
import logging
import re
import zipfile
from urllib.parse import urlencode
from xml.etree import ElementTree

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client, TestCase, override_settings
from django.urls import reverse
from django.utils import timezone

from campaigns.models import CampaignPage
from exemplars.models import ExemplarPage
from goodnews.accounts.models import User
from goodnews.consents.choices import Purpose
from goodnews.consents.models import ConsentText
from goodnews.units.models import Unit
from news.desk.models import DeskDraft
from news.models import StoryPage
from news.sitemaps import part_of
from tests.images.files import bomb_bytes, photo_bytes
from tests.news.desk.factories import KEY, described, filled, person, photo
from tests.news.factories import make_site, make_theme
from tests.permissions.world import make_room
from tests.quizblocks.factories import choice_ids
from tests.workflows.factories import act, fresh

from .test_hostile_queries import VIETNAMESE
from .world import FRIENDLY_STATUS, make_public_site

NEW = "/gui-bai/moi/"
EDIT = f"/gui-bai/{KEY}/sua/"
FORM = "application/x-www-form-urlencoded"
SCRIPT = """</title></script><script>alert("x7")</script>"'><img src=x onerror=alert(7)> Đèn sáng"""
BAD_VALUES = (
    "",
    "\x00",
    "a\x00b",
    "null",
    "-1",
    "99999999999999999999",
    "9" * 5000,
    "٣",
    "[]",
    '{"$ne": 1}',
    "\ud7ff\u202e🌞\ufffe",
    "x" * 20000,
    "2190-01-01",
    "0001-01-01",
    "31/02/2026",
    "javascript:alert(1)",
    "http://[",
    SCRIPT,
)
BODIES = (
    (b"", FORM),
    (b"{", "application/json"),
    (b'{"title": null, "do": ["send"]}', "application/json"),
    (b"\xff\xfe\x00", FORM),
    (b"title=%ED%A0%80&do=%00", FORM),
    (b"do=send", f"{FORM}; charset=utf-16"),
    (b"do=send", f"{FORM}; charset=khong-co"),
    (b"do=send", "text/plain"),
    (b"do=send", "multipart/form-data"),
    (b"--x\r\nkhong phai\r\n", "multipart/form-data; boundary=x"),
    (b'--x\r\nContent-Disposition: form-data; name="\x00"\r\n\r\na\r\n--x--', "multipart/form-data; boundary=x"),
    (b"x" * 1_000_000, "application/octet-stream"),
    (b"title=" + b"x" * 1_000_000, FORM),
    (b"title=" + b"x" * 6_000_000, FORM),
    (b"&".join(b"a%d=1" % number for number in range(3000)), FORM),
)  # fmt: skip


def hostile_files() -> dict[str, bytes]:
    """Return what somebody may send for a photograph, by the reason it is none."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("anh.jpg", photo_bytes(size=(64, 48)))
    return {
        "trang.jpg": b"<!doctype html><script>alert(1)</script>",
        "cat-ngang.jpg": photo_bytes(size=(320, 240))[:2000],
        "bom.png": bomb_bytes(),
        "nen.png": packed.getvalue(),
        "ve.svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        "rong.jpg": b"",
        "../../etc/<script>.jpg": b"GIF89a<script>alert(1)</script>",
        "a" * 400 + ".png": b"\x89PNG\r\n\x1a\n" + b"\xff" * 200,
    }


class HostilePostCase(TestCase):
    def setUp(self):
        self.client = Client(raise_request_exception=False)
        logging.disable(logging.CRITICAL)
        self.addCleanup(logging.disable, logging.NOTSET)

    def assert_friendly(self, response, what=""):
        self.assertIn(response.status_code, FRIENDLY_STATUS, str(what)[:200])
        text = b"" if response.streaming else response.content
        self.assertNotIn(b"<script>alert", text, str(what)[:200])
        if response.get("Content-Type", "").startswith("text/html") and len(text) > 1:
            self.assertRegex(response.text, VIETNAMESE, str(what)[:200])


class DeskTests(HostilePostCase):
    @classmethod
    def setUpTestData(cls):
        cls.tree = make_site()
        cls.room, cls.people = make_room(cls.tree)
        ConsentText.objects.get_or_create(
            purpose=Purpose.STORY, version=1, language="vi", defaults={"body": "Tôi đồng ý."}
        )

    def setUp(self):
        super().setUp()
        self.client.force_login(self.room.correspondent)

    @property
    def draft(self) -> DeskDraft:
        return DeskDraft.objects.get(key=KEY)

    def test_no_field_takes_the_desk_down_or_takes_the_words_along(self):
        names = ["themes", "quiz_topic", "cover", "source_url", "pass", "photos"]
        names += [name for name in filled() if name not in ("origin", "place")]
        for name in names:
            for value in BAD_VALUES:
                with self.subTest(name, value=value[:20]):
                    values = filled(**{"do": "send", "source_name": "Báo", name: value})
                    response = self.client.post(NEW, values)
                    self.assert_friendly(response, (name, value))
                    if response.status_code == 422 and name not in ("text", "key"):
                        self.assertContains(response, "Bà con mang ngô", status_code=422)
        self.assertFalse(StoryPage.objects.exists())

    def test_no_button_or_photograph_of_nobody_takes_the_desk_down(self):
        self.client.post(NEW, filled(do="photos", photos=[photo()]))
        for button in ("up", "down", "remove", "cover", "send", "photos", "khac"):
            for number in ("", "0", "-1", "99999999999999999999", "9" * 5000, "²", "\x00", "1:2"):
                response = self.client.post(EDIT, filled(do=f"{button}:{number}", cover=number))
                self.assert_friendly(response, (button, number))
        self.assertEqual(self.draft.photos.count(), 1)

    def test_no_body_of_any_type_takes_the_desk_down(self):
        for address in (NEW, EDIT, f"/gui-bai/{KEY}/rut/", f"/gui-bai/{KEY}/xoa/"):
            for body, content_type in BODIES:
                with self.subTest(address, type=content_type, body=body[:20]):
                    response = self.client.generic("POST", address, body, content_type)
                    self.assert_friendly(response, body[:40])

    def test_a_form_too_large_to_read_is_explained_in_vietnamese(self):
        response = self.client.post(NEW, filled(text="x" * 6_000_000))
        self.assertContains(response, "quá lớn", status_code=400)

    def test_no_strange_file_is_stored_and_each_is_explained(self):
        for name, content in hostile_files().items():
            with self.subTest(name[:30]):
                file = SimpleUploadedFile("a.jpg", content, "image/jpeg")
                file._name = name
                response = self.client.post(NEW, filled(do="photos", photos=[file]))
                self.assertEqual(response.status_code, 200)
                self.assert_friendly(response, name)
                self.assertContains(response, "field__error")
                self.assertContains(response, "Con đường sáng giữa bản")
        self.assertEqual(self.draft.photos.count(), 0)

    def test_a_good_photograph_among_strange_files_is_kept(self):
        files = [
            SimpleUploadedFile("trang.jpg", b"<html>", "image/jpeg"),
            photo(),
            SimpleUploadedFile("rong.jpg", b"", "image/jpeg"),
        ]
        self.assertEqual(self.client.post(NEW, filled(do="photos", photos=files)).status_code, 200)
        self.assertEqual(self.draft.photos.count(), 1)
        self.assertTrue(
            re.fullmatch(r"\w+/[0-9a-f]{32}\.(jpg|png)", self.draft.photos.get().image.file.name)
        )

    def test_a_day_in_2190_and_a_long_title_are_told_at_the_field_and_kept(self):
        values = filled(do="send", happened_on="2190-01-01", title="Đèn " * 125)
        response = self.client.post(NEW, values)
        self.assertContains(response, "field__error", status_code=422)
        self.assertContains(response, 'value="2190-01-01"', status_code=422)
        self.assertContains(response, ("Đèn " * 125).strip(), status_code=422)
        self.assertEqual(self.draft.text.split()[0], "Hai")

    def test_a_form_sent_after_the_session_expired_loses_nothing(self):
        page = self.client.get(NEW).text
        note = re.search(r'name="pass" value="([^"]+)"', page)[1]
        key = re.search(r'name="key" value="([^"]+)"', page)[1]
        stranger = Client(enforce_csrf_checks=True, raise_request_exception=False)
        values = filled(**{"key": key, "pass": note, "do": "send", "photos": [photo()]})
        response = stranger.post(NEW, values)
        self.assertRedirects(response, f"/tai-khoan/login/?next=/gui-bai/{key}/sua/")
        draft = DeskDraft.objects.get(key=key)
        self.assertEqual((draft.title, draft.photos.count()), ("Con đường sáng giữa bản", 1))
        self.assertIsNone(draft.sent_at)
        self.assertFalse(StoryPage.objects.exists())

    def test_a_forged_pass_keeps_nothing(self):
        for note in ("", "x", "a:b:c", "\x00", "9" * 5000, "WzFd:1:x"):
            stranger = Client(enforce_csrf_checks=True, raise_request_exception=False)
            response = stranger.post(NEW, filled(**{"pass": note}))
            self.assertIn(response.status_code, (302, 403))
        self.assertFalse(DeskDraft.objects.exists())

    def publish_script(self) -> StoryPage:
        """Send a story with a script in every field and let everybody approve it."""
        self.client.post(NEW, filled(do="photos", photos=[photo()]))
        texts = {
            "title": f"{SCRIPT} tít",
            "text": f"{SCRIPT}\n\n{SCRIPT}\n\n<b>{SCRIPT}</b>",
            "place": SCRIPT,
            "origin": "repost",
            "source_name": SCRIPT,
            "source_url": "https://example.org/?a=<script>alert(1)</script>",
            "people": "somebody",
            **person(name=SCRIPT),
        }
        shown = {
            name: "" if name.endswith("cover") else SCRIPT for name in described(self.draft)
        }  # fmt: skip
        response = self.client.post(EDIT, filled(**{**texts, **shown, "do": "send"}))
        self.assertEqual(response.status_code, 302, response.text[:3000])
        story = self.draft.page.specific
        act(story, self.room.reviewer, "approve", comment=SCRIPT)
        act(story, self.room.editor, "approve", comment=SCRIPT)
        act(story, self.room.second_approver, "approve", comment=SCRIPT)
        return fresh(story)

    def test_a_script_in_every_field_is_shown_as_text_everywhere(self):
        User.objects.filter(pk=self.room.correspondent.pk).update(first_name="<script>alert(2)")
        Unit.objects.filter(pk=self.room.unit.pk).update(name=SCRIPT, short_name=SCRIPT[:60])
        self.room.unit.refresh_from_db()
        self.room.correspondent.refresh_from_db()
        story = self.publish_script()
        self.assertTrue(story.live)
        call_command("update_index", verbosity=0)
        day = timezone.localdate()
        public = [story.get_url(), "/", "/tin-tot/", f"/tin-tot/{day:%Y/%m/%d}/"]
        public += [f"/tin-tot/don-vi/{self.room.unit.slug}/", "/tim-kiem/?q=den+sang"]
        public += ["/so-do-trang/", "/guong-sang/", "/gui-bai/", f"/gui-bai/{KEY}/"]
        for address in public:
            with self.subTest(address):
                self.assert_shown_as_text(self.client.get(address))
        self.assertContains(self.client.get(story.get_url()), "&lt;script&gt;alert")
        self.client.force_login(self.room.superuser)
        for name in ("edit", "history", "view_draft", "usage", "workflow_history"):
            with self.subTest(name):
                address = reverse(f"wagtailadmin_pages:{name}", args=[story.pk])
                self.assert_shown_as_text(self.client.get(address))
        for address in (
            "/admin/",
            reverse("wagtailadmin_explore", args=[self.tree.stories.pk]),
            reverse("wagtailadmin_reports:site_history"),
            reverse("wagtailadmin_reports:workflow"),
            reverse("consent_records:index"),
            reverse("units:index"),
            reverse("wagtailimages:index"),
            "/admin/pages/search/?q=den",
        ):
            with self.subTest(address):
                self.assert_shown_as_text(self.client.get(address))

    def assert_shown_as_text(self, response):
        self.assertEqual(response.status_code, 200)
        for markup in ("<script>alert", "<img src=x", "</title></script>"):
            self.assertNotIn(markup, response.text)

    def test_a_script_is_text_in_feeds_sitemaps_and_cards_too(self):
        story = self.publish_script()
        part = f"/sitemap-{part_of(story.pk)}.xml"
        for address in ("/rss/", "/atom/", part, "/news-sitemap.xml"):
            with self.subTest(address):
                response = self.client.get(address)
                self.assertNotIn("<script", response.text)
                for node in ElementTree.fromstring(response.content).iter():  # noqa: S314 - ours
                    # Feed readers take descriptions for HTML.
                    if node.tag.endswith(("description", "summary")):
                        self.assertNotIn("<script", node.text or "")
        card = self.client.get(f"/chia-se/{story.pk}/x.jpg", follow=True)
        self.assertEqual(card["Content-Type"], "image/jpeg")
        self.assertEqual(self.client.get(f"/chia-se/{story.pk}/qr.svg").status_code, 200)


class OpenPostTests(HostilePostCase):
    """What anybody may post without an account."""

    @classmethod
    def setUpTestData(cls):
        cls.site = make_public_site()

    def beacon(self, body, content_type=FORM, **headers):
        headers = {"HTTP_ORIGIN": "http://testserver", "HTTP_USER_AGENT": "Mozilla/5.0", **headers}
        return self.client.generic("POST", "/dem/", body, content_type, **headers)

    def test_no_beacon_breaks_the_counts(self):
        for value in BAD_VALUES:
            response = self.beacon(urlencode({"trang": value}))
            self.assertIn(response.status_code, (204, 400), value[:30])
        for body, content_type in BODIES:
            self.assertIn(self.beacon(body, content_type).status_code, (204, 400), body[:30])
        for headers in (
            {"HTTP_ORIGIN": "http://["},
            {"HTTP_ORIGIN": "null"},
            {"HTTP_ORIGIN": "http://testserver.evil.example"},
            {"HTTP_SEC_FETCH_SITE": "cross-site"},
        ):
            self.assertEqual(self.beacon(f"trang={self.site.story.pk}", **headers).status_code, 403)

    def answer(self, body, content_type=FORM, address=None, **headers):
        address = address or self.site.answer_address
        return self.client.generic("POST", address, body, content_type, **headers)

    def test_no_answer_breaks_a_quiz(self):
        question = self.site.question
        right = {"shown": str(question.pk), f"q{question.pk}": choice_ids(question, 1)[0]}
        self.assertEqual(self.answer(urlencode(right)).status_code, 200)
        for name in ("shown", f"q{question.pk}", "q0", "q", "q99999999999999999999"):
            for value in BAD_VALUES:
                with self.subTest(name, value=value[:20]):
                    response = self.answer(urlencode({**right, name: value}))
                    self.assert_friendly(response, (name, value))
        for body, content_type in BODIES:
            with self.subTest(type=content_type, body=body[:20]):
                response = self.answer(body, content_type)
                self.assertIn(response.status_code, (400, 422), body[:30])
                self.assert_friendly(response, body[:30])

    @override_settings(GREETINGS_PER_HOUR=10_000)
    def test_no_good_wishes_break_a_profile(self):
        address = self.site.greeting_address
        right = {"text": "Chúc vui!", "name": "Bạn đọc"}
        for name in ("text", "name", "website", "khac"):
            for value in BAD_VALUES:
                with self.subTest(name, value=value[:20]):
                    response = self.answer(urlencode({**right, name: value}), address=address)
                    self.assert_friendly(response, (name, value))
        for body, content_type in BODIES:
            with self.subTest(type=content_type, body=body[:20]):
                response = self.answer(body, content_type, address=address)
                self.assertIn(response.status_code, (400, 422), body[:30])
                self.assert_friendly(response, body[:30])

    def test_an_answer_from_elsewhere_is_refused(self):
        for origin in ("http://[", "null", "https://evil.example", "http://testserver@evil", "x"):
            response = self.answer("shown=1", HTTP_ORIGIN=origin)
            self.assertEqual(response.status_code, 400, origin)

    def test_an_answer_to_a_block_of_another_page_is_not_found(self):
        question = self.site.question
        body = urlencode({"shown": question.pk, f"q{question.pk}": choice_ids(question, 1)[0]})
        block = self.site.answer_address.split("/")[-2]
        for page_id in (self.site.exemplar.pk, self.site.tree.home.pk, 0, 10**11):
            response = self.answer(body, address=f"/trac-nghiem/{page_id}/{block}/")
            self.assertEqual(response.status_code, 404)
            self.assert_friendly(response)
        other = self.site.answer_address.replace(block, "99999999-2222-3333-4444-555555555555")
        self.assertEqual(self.answer(body, address=other).status_code, 404)

    @override_settings(ACCOUNT_RATE_LIMITS=False)
    def test_no_sign_in_breaks_the_door(self):
        login = "/tai-khoan/login/"
        for name in ("login", "password", "remember", "next"):
            for value in BAD_VALUES:
                with self.subTest(name, value=value[:20]):
                    values = {"login": "ai-do", "password": "sai", name: value}
                    response = self.client.post(login, values)
                    self.assert_friendly(response, (name, value))
        for address in (login, "/tai-khoan/password/reset/", "/tai-khoan/logout/"):
            for body, content_type in BODIES:
                with self.subTest(address, type=content_type, body=body[:20]):
                    response = self.client.generic("POST", address, body, content_type)
                    self.assert_friendly(response, body[:30])

    def test_names_of_scripts_are_text_on_every_public_page(self):
        site = self.site
        theme = make_theme("<script>alert(3)</script>")
        site.story.themes.add(theme)
        site.story.byline = SCRIPT
        site.story.title = site.story.draft_title = SCRIPT
        site.story.save()
        Unit.objects.update(name=SCRIPT, short_name=SCRIPT[:60])
        CampaignPage.objects.update(title=SCRIPT, summary=SCRIPT)
        ExemplarPage.objects.update(title=SCRIPT, deed=SCRIPT)
        site.exemplar.honours.update(title=SCRIPT, decision_number=SCRIPT[:80])
        call_command("update_index", verbosity=0)
        for name, address in {**site.pages, **site.data}.items():
            with self.subTest(name):
                response = self.client.get(address)
                self.assertEqual(response.status_code, 200)
                if response["Content-Type"].startswith(("text/html", "application/xml")):
                    self.assertNotIn("<script>alert", response.text)
                    self.assertNotIn("<img src=x", response.text)
                else:
                    self.assertNotIn("html", response["Content-Type"])
                    self.assertEqual(response["X-Content-Type-Options"], "nosniff")
