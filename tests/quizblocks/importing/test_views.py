"""Keepers of the bank import a crooked file in the admin."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.urls import reverse
from docx import Document
from openpyxl import Workbook

from goodnews.accounts.roles import Role
from goodnews.accounts.services import apply_roles
from quizblocks.choices import KeyStage, QuestionUse
from quizblocks.importing.exports import EXPORTS
from quizblocks.models import AnswerKey, Question, QuestionImport, Topic
from tests.accounts.factories import make_user
from tests.quizblocks.factories import (
    make_gaps,
    make_matching,
    make_multiple,
    make_numeric,
    make_ordering,
    make_question,
    make_short_answer,
    make_topic,
    right_texts,
)

from .forms import fields_of

IMPORT = "wagtailsnippets_quizblocks_question:import"
LIST = "wagtailsnippets_quizblocks_question:list"
GOOD = """Khi nhận đường dẫn lạ, em làm gì trước?
A. Bấm vào để xem
B. Hỏi lại bạn bằng kênh khác
ANSWER: B

Mật khẩu mạnh dài ít nhất bao nhiêu?
A. 6 ký tự
B. 12 ký tự
ANSWER: B
"""
# The second question has no key that fits.
CROOKED = GOOD.replace("12 ký tự\nANSWER: B", "12 ký tự\nANSWER: D")


class ImportCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        apply_roles()
        cls.topic = make_topic()
        cls.organiser = make_user("organiser", role=Role.ORGANISER)

    def setUp(self):
        self.client.force_login(self.organiser)

    def send(self, text: str = GOOD, name: str = "cau-hoi.aiken", **values):
        file = SimpleUploadedFile(name, text.encode()) if name else None
        data = {"topic": self.topic.name, "use": "practice", **values}
        return self.client.post(reverse(IMPORT), data | ({"file": file} if file else {}))

    def press(self, response, do: str, **values):
        return self.client.post(reverse(IMPORT), fields_of(response) | {"do": do} | values)


class ImportTests(ImportCase):
    def test_a_good_file_is_shown_and_imported(self):
        shown = self.send()
        self.assertContains(shown, "Khi nhận đường dẫn lạ, em làm gì trước?")
        self.assertContains(shown, 'class="bank-import__right"', count=2)
        self.assertFalse(Question.objects.exists())
        done = self.press(shown, "import")
        record = QuestionImport.objects.get()
        self.assertRedirects(done, f"{reverse(LIST)}?imports={record.pk}")
        self.assertEqual(record.name, "cau-hoi.aiken")
        self.assertEqual(Question.objects.filter(live=False, topic=self.topic).count(), 2)
        self.assertEqual(AnswerKey.objects.draft().count(), 2)
        make_question(self.topic, "Câu này không ở trong tệp?")
        listed = self.client.get(done.url)
        self.assertContains(listed, "Mật khẩu mạnh dài")
        self.assertNotContains(listed, "Câu này không ở trong tệp?")

    def test_a_faulty_question_is_mended_on_the_spot_and_imported(self):
        shown = self.send(CROOKED)
        self.assertNotContains(shown, 'value="import"')
        fields = fields_of(shown)
        self.assertEqual(fields["r1-stem"], ["Mật khẩu mạnh dài ít nhất bao nhiêu?"])
        self.assertEqual(fields["r1-choice-1"], ["12 ký tự"])
        again = self.press(shown, "check", **{"r1-right-1": "on"})
        self.assertContains(again, 'value="import"')
        self.press(again, "import")
        self.assertEqual(Question.objects.count(), 2)
        mended = Question.objects.get(stem__startswith="Mật khẩu")
        self.assertEqual(right_texts(mended, KeyStage.DRAFT), {"12 ký tự"})

    def test_what_was_typed_is_kept_while_it_is_still_faulty(self):
        typed = {"r1-stem": "Ngắn", "r1-choice-3": "Một ý đã gõ", "r1-explanation": "Vì\x00 vậy"}
        again = self.press(self.send(CROOKED), "check", **typed)
        self.assertNotContains(again, 'value="import"')
        fields = fields_of(again)
        self.assertEqual(fields["r1-stem"], ["Ngắn"])
        self.assertIn(["Một ý đã gõ"], fields.values())
        self.assertEqual(fields["r1-explanation"], ["Vì vậy"])
        turned = self.press(again, "show:new", **{"r1-stem": "Chữ mới gõ thêm"})
        back = self.press(turned, "show:faulty")
        self.assertEqual(fields_of(back)["r1-stem"], ["Chữ mới gõ thêm"])

    def test_importing_with_something_just_typed_shows_it_first(self):
        shown = self.press(self.send(), "mend:0")
        again = self.press(shown, "import", **{"r0-stem": "Đã đổi ngay trước khi nhập?"})
        self.assertEqual(again.status_code, 200)
        self.assertContains(again, "Đã đổi ngay trước khi nhập?")
        self.assertFalse(Question.objects.exists())
        self.press(again, "import")
        self.assertTrue(Question.objects.filter(stem="Đã đổi ngay trước khi nhập?").exists())

    def test_faulty_questions_are_left_out_one_by_one_or_all(self):
        for do, values in (("leave_out", {}), ("check", {"r1-is_left_out": "on"})):
            with self.subTest(do):
                again = self.press(self.send(CROOKED), do, **values)
                self.assertContains(again, 'value="import"')
        self.press(again, "import")
        self.assertEqual(Question.objects.count(), 1)

    def test_a_changed_question_shows_what_the_bank_has_now(self):
        make_question(self.topic)
        shown = self.send()
        changed = self.press(shown, "show:changed")
        self.assertContains(changed, "Chia sẻ cho mọi người")
        self.press(changed, "import")
        self.assertEqual(Question.objects.count(), 2)
        question = Question.objects.get(live=True)
        self.assertTrue(question.has_unpublished_changes)

    def test_what_may_be_the_same_is_linked(self):
        near = make_question(self.topic, "Khi nhận được đường dẫn lạ, em làm gì trước tiên?")
        url = reverse("wagtailsnippets_quizblocks_question:edit", args=[near.pk])
        self.assertContains(self.send(), url)

    def test_pasted_text_tells_its_format(self):
        shown = self.send(name="", text=GOOD)
        self.assertNotContains(shown, "bank-import__list")
        for text in (GOOD, "Một cộng một bằng mấy ạ? {=hai ~ba}"):
            shown = self.client.post(
                reverse(IMPORT), {"text": text, "topic": "Toán", "use": "contest"}
            )
            self.assertContains(shown, "bank-import__right")
        self.press(shown, "import")
        self.assertEqual(Question.objects.get().use, QuestionUse.CONTEST)

    def test_what_cannot_be_read_is_said_at_its_field(self):
        for values, said in (
            ({"name": "x.pdf"}, "Chưa rõ"),
            ({"text": ""}, "rỗng"),
            ({"text": "\n\n"}, "không có câu hỏi nào"),
            ({"use": ""}, "dùng để làm gì"),
            ({"name": ""}, "một trong hai"),
        ):
            with self.subTest(said):
                self.assertContains(self.send(**values), said)
        file = SimpleUploadedFile("a.gift", b"\xff\x00\x80\xfe")
        data = {"file": file, "topic": "x", "use": "practice"}
        self.assertContains(self.client.post(reverse(IMPORT), data), "UTF-8")

    def test_a_file_of_an_old_office_is_told_what_to_be_saved_as(self):
        for old, new in (("doc", "docx"), ("XLS", "xlsx")):
            with self.subTest(old):
                response = self.send("\ufffd", name=f"cau-hoi.{old}")
                self.assertContains(response, f"thành .{new}")
                self.assertNotContains(response, "Chưa rõ định dạng")

    def test_a_file_that_came_with_a_refused_form_is_asked_for_again(self):
        for values in ({"use": ""}, {"topic": "x" * 121}, {"name": "x.pdf"}):
            with self.subTest(values=values):
                form = self.send(**values).context["form"]
                self.assertEqual(form.errors["file"], ["Hãy chọn lại tệp."])
        data = {"text": GOOD, "topic": "x", "use": ""}
        form = self.client.post(reverse(IMPORT), data).context["form"]
        self.assertEqual(list(form.errors), ["use"])

    def test_the_browser_asks_for_the_purpose_before_it_sends_the_file(self):
        html = self.client.get(reverse(IMPORT)).content.decode()
        start = html[html.index("<form", html.index('id="choose-title"')) :]
        self.assertNotIn("novalidate", start[: start.index(">")])
        self.assertRegex(start, r'<input type="radio" name="use"[^>]* required')

    def test_a_check_of_somebody_else_is_refused(self):
        shown = self.send()
        self.client.force_login(make_user("admin", is_superuser=True))
        self.assertRedirects(self.press(shown, "import"), reverse(IMPORT))
        self.assertFalse(Question.objects.exists())

    def test_strange_buttons_show_the_plan(self):
        shown = self.send()
        for do in ("page:x", "page:99999999", "mend:-1", "mend:77", "show:", "\x00", "mend:²"):
            with self.subTest(do):
                again = self.press(shown, do, mended=["99", "x", "²"], page="x", state="?")
                self.assertContains(again, "bank-import__list")

    def test_many_questions_are_shown_page_by_page(self):
        text = "".join(GOOD.replace("?", f" {n}?") for n in range(15))
        shown = self.send(text)
        self.assertContains(shown, 'class="bank-import__card"', count=20)
        self.assertContains(self.press(shown, "page:2"), 'class="bank-import__card"', count=10)

    def test_script_in_a_file_stays_text(self):
        evil = "<script>alert(1)</script>"
        self.assertNotContains(self.send(GOOD.replace("6 ký tự", evil), name=f"{evil}.aiken"), evil)


class TableTests(ImportCase):
    """Excel files, whose columns tell what they hold or are chosen."""

    HEADINGS = ("STT", "Nội dung câu hỏi", "A", "B", "C", "Đáp án")
    ROWS = (
        (1, "Khi nhận đường dẫn lạ, em làm gì trước?", "Bấm vào", "Hỏi lại", "Chia sẻ", "B"),
        (2, "Mật khẩu mạnh dài ít nhất bao nhiêu?", "6 ký tự", "12 ký tự", None, "D"),
    )

    def send_table(self, *table_rows, **values):
        book = Workbook()
        for row in table_rows:
            book.active.append(row)
        content = BytesIO()
        book.save(content)
        file = SimpleUploadedFile("cau-hoi.xlsx", content.getvalue())
        data = {"file": file, "topic": self.topic.name, "use": "practice", **values}
        return self.client.post(reverse(IMPORT), data)

    def test_a_faulty_row_is_mended_with_what_stands_in_its_cells(self):
        shown = self.send_table(self.HEADINGS, *self.ROWS)
        fields = fields_of(shown)
        self.assertEqual(fields["r1-stem"], ["Mật khẩu mạnh dài ít nhất bao nhiêu?"])
        self.assertEqual(fields["r1-choice-1"], ["12 ký tự"])
        again = self.press(shown, "check", **{"r1-right-1": "on"})
        self.press(again, "import")
        self.assertEqual(Question.objects.count(), 2)

    def test_columns_that_do_not_tell_are_chosen(self):
        asked = self.send_table(("x", "y", "z", "t"), *(row[1:4] + row[5:] for row in self.ROWS))
        self.assertContains(asked, "Khi nhận đường dẫn lạ")
        table = asked.context["sealed"]
        chosen = {
            "table": table,
            "heading_row": "1",
            "column-0": "stem",
            "column-1": "choice:a",
            "column-2": "choice:b",
            "column-3": "key",
        }
        for wrong in (
            {"column-0": ""},
            {"column-1": "key"},
            {"heading_row": "99"},
            {"column-0": "x"},
        ):
            with self.subTest(wrong):
                again = self.client.post(reverse(IMPORT), chosen | wrong)
                self.assertContains(again, 'name="table"')
        shown = self.client.post(reverse(IMPORT), chosen)
        self.assertContains(shown, "bank-import__list")
        self.press(self.press(shown, "leave_out"), "import")
        self.assertEqual(Question.objects.get().choices.count(), 2)

    def test_the_columns_can_be_chosen_though_they_tell(self):
        asked = self.send_table(self.HEADINGS, *self.ROWS, chooses_columns="on")
        self.assertContains(asked, 'name="column-5"')

    def test_no_table_is_said_at_the_file(self):
        file = SimpleUploadedFile("cau-hoi.xlsx", b"PK\x03\x04 nothing")
        data = {"file": file, "topic": "x", "use": "practice"}
        self.assertContains(self.client.post(reverse(IMPORT), data), "w-field--error")

    def test_the_template_is_read_as_it_is(self):
        template = self.client.get(reverse(f"{IMPORT}_template")).content
        file = SimpleUploadedFile("mau.xlsx", template)
        data = {"file": file, "topic": "x", "use": "practice"}
        self.assertContains(self.client.post(reverse(IMPORT), data), "mang mã “VÍ DỤ”")


class WordTests(ImportCase):
    PARAGRAPHS = (
        "Câu 1. Khi nhận đường dẫn lạ, em làm gì trước?",
        "A. Bấm vào để xem",
        "B. Hỏi lại bạn",
        "Đáp án: B",
        "Câu 2. Mật khẩu mạnh dài ít nhất bao nhiêu?",
        "A. 6 ký tự    B. 12 ký tự",
        "Đáp án: D",
    )

    def test_a_faulty_question_of_a_word_file_is_mended(self):
        document = Document()
        for text in self.PARAGRAPHS:
            document.add_paragraph(text)
        content = BytesIO()
        document.save(content)
        file = SimpleUploadedFile("cau-hoi.docx", content.getvalue())
        data = {"file": file, "topic": self.topic.name, "use": "practice"}
        shown = self.client.post(reverse(IMPORT), data)
        self.assertContains(shown, "Đoạn ")
        fields = fields_of(shown)
        self.assertEqual(fields["r1-stem"], ["Mật khẩu mạnh dài ít nhất bao nhiêu?"])
        self.assertEqual(fields["r1-choice-1"], ["12 ký tự"])
        self.press(self.press(shown, "check", **{"r1-right-1": "on"}), "import")
        self.assertEqual(Question.objects.count(), 2)

    def test_no_word_file_is_said_at_the_file(self):
        file = SimpleUploadedFile("cau-hoi.docx", b"PK\x03\x04 nothing")
        data = {"file": file, "topic": "x", "use": "practice"}
        self.assertContains(self.client.post(reverse(IMPORT), data), "w-field--error")


class ExportTests(ImportCase):
    ALL = "wagtailsnippets_quizblocks_question:export_{}"

    def test_an_export_read_in_again_changes_nothing(self):
        make_question(self.topic)
        make_multiple(self.topic)
        make_question(
            self.topic,
            "Mật khẩu nên dễ đoán.",
            kind="true_false",
            choices=[("Đúng", False), ("Sai", True)],
        )
        below = Topic.objects.create(name="Mật khẩu", parent=self.topic)
        for make in (make_numeric, make_short_answer, make_ordering, make_matching, make_gaps):
            make(below).tags.add("mạng", "an toàn")
        for question in Question.objects.all():
            question.save()
        for each in EXPORTS:
            content = self.client.get(reverse(self.ALL.format(each.key))).content
            file = SimpleUploadedFile(f"x.{each.ending}", content)
            data = {"file": file, "use": "practice"}
            shown = self.client.post(reverse(IMPORT), data)
            with self.subTest(each.key):
                counts = shown.context["preview"].plan.counts
                # GIFT has no gaps with lists.
                count = 7 if each.key == "gift" else 8
                self.assertEqual((counts["same"], sum(counts.values())), (count, count))

    def test_only_the_filtered_questions_are_exported_with_their_key(self):
        make_question(self.topic, use=QuestionUse.CONTEST)
        make_question(self.topic, "Câu luyện tập thì ai cũng xem?")
        url = reverse(self.ALL.format("gift"))
        body = self.client.get(url, {"use": "contest"}).content.decode()
        self.assertIn("Khi nhận đường dẫn lạ", body)
        self.assertNotIn("Câu luyện tập", body)
        self.assertIn("=", body)
        found = self.client.get(url, {"q": "luyen tap"})
        self.assertIn("Câu luyện tập", found.content.decode())
        self.assertIn("no-store", found["Cache-Control"])

    def test_nobody_without_the_keys_gets_a_file(self):
        make_question(self.topic)
        self.client.force_login(make_user("translator", role=Role.TRANSLATOR))
        for address in (*(self.ALL.format(each.key) for each in EXPORTS), f"{IMPORT}_template"):
            with self.subTest(address):
                response = self.client.get(reverse(address))
                self.assertNotEqual(response.status_code, 200)
        self.assertNotContains(self.client.get(reverse(LIST)), "/export/")


class WhoMayImportTests(ImportCase):
    def test_nobody_without_the_keys_gets_at_the_screen_or_sees_its_button(self):
        for role in (Role.TRANSLATOR, Role.EDITOR, Role.CORRESPONDENT):
            self.client.force_login(make_user(role.value, role=role))
            with self.subTest(role):
                self.assertNotEqual(self.client.get(reverse(IMPORT)).status_code, 200)
                self.assertNotEqual(self.send().status_code, 200)
                listed = self.client.get(reverse(LIST), follow=True).content.decode()
                self.assertNotIn(reverse(IMPORT), listed)
        self.client.force_login(self.organiser)
        self.assertContains(self.client.get(reverse(LIST)), reverse(IMPORT))

    def test_names_of_imports_are_hidden_from_translators(self):
        self.press(self.send(name="de-thi-bi-mat.aiken"), "import")
        record = QuestionImport.objects.get()
        self.assertContains(self.client.get(reverse(LIST)), "de-thi-bi-mat")
        self.client.force_login(make_user("translator", role=Role.TRANSLATOR))
        listed = self.client.get(reverse(LIST), {"imports": record.pk})
        self.assertNotContains(listed, "de-thi-bi-mat")
