"""The queue: what it shows to whom, and what can be done there."""

import re
from datetime import timedelta

from django.core import mail
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from goodnews.accounts.roles import Role
from goodnews.workflows.choices import Priority
from goodnews.workflows.models import Claim, ReturnPhrase, WaitingItem
from news.choices import StoryKind
from news.models import StoryPage, Theme
from tests.accounts.factories import make_user
from tests.workflows.factories import act, fresh, make_newsroom, stage

QUEUE = "/admin/hang-cho/"
ACTION = "/admin/hang-cho/xu-ly/"
MOST_QUERIES = {QUEUE: 20, "/admin/": 20}


class QueueTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.room = make_newsroom()

    def rows(self, user, **query) -> list[str]:
        self.client.force_login(user)
        return [row.title for row in self.client.get(QUEUE, query).context["rows"]]

    def at_editing(self, title="Con đường sáng giữa bản", **values):
        page = self.room.sent(title, **values)
        act(page, self.room.reviewer, "approve")
        return page

    def do(self, user, action, *pages, **data):
        self.client.force_login(user)
        keys = WaitingItem.objects.open().filter(page__in=[page.pk for page in pages])
        data = {"action": action, "item": list(keys.values_list("pk", flat=True)), **data}
        return self.client.post(ACTION, data, follow=True)

    def let_wait(self, page, **changes):
        WaitingItem.objects.open().filter(page=page.pk).update(**changes)


class QueueListTests(QueueTestCase):
    def test_a_row_says_stage_unit_kind_age_and_due_time(self):
        page = self.room.sent(kind=StoryKind.BEAUTIFUL_STORY)
        now = timezone.now()
        self.let_wait(page, entered_at=now - timedelta(days=3), due_at=now - timedelta(hours=25))
        self.client.force_login(self.room.reviewer)
        response = self.client.get(QUEUE)
        for words in (
            page.title,
            "Đơn vị rà soát",
            "Xã Nậm Pung",
            "Câu chuyện đẹp",
            "3 ngày",
            "quá hạn 1 ngày",
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
        ):
            self.assertContains(response, words)

    def test_a_row_that_does_not_open_says_why_and_an_empty_search_leads_back(self):
        page = self.at_editing()
        self.client.force_login(self.room.reviewer)
        edit, why = reverse("wagtailadmin_pages:edit", args=[page.pk]), "Khâu này do người khác"
        self.assertContains(self.client.get(QUEUE), why)
        self.assertNotContains(self.client.get(QUEUE), edit)
        for query in ({"q": "không có"}, {"kind": "beautiful_story"}):
            answer = self.client.get(QUEUE, query)
            self.assertContains(answer, "Xem cả hàng chờ")
        self.client.force_login(self.room.editor)
        self.assertNotContains(self.client.get(QUEUE), why)

    def test_reviewers_see_their_own_branch_and_nothing_else(self):
        stranger = make_user("stranger", role=Role.REVIEWER, unit=self.room.other_unit)
        own = self.room.sent("Tin của Nậm Pung")
        theirs = self.room.sent("Tin của Bản Liền", unit=self.room.other_unit)
        self.assertEqual(self.rows(self.room.reviewer), [own.title])
        self.assertEqual(self.rows(stranger), [theirs.title])
        self.assertEqual(self.rows(stranger, unit=self.room.unit.pk), [theirs.title])
        self.assertCountEqual(self.rows(self.room.editor), [own.title, theirs.title])

    def test_those_whose_business_it_is_not_stay_out(self):
        for role in (Role.ORGANISER, Role.TRANSLATOR):
            self.client.force_login(make_user(role.value, role=role))
            self.assertRedirects(self.client.get(QUEUE), "/admin/")
            self.assertNotContains(self.client.get("/admin/"), QUEUE)

    def test_an_empty_queue_says_so(self):
        self.client.force_login(self.room.editor)
        self.assertContains(self.client.get(QUEUE), "Không có bài nào đang chờ")
        response = self.client.get(QUEUE, {"due": "overdue"})
        self.assertContains(response, "khớp với bộ lọc")

    def test_urgent_first_then_what_is_due_first(self):
        now = timezone.now()
        pages = {name: self.room.sent(name) for name in ("Sau", "Trước", "Gấp")}
        self.let_wait(pages["Sau"], due_at=now + timedelta(days=3))
        self.let_wait(pages["Trước"], due_at=now + timedelta(days=2))
        self.let_wait(pages["Gấp"], due_at=now + timedelta(days=4), priority=Priority.URGENT)
        self.assertEqual(self.rows(self.room.editor), ["Gấp", "Trước", "Sau"])
        by_due = self.rows(self.room.editor, ordering="due_at")
        self.assertEqual(by_due, ["Trước", "Sau", "Gấp"])
        self.assertEqual(self.rows(self.room.editor, ordering="xxx"), ["Gấp", "Trước", "Sau"])

    def test_filters(self):
        news = self.room.sent("Tin tốt")
        story = self.at_editing("Chuyện đẹp", kind=StoryKind.BEAUTIFUL_STORY)
        now = timezone.now()
        past = {"entered_at": now - timedelta(days=2), "due_at": now - timedelta(days=1)}
        self.let_wait(news, **past)
        self.do(self.room.editor, "claim", story)
        editing = WaitingItem.objects.waiting().get(page=story.pk).task_id
        for query, expected in (
            ({"kind": "good_news"}, [news]),
            ({"due": "overdue"}, [news]),
            ({"task": editing}, [story]),
            ({"holder": "mine"}, [story]),
            ({"holder": "for-me"}, [story]),
            ({"holder": "free"}, [news]),
            ({"unit": self.room.other_unit.pk}, []),
            ({"unit": self.room.province.pk, "kind": "beautiful_story"}, [story]),
        ):
            with self.subTest(query=query):
                titles = [page.title for page in expected]
                self.assertEqual(self.rows(self.room.editor, **query), titles)

    def test_words_of_titles_and_units_are_found_without_accents(self):
        bridge = self.room.sent("Cây cầu mới qua suối Nậm Pung")
        self.room.sent("Lớp học tình thương")
        for words in ("cau moi", "CẦU", "suoi  cay", self.room.unit.name):
            with self.subTest(words=words):
                self.assertIn(bridge.title, self.rows(self.room.reviewer, q=words))
        self.assertEqual(self.rows(self.room.reviewer, q="cau moi"), [bridge.title])
        none = self.client.get(QUEUE, {"q": "khong co"})
        self.assertContains(none, "Không có bài nào trong hàng chờ có những từ này")

    def test_a_reviewer_who_searches_on_the_start_page_searches_the_queue(self):
        self.client.force_login(self.room.reviewer)
        start = self.client.get("/admin/")
        action = re.search(r'action="([^"]*)"[^>]*role="search"', start.text)[1]
        self.assertRedirects(self.client.get(action, {"q": "cầu"}), f"{QUEUE}?q=c%E1%BA%A7u")
        # In the menu, too.
        self.assertContains(start, f'SearchModule", "_args": ["{QUEUE}"]')
        self.client.force_login(self.room.editor)
        self.assertEqual(self.client.get("/admin/pages/", {"q": "cầu"}).status_code, 200)

    def test_the_list_is_filtered_by_theme(self):
        with_theme, without = self.room.sent("Có chủ đề"), self.room.sent("Không chủ đề")
        theme = Theme.objects.create(name="Tình nguyện", slug="tinh-nguyen")
        StoryPage.theme_links.rel.related_model.objects.create(
            content_object_id=with_theme.pk, tag=theme
        )
        self.assertEqual(self.rows(self.room.editor, theme=theme.pk), [with_theme.title])
        for query in ({}, {"theme": "abc"}, {"theme": "9" * 40}):
            with self.subTest(query=query):
                titles = {with_theme.title, without.title}
                self.assertEqual(set(self.rows(self.room.editor, **query)), titles)

    def test_a_page_beyond_the_last_shows_the_last(self):
        self.room.sent()
        self.assertEqual(len(self.rows(self.room.editor, p="999")), 1)
        self.assertEqual(len(self.rows(self.room.editor, p="abc")), 1)

    def test_few_and_many_rows_take_the_same_number_of_queries(self):
        self.room.sent("Tin số 0")
        self.do(self.room.reviewer, "claim", self.room.sent("Tin số 1"))
        for address in MOST_QUERIES:
            with self.subTest(address=address):
                few = self.count_queries(address)
                for number in range(12):
                    self.at_editing(f"Tin {address} {number}")
                self.assertEqual(self.count_queries(address), few)
                self.assertLessEqual(few, MOST_QUERIES[address])

    def count_queries(self, address) -> int:
        self.client.force_login(self.room.editor)
        self.client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            self.assertEqual(self.client.get(address).status_code, 200)
        return len(queries)


class QueueActionTests(QueueTestCase):
    def test_bulk_claim_names_what_somebody_else_holds(self):
        pages = [self.at_editing(f"Tin số {n}") for n in range(3)]
        self.do(self.room.second_editor, "claim", pages[0])
        response = self.do(self.room.editor, "claim", *pages)
        self.assertContains(response, "Bạn đã nhận 2 bài.")
        self.assertContains(response, "Nguyễn Văn Editor2 đang giữ bài này")
        self.assertEqual(Claim.objects.open().filter(claimed_by=self.room.editor).count(), 2)
        self.assertContains(self.do(self.room.editor, "release", *pages[1:]), "Đã thả 2 bài.")

    def test_what_a_reviewer_may_not_see_they_cannot_touch(self):
        stranger = make_user("stranger", role=Role.REVIEWER, unit=self.room.other_unit)
        page = self.room.sent("Tin của Nậm Pung")
        for action in ("claim", "return", "hurry"):
            with self.subTest(action=action):
                response = self.do(stranger, action, page, confirmed="1", comment="Trả lại.")
                self.assertNotContains(response, page.title)
        self.assertFalse(Claim.objects.exists())
        self.assertEqual(stage(page), "unit")

    def test_a_return_asks_for_reasons_and_keeps_what_was_typed(self):
        pages = [self.at_editing(f"Tin số {n}") for n in range(2)]
        response = self.do(self.room.editor, "return", *pages)
        self.assertContains(response, pages[0].title)
        self.assertContains(response, ReturnPhrase.objects.first().text)
        self.assertEqual(stage(pages[0]), "editing")
        phrase = ReturnPhrase.objects.first()
        data = {"confirmed": "1", "phrases": [phrase.pk], "comment": "x" * 2001}
        response = self.do(self.room.editor, "return", *pages, **data)
        self.assertContains(response, "x" * 2001)
        self.assertContains(response, "checked")
        self.assertEqual(stage(pages[0]), "editing")

    def test_a_bulk_return_reaches_the_authors_by_mail_and_at_the_desk(self):
        pages = [self.at_editing(f"Tin số {n}") for n in range(2)]
        phrase = ReturnPhrase.objects.first()
        mail.outbox.clear()
        with self.captureOnCommitCallbacks(execute=True):
            data = {"confirmed": "1", "phrases": [phrase.pk], "comment": "Chúc em khỏe."}
            response = self.do(self.room.editor, "return", *pages, **data)
        self.assertContains(response, "Đã trả lại 2 bài cho tác giả.")
        letters = [m for m in mail.outbox if m.to == [self.room.correspondent.email]]
        self.assertEqual(len(letters), 2)
        for letter in letters:
            self.assertIn(phrase.text, letter.body)
            self.assertIn("Chúc em khỏe.", letter.body)
        state = fresh(pages[0]).current_workflow_state
        self.assertIn(phrase.text, state.current_task_state.comment)

    def test_what_another_holds_is_not_returned(self):
        page = self.at_editing()
        self.do(self.room.second_editor, "claim", page)
        response = self.do(self.room.editor, "return", page, confirmed="1", comment="Thiếu ảnh.")
        self.assertContains(response, "đang giữ bài này")
        self.assertEqual(stage(page), "editing")

    def test_priority_is_for_the_office(self):
        page = self.room.sent()
        self.assertContains(self.do(self.room.reviewer, "hurry", page), "Chỉ biên tập viên")
        self.assertContains(self.do(self.room.editor, "hurry", page), "Đã đánh dấu gấp 1 bài.")
        self.assertTrue(WaitingItem.objects.get().is_urgent)
        self.do(self.room.approver, "calm", page)
        self.assertFalse(WaitingItem.objects.get().is_urgent)

    def test_nonsense_is_answered_with_a_sentence(self):
        page = self.room.sent()
        self.assertContains(self.do(self.room.editor, "claim"), "ít nhất một bài")
        self.assertContains(self.do(self.room.editor, "xoa", page), "việc cần làm")
        self.client.force_login(self.room.editor)
        junk = {
            "action": "claim",
            "item": ["x", "-1", "9" * 40, "²"],
            "next": "https://ac.example/",
        }
        self.assertRedirects(self.client.post(ACTION, junk), QUEUE)


class PanelTests(QueueTestCase):
    def home(self, user):
        self.client.force_login(user)
        return self.client.get("/admin/")

    def test_waiting_for_me_holds_what_i_can_act_on(self):
        mine = self.at_editing("Tin chờ biên tập")
        held = self.at_editing("Tin đã có người nhận")
        self.do(self.room.second_editor, "claim", held)
        self.room.sent("Tin còn ở đơn vị")
        response = self.home(self.room.editor)
        self.assertContains(response, "Chờ tôi (1)")
        self.assertContains(response, mine.title)
        self.assertNotContains(response, "Tin đã có người nhận")
        self.assertNotContains(response, "Tin còn ở đơn vị")

    def test_nothing_waiting_is_said(self):
        self.assertContains(self.home(self.room.editor), "Không có bài nào chờ bạn.")

    def test_returns_without_an_answer_show_after_some_days(self):
        page = self.room.sent("Tin chưa sửa")
        act(page, self.room.reviewer, "reject", comment="Thiếu ảnh.")
        stranger = make_user("stranger", role=Role.REVIEWER, unit=self.room.other_unit)
        self.assertNotContains(self.home(self.room.editor), "Trả lại quá hạn")
        self.let_wait(page, left_at=timezone.now() - timedelta(days=6))
        for user in (self.room.editor, self.room.reviewer):
            response = self.home(user)
            self.assertContains(response, "Trả lại quá hạn")
            self.assertContains(response, "Tin chưa sửa")
        self.assertNotContains(self.home(stranger), "Tin chưa sửa")
        fresh(page).current_workflow_state.resume(self.room.correspondent)
        self.assertNotContains(self.home(self.room.editor), "Trả lại quá hạn")

    def test_people_without_a_queue_have_no_panel(self):
        translator = make_user("translator", role=Role.TRANSLATOR)
        self.assertNotContains(self.home(translator), "Chờ tôi")
