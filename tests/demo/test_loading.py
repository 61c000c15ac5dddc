from collections import Counter
from datetime import datetime, timedelta, timezone
from random import Random
from unittest import mock

import pytest
from django.test import TestCase
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.models import Page

from campaigns.choices import SlotKind
from campaigns.contests.bank import read_bank
from campaigns.contests.contest_pages import contest_cards
from campaigns.contests.findings import blocking
from campaigns.contests.models import Attempt, Contest
from campaigns.contests.reading import published_rules
from campaigns.contests.running.help_desk import waiting_questions
from campaigns.contests.validation import findings
from campaigns.models import CampaignEntry, CampaignPage
from exemplars.choices import ExemplarKind
from exemplars.models import ExemplarPage, Honour
from goodnews.accounts.models import User
from goodnews.accounts.roles import Role
from goodnews.consents.choices import AgeBand, PartyRole, Purpose
from goodnews.consents.models import ConsentRecord
from goodnews.demo import running
from goodnews.demo.errors import NotADemoError
from goodnews.demo.load import is_loaded, load_demo, pictures
from goodnews.home.models import HomePage, SiteSettings, StandardPage
from goodnews.stats.models import DailyPageViews, DailyVisits
from goodnews.units.models import Unit, UnitMerger
from news.desk.choices import SubmissionState
from news.desk.models import DeskDraft
from news.desk.submissions import state_of
from news.models import StoryPage
from quizblocks.models import AnswerKey, Question

HANOI = timezone(timedelta(hours=7))
# A Tuesday: the first and the last week of the campaign are not whole.
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=HANOI)
ACCOUNTS = {
    "correspondent": Role.CORRESPONDENT,
    "reviewer": Role.REVIEWER,
    "editor": Role.EDITOR,
    "approver": Role.APPROVER,
    "organiser": Role.ORGANISER,
    "translator": Role.TRANSLATOR,
    "admin": Role.ADMINISTRATOR,
}


def small_cover(picture):
    """Draw every motif small: what is tested here is where pictures go."""
    return lambda rng: Image.new("RGB", (64, 36), "#0B5CAD")


class LoadDemoTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        with (
            mock.patch.object(pictures, "_cover", small_cover),
            mock.patch("django.utils.timezone.now", return_value=NOW),
            running.silent_mail(),
        ):
            load_demo(now=NOW, rng=Random(1), report=lambda line: None, threads=0)

    def test_it_is_loaded_and_is_not_loaded_twice(self):
        assert is_loaded()
        with pytest.raises(NotADemoError):
            load_demo(now=NOW, rng=Random(1), report=lambda line: None, threads=0)

    def test_there_are_twelve_units_and_two_that_were_merged(self):
        assert Unit.objects.valid_on(NOW.date()).count() == 12
        assert UnitMerger.objects.count() == 2
        assert all(unit.headcounts.exists() for unit in Unit.objects.all())

    def test_each_role_has_its_account(self):
        for username, role in ACCOUNTS.items():
            user = User.objects.get(username=username)
            assert user.has_role(role), username
            assert user.check_password(running.PASSWORD)
            assert not user.is_superuser

    def test_at_least_sixty_stories_are_public_and_none_is_in_the_future(self):
        public = StoryPage.objects.live().filter(locale__language_code="vi")
        assert public.count() >= 60
        assert not public.filter(first_published_at__gt=NOW).exists()
        assert not public.filter(cover__isnull=True).exists()

    def test_the_calendar_has_exactly_two_empty_days_and_no_empty_week(self):
        campaign = CampaignPage.objects.get()
        entries = CampaignEntry.objects.filter(campaign=campaign)
        days = set(entries.filter(kind=SlotKind.DAY).values_list("slot_on", flat=True)) - {None}
        length = (NOW.date() - campaign.starts_on).days + 1
        assert length == 56
        assert length - len(days) == 2
        weeks = set(entries.filter(kind=SlotKind.WEEK).values_list("slot_on", flat=True)) - {None}
        assert len(weeks) == 9

    def test_every_state_has_its_story_on_the_desk(self):
        drafts = DeskDraft.objects.filter(owner__username="correspondent")
        assert Counter(state_of(draft) for draft in drafts) == {
            SubmissionState.DRAFT: 1,
            SubmissionState.IN_REVIEW: 3,
            SubmissionState.RETURNED: 1,
            SubmissionState.PLANNED: 1,
        }

    def test_a_story_waits_at_every_stage(self):
        stages = Counter(
            draft.page.specific.current_workflow_task.name
            for draft in DeskDraft.objects.filter(page__isnull=False)
            if state_of(draft) == SubmissionState.IN_REVIEW
        )
        assert stages == {"Đơn vị rà soát": 1, "Biên tập": 1, "Phê duyệt": 1}

    def test_ten_exemplars_are_public_and_the_child_agreed_with_a_guardian(self):
        kinds = Counter(ExemplarPage.objects.live().values_list("kind", flat=True))
        assert kinds == {ExemplarKind.PERSON: 7, ExemplarKind.GROUP: 3}
        child = ExemplarPage.objects.get(age_band=AgeBand.CHILD)
        records = ConsentRecord.objects.filter(subject_key=child.translation_key)
        assert {record.purpose for record in records} == {Purpose.PROFILE, Purpose.IMAGE}
        for record in records:
            assert set(record.parties.values_list("role", flat=True)) == {
                PartyRole.PERSON,
                PartyRole.GUARDIAN,
            }

    def test_every_question_is_live_with_source_and_key(self):
        questions = Question.objects.filter(locale__language_code="vi")
        assert questions.filter(use="practice").count() == 131
        assert questions.filter(use="contest").count() == 45
        assert Question.objects.filter(locale__language_code="en").count() == 10
        keys = set(AnswerKey.objects.live().values_list("question_key", flat=True))
        for question in questions:
            assert question.live
            assert question.source
            assert question.translation_key in keys

    def test_the_right_choice_is_not_always_the_first(self):
        firsts = 0
        questions = Question.objects.filter(use="practice", kind="single")
        for question in questions.filter(locale__language_code="vi"):
            right = AnswerKey.objects.live().get(question_key=question.translation_key)
            firsts += right.content["right"] == [str(question.choices.first().translation_key)]
        assert 5 < firsts < 50

    def test_one_contest_runs_and_one_has_closed(self):
        cards = {
            group.state: [card.contest.slug for card in group.cards]
            for group in contest_cards(now=NOW)
        }
        assert cards == {"open": ["tim-hieu-dat-nuoc"], "closed": ["tuoi-tre-voi-hien-phap"]}
        running = Contest.objects.get(slug="tim-hieu-dat-nuoc")
        version, rules = published_rules(running)
        assert version.number == 1
        assert blocking(findings(rules, bank=read_bank(today=NOW.date()))) == []
        # Its first week waits to be closed, the second is being taken; somebody has asked.
        attempts = Attempt.objects.filter(entrant__contest=running, state="submitted")
        assert [attempts.filter(round__number=number).count() for number in (1, 2, 3)] == [15, 9, 0]
        assert all(attempt.submitted_at <= NOW for attempt in attempts)
        assert waiting_questions(running).count() == 1

    def test_both_plans_are_documents_with_a_page_each(self):
        decisions = Honour.objects.exclude(document=None).values("document")
        assert get_document_model().objects.exclude(pk__in=decisions).count() == 2
        for slug in ("ke-hoach-ninh-thuan-2021", "ke-hoach-cao-bang-2022"):
            page = StandardPage.objects.live().get(slug=slug)
            assert any(block.block_type == "document" for block in page.body)

    def test_some_pages_are_in_english_and_the_story_keeps_its_quiz(self):
        english = Page.objects.live().filter(locale__language_code="en")
        story = StoryPage.objects.get(pk__in=english, title__startswith="A young teacher")
        bridge = StoryPage.objects.get(pk__in=english, title__startswith="A new bridge")
        assert "On the morning of" in str(bridge.body)
        assert "November" in str(bridge.body)
        quiz = next(block.value for block in story.body if block.block_type == "quiz")
        assert quiz["title"].startswith("The right to learn")
        assert HomePage.objects.get(pk__in=english).quiz
        page = StandardPage.objects.get(pk__in=english, slug="noi-dung-minh-hoa")
        assert page.title == "About the demonstration content"

    def test_the_public_is_told_that_it_is_a_demonstration(self):
        assert "minh họa" in SiteSettings.load().responsible_body
        assert "minh họa" in self.client.get("/").content.decode()

    def test_figures_are_those_of_a_living_site(self):
        assert DailyVisits.objects.count() == 56
        assert DailyPageViews.objects.count() > 200
