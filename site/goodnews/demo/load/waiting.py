"""Stories on their way: one in every state that author and reviewers meet."""

from datetime import datetime, time, timedelta

from goodnews.accounts.models import User
from goodnews.demo.reading import StoryText
from news.desk.choices import People
from news.desk.models import DeskDraft, DeskPhoto
from news.desk.services import send_draft
from news.models import StoryPage

from .pictures import cover_key
from .stories import Shelf

AUTHOR = "correspondent"
# Who passes the story on, one after the other, until it waits where it should.
PASSED_ON_BY = {
    "unit_review": (),
    "editing": ("reviewer",),
    "approval": ("reviewer", "editor"),
    "scheduled": ("reviewer", "approver", "approver"),
}
PLANNED_AT = time(6, 30)


def load_waiting(texts: list[StoryText], *, shelf: Shelf, users: dict[str, User]) -> None:
    """Write and send the stories as their author would, and let reviewers act on them."""
    for number, text in enumerate(texts):
        written_at = shelf.now - timedelta(hours=3 + 5 * number)
        draft = _write(text, shelf=shelf, author=users[AUTHOR], at=written_at)
        if text["state"] == "draft":
            continue
        send_draft(draft=draft, now=written_at)
        draft.refresh_from_db()
        story = draft.page.specific
        if text["state"] == "returned":
            _return(story, user=users["reviewer"], comment=text["comment"])
            continue
        if text["state"] == "scheduled":
            _plan(story, editor=users["editor"], now=shelf.now)
        for username in PASSED_ON_BY[text["state"]]:
            _pass_on(story, user=users[username])


def _write(text: StoryText, *, shelf: Shelf, author: User, at: datetime) -> DeskDraft:
    paragraphs = [text["lead"], *(first for _kind, first, _rest in text.blocks)]
    draft = DeskDraft.objects.create(
        owner=author,
        unit=shelf.units[text["unit"]],
        title=text.title,
        text="\n\n".join(paragraphs),
        happened_on=at.date(),
        place=text["place"],
        quiz_topic=shelf.bank.topics.get(text["quiz"]),
        people=People.NOBODY,
        created_at=at,
        saved_at=at,
    )
    draft.themes.set([shelf.themes[name] for name in text.themes])
    DeskPhoto.objects.create(
        draft=draft,
        image=shelf.drawn[cover_key(text.title)],
        alt_text=text["alt"],
        people_note="Tranh vẽ, không có người thật.",
        is_cover=True,
    )
    return draft


def _pass_on(story: StoryPage, *, user: User) -> None:
    state = StoryPage.objects.get(pk=story.pk).current_workflow_task_state
    state.task.specific.on_action(state, user, "approve", comment="")


def _return(story: StoryPage, *, user: User, comment: str) -> None:
    state = StoryPage.objects.get(pk=story.pk).current_workflow_task_state
    state.task.specific.on_action(state, user, "reject", comment=comment)


def _plan(story: StoryPage, *, editor: User, now: datetime) -> None:
    """Let the editor put the story into tomorrow's calendar."""
    page = StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object()
    tomorrow = now.date() + timedelta(days=1)
    page.go_live_at = datetime.combine(tomorrow, PLANNED_AT, tzinfo=now.tzinfo)
    page.save_revision(user=editor, log_action=True)
