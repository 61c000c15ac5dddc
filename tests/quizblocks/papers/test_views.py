"""Papers in the admin: made, frozen, taken as files, and hidden with their contest questions."""

from io import BytesIO
from zipfile import ZipFile

from django.contrib.auth.models import Permission
from django.test import TestCase
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from goodnews.accounts.roles import Role
from goodnews.accounts.services import apply_roles
from quizblocks.choices import QuestionUse
from quizblocks.models import Paper, Question
from tests.accounts.factories import make_user
from tests.quizblocks.factories import (
    make_matching,
    make_multiple,
    make_numeric,
    make_ordering,
    make_question,
    make_short_answer,
    make_topic,
)

HEAD = {
    "title": "Hội thi Luật Thanh niên",
    "office": "TỈNH ĐOÀN\nĐOÀN XÃ",
    "minutes": "30",
    "variant_count": "4",
    "first_code": "201",
    "note": "",
}


def drawn(*rows, **values) -> dict:
    """Return a posted form that draws: each row a number, a topic and a difficulty."""
    data = HEAD | {"q-TOTAL_FORMS": "6", "q-INITIAL_FORMS": "0"} | values
    for place, (count, topic, difficulty) in enumerate(rows):
        row = {"count": count, "topic": topic.pk if topic else "", "difficulty": difficulty}
        data |= {f"q-{place}-{name}": value for name, value in row.items()}
    return data


class PaperCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        apply_roles()
        cls.topic = make_topic()
        cls.keeper = make_user("keeper", role=Role.ORGANISER)
        cls.viewer = make_user("viewer", role=Role.EDITOR)
        cls.viewer.user_permissions.add(Permission.objects.get(codename="view_question"))
        cls.questions = [make_question(cls.topic, f"Câu luyện tập {n}?") for n in range(3)]
        cls.questions.append(make_multiple(cls.topic))
        cls.secret = make_question(cls.topic, "Câu bí mật?", use=QuestionUse.CONTEST)
        cls.draft = make_question(cls.topic, "Câu còn nháp?", live=False)

    def setUp(self):
        self.client.force_login(self.keeper)

    def make(self, *questions, **values) -> Paper:
        pks = [question.pk for question in questions]
        data = HEAD | {"offered": pks, "id": pks} | values
        response = self.client.post(reverse("papers:new"), data)
        paper = Paper.objects.first()
        self.assertRedirects(response, reverse("papers:paper", args=[paper.pk]))
        return paper

    def stems(self, paper) -> set[str]:
        return {each["stem"] for each in paper.content}


class MakingTests(PaperCase):
    def test_ticked_questions_make_a_paper_that_no_later_edit_changes(self):
        url = reverse("wagtail_bulk_action", args=["quizblocks", "question", "print"])
        picked = [self.questions[0], self.questions[3], self.draft]
        query = "&".join(f"id={question.pk}" for question in picked)
        form = self.client.get(f"{url}?next=/admin/&{query}", follow=True)
        self.assertContains(form, "checked", count=2)
        self.assertContains(form, "chưa đăng")
        paper = self.make(*picked[:2])
        self.assertEqual(paper.codes, ["201", "202", "203", "204"])
        entry = ModelLogEntry.objects.get(action="quizblocks.paper.make")
        self.assertEqual((entry.user, entry.data["questions"]), (self.keeper, 2))
        address = reverse("papers:variant", args=[paper.pk, "203", "docx"])
        before = self.client.get(address).content
        Question.objects.filter(pk=picked[0].pk).update(stem="Đã sửa?")
        self.assertEqual(self.client.get(address).content, before)
        self.assertContains(self.client.get(reverse("papers:list")), paper.title)
        page = self.client.get(reverse("papers:paper", args=[paper.pk]))
        self.assertContains(page, "Câu luyện tập 0?")

    def test_too_many_or_unpublished_questions_are_refused_with_everything_kept(self):
        data = HEAD | {"offered": [self.draft.pk], "id": [self.draft.pk]}
        response = self.client.post(reverse("papers:new"), data)
        self.assertContains(response, "chưa được đăng")
        self.assertContains(response, HEAD["title"])
        url = reverse("wagtail_bulk_action", args=["quizblocks", "question", "print"])
        response = self.client.get(f"{url}?id=all&next=/admin/", follow=True)
        self.assertContains(response, "120 câu")
        self.assertFalse(Paper.objects.exists())

    def test_quotas_draw_and_a_shortage_is_said_at_its_row(self):
        url = reverse("papers:new")
        data = drawn((2, self.topic, "easy"), (2, None, ""), use="practice")
        self.client.post(url, data)
        paper = Paper.objects.get()
        self.assertEqual(self.stems(paper), {question.stem for question in self.questions})
        self.client.post(url, drawn((1, self.topic, ""), use="contest"))
        self.assertEqual(self.stems(Paper.objects.first()), {"Câu bí mật?"})
        data = drawn((5, self.topic, ""), (1, None, "hard"), use="practice", first_code="998")
        response = self.client.post(url, data)
        self.assertContains(response, "vượt quá 999")
        response = self.client.post(url, data | {"first_code": "1"})
        self.assertContains(response, "chỉ có 0 câu")
        response = self.client.post(url, drawn(use="practice"))
        self.assertContains(response, "cần rút bao nhiêu câu")
        self.assertEqual(Paper.objects.count(), 2)


class FileTests(PaperCase):
    def test_the_key_table_means_the_right_texts_of_every_variant(self):
        paper = self.make(*self.questions)
        table = self.client.get(reverse("papers:key", args=[paper.pk, "xlsx"]))
        rows = list(load_workbook(BytesIO(table.content)).active.values)
        right = {"Hỏi lại bạn bằng kênh khác", "Đặt mật khẩu mạnh", "Xác thực hai bước"}
        for column, code in enumerate(paper.codes, start=1):
            address = reverse("papers:variant", args=[paper.pk, code, "docx"])
            document = Document(BytesIO(self.client.get(address).content))
            lines = [line for each in document.paragraphs for line in each.text.split("\t")]
            number, found = 0, set()
            for line in lines:
                number += line.startswith("Câu ")
                letter, _dot, text = line.partition(". ")
                if len(letter) == 1 and letter in rows[number][column]:
                    found.add(text)
            self.assertEqual(found, right)
        others = [make_ordering(self.topic), make_numeric(self.topic), make_matching(self.topic)]
        paper = self.make(*others, make_short_answer(self.topic), variant_count="1")
        for kind in ("docx", "pdf"):
            address = reverse("papers:variant", args=[paper.pk, "201", kind])
            self.assertEqual(self.client.get(address).status_code, 200)
            self.assertEqual(
                self.client.get(reverse("papers:key", args=[paper.pk, kind])).status_code, 200
            )

    def test_everything_in_one_zip_without_a_key(self):
        paper = self.make(*self.questions, variant_count="2")
        response = self.client.get(reverse("papers:everything", args=[paper.pk]))
        names = ZipFile(BytesIO(response.content)).namelist()
        papers = [f"de-{code}.{kind}" for code in ("201", "202") for kind in ("docx", "pdf")]
        self.assertEqual(names, [*papers, "phieu-tra-loi.docx", "phieu-tra-loi.pdf"])
        again = self.client.get(reverse("papers:everything", args=[paper.pk]))
        self.assertEqual(again.content, response.content)
        for kind, code, status in (("pdf", "201", 200), ("xlsx", "201", 404), ("pdf", "1", 404)):
            address = reverse("papers:variant", args=[paper.pk, code, kind])
            self.assertEqual(self.client.get(address).status_code, status)


class SecrecyTests(PaperCase):
    def addresses(self, paper) -> list[str]:
        return [
            reverse("papers:paper", args=[paper.pk]),
            reverse("papers:variant", args=[paper.pk, "201", "pdf"]),
            reverse("papers:sheet", args=[paper.pk, "docx"]),
            reverse("papers:everything", args=[paper.pk]),
        ]

    def statuses(self, paper) -> list[int]:
        return [self.client.get(address).status_code for address in self.addresses(paper)]

    def test_papers_with_contest_questions_exist_for_keepers_only(self):
        open_paper = self.make(self.questions[0])
        paper = self.make(self.questions[1], self.secret, title="Đề tuyệt mật")
        self.assertEqual(self.statuses(paper), [200] * 4)
        self.client.force_login(self.viewer)
        self.assertEqual(self.statuses(paper), [404] * 4)
        self.assertEqual(self.statuses(open_paper), [200] * 4)
        listing = self.client.get(reverse("papers:list"))
        self.assertContains(listing, open_paper.title)
        self.assertNotContains(listing, "tuyệt mật")
        delete = reverse("papers:delete", args=[paper.pk])
        self.assertEqual(self.client.post(delete).status_code, 404)
        key = reverse("papers:key", args=[open_paper.pk, "docx"])
        refused = self.client.get(key, headers={"x-requested-with": "XMLHttpRequest"})
        self.assertEqual(refused.status_code, 403)
        page = self.client.get(reverse("papers:paper", args=[open_paper.pk]))
        self.assertNotContains(page, "dap-an")
        # A question that goes to a contest takes its papers with it.
        Question.objects.filter(pk=self.questions[0].pk).update(use=QuestionUse.CONTEST)
        self.assertEqual(self.statuses(open_paper), [404] * 4)

    def test_whoever_has_no_keys_can_print_no_contest_question(self):
        self.client.force_login(self.viewer)
        url = reverse("papers:new")
        form = self.client.get(f"{url}?id={self.secret.pk}")
        self.assertNotContains(form, "bí mật")
        self.client.post(url, drawn((1, self.topic, ""), use="contest"))
        self.assertIn(Paper.objects.get().content[0]["stem"], [q.stem for q in self.questions])
        pks = [self.secret.pk, self.questions[0].pk]
        self.client.post(url, HEAD | {"offered": pks, "id": pks})
        self.assertEqual(self.stems(Paper.objects.first()), {self.questions[0].stem})

    def test_a_deleted_paper_is_gone_and_the_log_remembers(self):
        paper = self.make(self.questions[0])
        self.client.post(reverse("papers:delete", args=[paper.pk]))
        self.assertFalse(Paper.objects.exists())
        self.assertTrue(ModelLogEntry.objects.filter(action="quizblocks.paper.delete").exists())
