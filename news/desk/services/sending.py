"""Sending: from the first "Gửi" a submission is a draft page in the workflow (rule 13)."""

import json
from datetime import datetime
from uuid import UUID

from django.db import transaction
from wagtail.models import Page

from goodnews.images.models import SiteImage
from goodnews.workflows.services import hand_over
from news.desk.body import merge_body, quiz_block, split_lead, to_blocks
from news.desk.choices import UNDER_WAY_STATES, SubmissionState
from news.desk.errors import DeskClosedError, HeldByReviewerError, NothingToWithdrawError
from news.desk.models import QUIZ_QUESTIONS, DeskDraft
from news.desk.submissions import state_of
from news.models import StoryIndexPage, StoryPage

from .people import name_people_in_photos, record_consents, write_people

LANGUAGE = "vi"
COPIED_FIELDS = (
    "kind",
    "title",
    "happened_on",
    "place",
    "origin",
    "source_name",
    "source_url",
)


@transaction.atomic
def send_draft(*, draft: DeskDraft, ticket: UUID | None = None, now: datetime) -> DeskDraft:
    """Hand the story to the reviewers: the first time as a new page, later as a new revision.

    A second call for a story that is under way already changes nothing, so a
    double tap makes one story. So does a second call with the same ticket, even
    after the story came back: it is the first sending that arrives once more.

    Args:
        ticket: made by the phone for this one sending.

    Raises:
        DeskClosedError: the site has no list of stories, no workflow or no consent text.
    """
    draft = DeskDraft.objects.select_for_update().get(pk=draft.pk)
    state = state_of(draft)
    if ticket is not None and draft.sent_with == ticket:
        return draft
    if state in UNDER_WAY_STATES:
        return draft
    if state in (SubmissionState.TAKEN_DOWN, SubmissionState.UNUSED):
        raise HeldByReviewerError
    story = _new_story(draft) if draft.page_id is None else _changed_story(draft)
    _describe_photos(draft)
    revision = story.save_revision(user=draft.owner, log_action=True)
    draft.page_id = story.pk
    draft.revision = revision
    draft.sent_at = draft.sent_at or now
    draft.sent_with = ticket
    draft.saved_at = now
    draft.save()
    record_consents(draft, story, now)
    name_people_in_photos(draft, story)
    if not hand_over(page_id=story.pk, user=draft.owner):
        raise DeskClosedError
    return draft


@transaction.atomic
def withdraw_submission(*, draft: DeskDraft) -> None:
    """Take the story back from the reviewers; it can be corrected and sent again.

    Raises:
        NothingToWithdrawError: it is public, planned, or not under way.
    """
    draft = DeskDraft.objects.select_for_update().get(pk=draft.pk)
    if state_of(draft) not in (SubmissionState.IN_REVIEW, SubmissionState.RETURNED):
        raise NothingToWithdrawError
    draft.page.specific.current_workflow_state.cancel(user=draft.owner)


def _new_story(draft: DeskDraft) -> StoryPage:
    index = StoryIndexPage.objects.filter(locale__language_code=LANGUAGE).order_by("path").first()
    if index is None:
        raise DeskClosedError
    # Two children added at once would ask for the same place in the tree.
    Page.objects.select_for_update(of=("self",)).get(pk=index.pk)
    index = StoryIndexPage.objects.get(pk=index.pk)
    story = StoryPage(
        owner=draft.owner,
        live=False,
        unit=draft.unit,
        byline=draft.owner.get_full_name(),
        locale=index.locale,
    )
    lead, paragraphs = split_lead(draft.text)
    body = [*to_blocks(paragraphs), *_picture_blocks(draft), *_quiz_blocks(draft)]
    _write(story, draft, lead, body)
    index.add_child(instance=story)
    return story


def _changed_story(draft: DeskDraft) -> StoryPage:
    story = draft.page.specific.get_latest_revision_as_object()
    lead, paragraphs = split_lead(draft.text)
    body = merge_body(list(story.body.raw_data), paragraphs, _picture_blocks(draft))
    _write(story, draft, lead, body)
    return story


def _write(story: StoryPage, draft: DeskDraft, lead: str, body: list[dict]) -> None:
    for name in COPIED_FIELDS:
        setattr(story, name, getattr(draft, name))
    story.draft_title = draft.title
    story.lead = lead
    story.body = json.dumps([dict(block) for block in body])
    cover = draft.photos.filter(is_cover=True).select_related("image").first()
    story.cover = cover.image if cover else None
    story.cover_alt_text = cover.alt_text if cover else ""
    story.cover_caption = cover.caption if cover else ""
    story.themes.set(list(draft.themes.all()))
    write_people(story, draft)


def _picture_blocks(draft: DeskDraft) -> list[dict]:
    return [
        {
            "type": "image",
            "value": {
                "image": photo.image_id,
                "alt_text": photo.alt_text,
                "is_decorative": False,
                "caption": photo.caption,
            },
        }
        for photo in draft.photos.filter(is_cover=False).order_by("position", "pk")
    ]


def _quiz_blocks(draft: DeskDraft) -> list[dict]:
    """Return the quiz that the author asked for; afterwards it is the editors' to change."""
    topic = draft.quiz_topic
    if topic is None:
        return []
    # Data that readers see, and so Vietnamese.
    title = f"Thử nhanh: {topic.name}"
    return [quiz_block(title=title, topic_id=topic.pk, count=QUIZ_QUESTIONS)]


def _describe_photos(draft: DeskDraft) -> None:
    """Keep with each image what the author said about it."""
    for photo in draft.photos.all():
        SiteImage.objects.filter(pk=photo.image_id).update(
            title=(photo.caption or draft.title)[:255],
            alt_text=photo.alt_text,
            people_note=photo.people_note,
        )
