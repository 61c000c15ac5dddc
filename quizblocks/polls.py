"""The poll in an article (thăm dò ý kiến): no key, no mark; everybody sees the result."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Page

from goodnews.core.folding import fold

from .errors import InvalidAnswerError
from .models import WHOLE_QUESTION, QuestionTally
from .public_blocks import find_public_block
from .quizzes import block_id_of
from .repeats import Sender, Standing, standing_of
from .shown import Answer
from .tallies import COUNT_COLUMNS, add_counts

# A poll has no versions.
ONLY_VERSION = 1


@dataclass(frozen=True)
class PollChoice:
    """A choice; its key is the id that the page's stream gave it, the same in every language."""

    key: UUID
    text: str


@dataclass(frozen=True)
class PollResult:
    """A choice with its votes; ``percent`` is 0 while nobody has voted."""

    choice: PollChoice
    votes: int
    percent: int


@dataclass(frozen=True)
class PublicPoll:
    """A poll of a live, public page."""

    page: Page
    block_id: UUID
    question: str
    choices: tuple[PollChoice, ...]

    @property
    def url(self) -> str:
        """The article, at the poll."""
        return f"{self.page.url or '/'}#tham-do-{self.block_id}"


class PollBlock(blocks.StructBlock):
    """One question without a key; readers see how the others answered (thăm dò)."""

    question = blocks.CharBlock(label=_("question"), max_length=200)
    choices = blocks.ListBlock(
        blocks.CharBlock(label=_("choice"), max_length=120),
        label=_("choices"),
        min_num=2,
        max_num=8,
    )

    def clean(self, value):
        value = super().clean(value)
        folded = [fold(text).strip() for text in value["choices"]]
        if len(set(folded)) < len(folded):
            fault = ValidationError(_("Two choices say the same."))
            raise blocks.StructBlockValidationError(block_errors={"choices": fault})
        return value

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        context["block_id"] = block_id_of(context.get("page"), value)
        context["choices"] = choices_of(value)
        context["is_preview"] = getattr(context.get("request"), "is_preview", False)
        return context

    class Meta:
        icon = "list-ul"
        label = _("Poll")
        description = _("One question without a right answer; readers see the result.")
        template = "quizblocks/blocks/poll_block.html"
        preview_value = {
            "question": "Bạn sẽ tham gia hoạt động nào trong tháng này?",
            "choices": ["Dọn rác ven suối", "Hiến máu", "Dạy các em nhỏ học bơi"],
        }


def choices_of(value: Mapping) -> tuple[PollChoice, ...]:
    """Return the choices of a poll block that have an id."""
    children = value["choices"].bound_blocks
    return tuple(PollChoice(UUID(child.id), child.value) for child in children if child.id)


def find_poll(*, page_id: int, block_id: UUID) -> PublicPoll:
    """Return the poll at ``block_id`` of a page that everybody may read.

    Raises:
        QuizNotFoundError: no such page or block, not live or not public.
    """
    page, value = find_public_block(page_id=page_id, block_id=block_id, block_class=PollBlock)
    return PublicPoll(page, block_id, value["question"], choices_of(value))


def results_of(poll: PublicPoll) -> list[PollResult]:
    """Return the votes by choice, those of the page's other languages included: one query."""
    pages = Page.objects.filter(translation_key=poll.page.translation_key).values("pk")
    votes = dict(
        QuestionTally.objects.filter(question_key=poll.block_id, page_id__in=pages)
        .exclude(choice_key=WHOLE_QUESTION)
        .order_by()
        .values_list("choice_key")
        .annotate(Sum("answer_count"))
    )
    counts = [votes.get(choice.key, 0) for choice in poll.choices]
    total = sum(counts)
    return [
        PollResult(choice, count, round(100 * count / total) if total else 0)
        for choice, count in zip(poll.choices, counts, strict=True)
    ]


def cast_vote(*, poll: PublicPoll, value: str, sender: Sender, now: datetime) -> bool:
    """Count a vote; return False where this reader has voted, or a program did.

    Raises:
        InvalidAnswerError: no choice of this poll.
    """
    key = next((choice.key for choice in poll.choices if str(choice.key) == value), None)
    if key is None:
        raise InvalidAnswerError
    # One vote each, whatever it says: what was chosen is no part of the name.
    standing = standing_of(sender, block_id=poll.block_id, answers={0: Answer()}, now=now)
    if standing is not Standing.FIRST:
        return False
    counts = tuple(int(name == "answer_count") for name in COUNT_COLUMNS)
    day = timezone.localdate(now)
    add_counts(
        [
            (poll.block_id, choice, poll.page.pk, poll.block_id, day, ONLY_VERSION, *counts)
            for choice in (WHOLE_QUESTION, key)
        ]
    )
    return True
