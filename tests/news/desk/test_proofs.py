"""The proof of a consent: kept privately, told by its content, given to whom it may."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from goodnews.accounts.roles import Role
from goodnews.consents.models import ConsentProof, ConsentRecord
from news.models import StoryPage
from tests.accounts.factories import make_user
from tests.images.files import photo_bytes
from tests.workflows.factories import act, edit

from .factories import PERSON_KEY, child, person
from .test_people import PeopleTestCase
from .test_phone import letter
from .test_views import EDIT, RECEIPT

PROOF = f"{RECEIPT}minh-chung/{PERSON_KEY}/"
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< >>\n%%EOF\n"


def proof_file(content: bytes = PDF, name: str = "cam-ket.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


class ProofTests(PeopleTestCase):
    def upload(self, content: bytes = PDF, name: str = "cam-ket.pdf"):
        return self.client.post(PROOF, {"proof": proof_file(content, name)})

    def with_proof(self, **values):
        file = {f"person-{PERSON_KEY}-proof": proof_file()}
        return self.send_people(child(), file, **values)

    def record(self) -> ConsentRecord:
        return ConsentRecord.objects.get()

    def admin_address(self) -> str:
        return f"/admin/consents/proof/{self.record().pk}/"

    def test_the_plain_form_brings_it_and_the_consent_keeps_it(self):
        self.with_proof()
        proof = self.record().proof
        self.assertEqual(proof.file.read(), PDF)
        self.assertEqual(proof.uploaded_by, self.room.correspondent)

    def test_it_is_kept_although_the_rest_is_wrong(self):
        response = self.with_proof(title="")
        self.assertContains(response, PROOF, status_code=422)
        self.assertEqual(ConsentProof.objects.count(), 1)

    def test_the_script_uploads_it_before_the_name_is_saved(self):
        answer = self.upload()
        self.assertEqual(answer.status_code, 200)
        body = letter(edition=0, people="somebody", **child())
        self.client.post(f"{RECEIPT}luu/", body, content_type="application/json")
        person_ = self.draft.named_people.get()
        self.assertEqual((person_.name, person_.proof.file.read()), ("Lý Văn Sáng", PDF))

    def test_another_takes_its_place_and_the_first_is_gone(self):
        with self.captureOnCommitCallbacks(execute=True):
            self.upload()
            first = ConsentProof.objects.get().file
            self.upload(photo_bytes(), "anh.jpg")
        self.assertEqual(ConsentProof.objects.get().kind, "image/jpeg")
        self.assertFalse(first.storage.exists(first.name))

    def test_a_photograph_loses_its_place_and_camera(self):
        exif = Image.Exif()
        exif[0x010F] = "Nokia"
        exif[0x8825] = {1: "N", 2: (22.0, 30.0, 0.0)}
        out = io.BytesIO()
        Image.new("RGB", (64, 48), "white").save(out, "JPEG", exif=exif)
        self.assertIn(b"Nokia", out.getvalue())
        self.upload(out.getvalue(), "giay.jpg")
        kept = ConsentProof.objects.get().file.read()
        self.assertNotIn(b"Nokia", kept)
        self.assertEqual(dict(Image.open(io.BytesIO(kept)).getexif()), {})

    def test_what_is_no_proof_is_refused_by_its_content(self):
        for name, content in (
            ("trang.pdf", b"<html><script>alert(1)</script></html>"),
            ("nua-chung.pdf", PDF[:30]),
            ("co-ma.pdf", PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /JavaScript (x) >>")),
            ("nua-chung.jpg", photo_bytes()[:500]),
            ("nang.pdf", PDF[:-6] + b"0" * 10_500_000 + b"%%EOF\n"),
            ("tep.zip", b"PK\x03\x04"),
        ):
            with self.subTest(name=name):
                answer = self.upload(content, name)
                self.assertEqual((answer.status_code, answer.json()["reason"]), (422, "refused"))
                self.assertTrue(answer.json()["message"])
        self.assertFalse(ConsentProof.objects.exists())
        file = {f"person-{PERSON_KEY}-proof": proof_file(b"x")}
        response = self.send_people(child(), file)
        self.assertContains(response, f"id_person-{PERSON_KEY}-proof_error", status_code=422)
        self.assertEqual(self.draft.named_people.get().name, "Lý Văn Sáng")
        self.assertEqual(self.client.post(PROOF, {"proof": ""}).status_code, 400)

    def test_it_is_given_as_a_file_to_save_and_never_as_a_page(self):
        self.with_proof()
        answer = self.client.get(PROOF)
        self.assertEqual(b"".join(answer.streaming_content), PDF)
        self.assertIn("attachment", answer["Content-Disposition"])
        self.assertEqual(answer["X-Content-Type-Options"], "nosniff")
        self.assertIn("no-store", answer["Cache-Control"])

    def test_it_is_not_among_the_public_files(self):
        self.with_proof()
        name = self.record().proof.file.name
        self.assertEqual(Client().get(f"/media/{name}").status_code, 404)
        with self.assertRaises(ValueError):
            self.record().proof.file.url  # noqa: B018

    def test_staff_who_work_on_the_story_get_it_and_nobody_else(self):
        self.with_proof()
        stranger = make_user("stranger", role=Role.REVIEWER, unit=self.room.other_unit)
        organiser = make_user("organiser", role=Role.ORGANISER, unit=self.room.unit)
        translator = make_user("translator", role=Role.TRANSLATOR, unit=self.room.unit)
        other = make_user("other", role=Role.CORRESPONDENT, unit=self.room.unit)
        for user, status in (
            (self.room.reviewer, 200),
            (self.room.editor, 200),
            (self.room.approver, 200),
            (self.room.superuser, 200),
            (stranger, 404),
            (organiser, 404),
            (translator, 404),
            (other, 403),
        ):
            with self.subTest(user=user.username):
                self.client.force_login(user)
                self.assertEqual(self.client.get(self.admin_address()).status_code, status)
        self.client.force_login(other)
        self.assertEqual(self.client.get(PROOF).status_code, 404)
        self.assertEqual(self.upload().status_code, 404)
        self.client.logout()
        self.assertEqual(self.client.get(PROOF).status_code, 302)
        self.assertEqual(self.upload().status_code, 401)

    def test_with_the_draft_it_is_deleted_and_with_the_consent_it_is_kept(self):
        self.upload()
        with self.captureOnCommitCallbacks(execute=True):
            self.client.post(f"{RECEIPT}xoa/")
        self.assertFalse(ConsentProof.objects.exists())
        self.with_proof()
        act(StoryPage.objects.get(), self.room.reviewer, "reject", comment="Bỏ tên em.")
        self.client.post(f"{RECEIPT}nhan-lai/")
        self.post(EDIT, people="nobody")
        self.assertFalse(self.draft.named_people.exists())
        self.assertEqual(self.record().proof.file.read(), PDF)

    def test_while_a_reviewer_has_the_story_none_is_taken(self):
        self.with_proof()
        self.assertEqual(self.upload(photo_bytes()).json()["reason"], "held")


class AdminRecordTests(PeopleTestCase):
    def test_the_office_records_a_consent_with_its_proof(self):
        self.send_people(person())
        story = StoryPage.objects.get()
        edit(story, self.room.editor)
        self.client.force_login(self.room.approver)
        address = f"/admin/consents/new/?page={story.pk}&subject_name=P%C3%A1o&age_band=16%2B"
        self.assertContains(self.client.get(address), '<option value="16+" selected>')
        values = {
            "page": story.pk,
            "subject_name": "Giàng A Páo",
            "purpose": "story",
            "age_band": "16+",
            "person_name": "Giàng A Páo",
            "channel": "paper",
            "is_seen": "on",
        }
        bad = self.client.post("/admin/consents/new/", {**values, "proof_file": proof_file(b"x")})
        self.assertContains(bad, "không giữ được làm minh chứng")
        self.client.post("/admin/consents/new/", {**values, "proof_file": proof_file()})
        record = ConsentRecord.objects.get(subject_name="Giàng A Páo")
        self.assertEqual(record.proof.file.read(), PDF)
        page = self.client.get(f"/admin/consents/inspect/{record.pk}/")
        self.assertContains(page, f"/admin/consents/proof/{record.pk}/")
