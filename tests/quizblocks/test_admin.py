"""Keepers of the bank write questions and tick keys in the admin."""

from django.contrib.auth.models import Permission
from django.test import TestCase
from django.urls import reverse
from wagtail.models import Locale
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from goodnews.accounts.models import User
from goodnews.accounts.roles import Role
from goodnews.accounts.services import apply_roles
from quizblocks.choices import Folding, KeyStage, QuestionKind, QuestionUse
from quizblocks.models import Question

from .factories import approve, choice_ids, make_question, make_topic, right_texts

ADD = "wagtailsnippets_quizblocks_question:add"
EDIT = "wagtailsnippets_quizblocks_question:edit"
LIST = "wagtailsnippets_quizblocks_question:list"


def person(name: str, *roles: Role) -> User:
    """Return a user with roles; the password is the name."""
    user = User.objects.create_user(name, f"{name}@example.vn", name)
    user.groups.set([role.group() for role in roles])
    return user


class BankCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        apply_roles()
        cls.topic = make_topic()
        cls.organiser = person("organiser", Role.ORGANISER)
        cls.second = person("second", Role.ORGANISER)
        cls.translator = person("translator", Role.TRANSLATOR)
        cls.editor = person("editor", Role.EDITOR)

    def setUp(self):
        self.client.force_login(self.organiser)

    def data(self, *, choices=(), **values) -> dict:
        rows = [
            {"text": text, "is_right": "on"} if right else {"text": text} for text, right in choices
        ]
        return nested_form_data(
            {
                "stem": "Mật khẩu mạnh dài ít nhất bao nhiêu?",
                "kind": QuestionKind.SINGLE,
                "statement_is": "",
                "explanation": "Càng dài càng khó đoán.",
                "source": "Cẩm nang an toàn mạng",
                "source_url": "",
                "topic": self.topic.pk,
                "difficulty": "easy",
                "use": "practice",
                "choices": inline_formset(rows),
                **values,
            }
        )

    def add(self, publish=True, **values):
        data = self.data(**values)
        if publish:
            data["action-publish"] = "action-publish"
        response = self.client.post(reverse(ADD), data)
        question = Question.objects.order_by("pk").last()
        if publish and question is not None:
            # Saved as a draft, whatever the button: another person publishes it.
            approve(question, by=self.second)
        return response

    def right_texts(self, question, stage=KeyStage.LIVE) -> set[str]:
        return right_texts(question, stage)


class WritingQuestionsTests(BankCase):
    TWO = (("6 ký tự", False), ("12 ký tự", True))

    def test_a_published_question_has_the_key_that_was_ticked(self):
        response = self.add(choices=self.TWO)
        self.assertEqual(response.status_code, 302)
        question = Question.objects.get()
        self.assertTrue(question.live)
        self.assertEqual(self.right_texts(question), {"12 ký tự"})
        self.assertTrue(Question.objects.for_practice().filter(pk=question.pk).exists())

    def test_the_key_is_in_no_revision(self):
        self.add(choices=self.TWO)
        question = Question.objects.get()
        for revision in question.revisions.all():
            self.assertNotIn("is_right", str(revision.content))
            self.assertNotIn("statement_is", str(revision.content))

    def test_a_draft_leaves_the_valid_key_as_it_is_until_it_is_published(self):
        self.add(choices=self.TWO)
        question = Question.objects.get()
        url = reverse(EDIT, args=[question.pk])
        rows = [
            {"id": pk, "text": text, "is_right": "on" if text == "6 ký tự" else ""}
            for pk, text in question.choices.values_list("pk", "text")
        ]
        data = self.data() | nested_form_data({"choices": inline_formset(rows, initial=2)})
        self.assertEqual(self.client.post(url, data).status_code, 302)
        self.assertEqual(self.right_texts(question), {"12 ký tự"})
        self.assertEqual(self.right_texts(question, KeyStage.DRAFT), {"6 ký tự"})
        approve(question, by=self.second)
        self.assertEqual(self.right_texts(question), {"6 ký tự"})

    def test_the_form_shows_the_ticks_again(self):
        self.add(choices=self.TWO)
        html = self.client.get(reverse(EDIT, args=[Question.objects.get().pk])).content.decode()
        self.assertEqual(html.count("checked"), 1 + len(Folding))

    def test_a_key_that_does_not_fit_is_refused_at_the_form(self):
        for choices, kind, message in (
            ((("Có", False), ("Không", False)), "single", "đúng một đáp án"),
            ((("Có", True), ("Không", True)), "single", "đúng một đáp án"),
            ((("Có", False), ("Không", False)), "multiple", "ít nhất một đáp án"),
            ((("Có", True),), "single", "ít nhất hai phương án"),
            ((), "true_false", "phát biểu đúng hay sai"),
        ):
            with self.subTest(kind=kind, choices=choices):
                response = self.add(choices=choices, kind=kind)
                self.assertContains(response, message)
        self.assertFalse(Question.objects.exists())

    def test_a_true_or_false_question_gets_its_two_choices(self):
        self.add(kind=QuestionKind.TRUE_FALSE, statement_is="false")
        question = Question.objects.get()
        self.assertEqual([c.text for c in question.choices.all()], ["Đúng", "Sai"])
        self.assertEqual(self.right_texts(question), {"Sai"})

    def test_script_in_every_text_field_stays_text(self):
        evil = "<script>alert(1)</script>"
        self.add(stem=evil * 2, explanation=evil, source=evil, choices=((evil, True), ("b", False)))
        self.assertNotContains(self.client.get(reverse(LIST)), evil)

    def test_the_list_is_searched_without_accents_and_filtered(self):
        make_question(self.topic, "Luật Trẻ em có hiệu lực năm nào?")
        make_question(self.topic, "Đoàn thành lập ngày nào?", use=QuestionUse.CONTEST)
        found = self.client.get(reverse(LIST), {"q": "luat tre EM"})
        self.assertContains(found, "Luật Trẻ em")
        self.assertNotContains(found, "Đoàn thành lập")
        self.assertContains(self.client.get(reverse(LIST), {"use": "contest"}), "Đoàn thành lập")


class GateTests(BankCase):
    SECRET = "Bí mật của cuộc thi là gì?"

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.contest = make_question(
            cls.topic, cls.SECRET, use=QuestionUse.CONTEST, explanation="Lời giải bí mật"
        )
        cls.contest.save_revision().publish()
        cls.contest.save_revision()
        cls.practice = make_question(cls.topic, "Câu luyện tập thì ai cũng xem?")

    def addresses(self, question) -> list[str]:
        pk, first, last = question.pk, *self.revision_ids(question)
        names = ("edit", "delete", "usage", "history", "history_results", "unpublish")
        space = "wagtailsnippets_quizblocks_question"
        return [
            *(reverse(f"{space}:{name}", args=[pk]) for name in names),
            reverse(f"{space}:revisions_revert", args=[pk, first]),
            reverse(f"{space}:revisions_compare", args=[pk, first, last]),
            reverse(f"{space}:revisions_unschedule", args=[pk, last]),
            reverse("wagtailsnippetchoosers_quizblocks_question:chosen", args=[pk]),
            reverse("wagtailsnippetchoosers_quizblocks_question:chosen_multiple") + f"?id={pk}",
            reverse(
                "wagtail_localize:submit_snippet_translation", args=["quizblocks", "question", pk]
            ),
            f"/admin/localize/api/snippets/quizblocks/question/{pk}/",
            f"/admin/bulk/quizblocks/question/delete/?id={pk}",
        ]

    @staticmethod
    def revision_ids(question) -> tuple[int, int]:
        ids = list(question.revisions.order_by("pk").values_list("pk", flat=True))
        return (ids[0], ids[-1]) if ids else (1, 1)

    def test_nobody_without_the_keys_sees_a_contest_question_by_any_address(self):
        lists = [
            reverse(LIST),
            reverse("wagtailsnippets_quizblocks_question:list_results"),
            reverse("wagtailsnippetchoosers_quizblocks_question:choose"),
            reverse("wagtailsnippetchoosers_quizblocks_question:choose_results") + "?q=bi+mat",
            "/admin/localize/api/snippets/quizblocks/question/",
            "/admin/reports/site-history/",
            "/admin/localize/reports/translations/",
            "/admin/",
        ]
        for user in (self.translator, self.editor):
            self.client.force_login(user)
            for address in [*self.addresses(self.contest), *lists]:
                with self.subTest(user=user.username, address=address):
                    body = self.client.get(address, follow=True).content.decode()
                    self.assertNotIn("Bí mật của cuộc thi", body)
                    self.assertNotIn("Lời giải bí mật", body)

    def test_the_translation_pages_of_a_contest_question_are_closed_to_translators(self):
        from wagtail_localize.models import TranslationSource

        source, _ = TranslationSource.get_or_create_from_instance(self.contest)
        english = Locale.objects.get_or_create(language_code="en")[0]
        translation = source.translations.create(target_locale=english)
        translation.save_target(publish=False)
        self.client.force_login(self.translator)
        for address in (
            f"/admin/localize/translate/{translation.pk}/pofile/download/",
            f"/admin/localize/update/{source.pk}/",
        ):
            with self.subTest(address):
                body = self.client.get(address, follow=True).content.decode()
                self.assertNotIn("Bí mật", body)
        self.client.force_login(self.organiser)
        response = self.client.get(f"/admin/localize/translate/{translation.pk}/pofile/download/")
        self.assertContains(response, "Bí mật của cuộc thi")

    def test_a_translator_edits_practice_questions_without_seeing_the_key(self):
        self.client.force_login(self.translator)
        html = self.client.get(reverse(EDIT, args=[self.practice.pk])).content.decode()
        self.assertIn("Câu luyện tập", html)
        self.assertNotIn("is_right", html)
        self.assertNotIn("statement_is", html)

    def test_a_translator_saves_a_practice_question_and_the_key_stays(self):
        self.client.force_login(self.translator)
        before = self.right_texts(self.practice)
        rows = [
            {"id": pk, "text": text, "is_right": "on"}
            for pk, text in self.practice.choices.values_list("pk", "text")
        ]
        data = self.data(use="contest") | nested_form_data(
            {"choices": inline_formset(rows, initial=3), "use": "practice"}
        )
        url = reverse(EDIT, args=[self.practice.pk])
        self.client.post(url, {**data, "action-publish": "action-publish"})
        self.assertEqual(self.right_texts(self.practice), before)

    def test_nobody_gets_rights_to_the_key_table_itself(self):
        self.assertFalse(Permission.objects.filter(content_type__model="answerkey").exists())

    def test_choosing_by_hand_a_contest_question_is_not_found(self):
        url = reverse("wagtailsnippetchoosers_quizblocks_question:chosen", args=[self.contest.pk])
        self.assertEqual(self.client.get(url).status_code, 404)

    def test_the_page_editor_does_not_name_a_question_that_moved_to_a_contest(self):
        self.assertNotIn("Bí mật", str(self.contest))
        widget = Question.snippet_viewset.chooser_viewset.widget_class()
        self.assertNotIn("Bí mật", widget.get_value_data(self.contest.pk)["string"])
        self.assertTrue(choice_ids(self.contest, 0))
