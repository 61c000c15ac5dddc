"""A built site with stories; one by one as editors make them, or thousands at a stroke."""

from datetime import UTC, date, datetime, timedelta

from goodnews.home.services import SiteTree, build_site
from goodnews.units.models import Unit
from goodnews.workflows.choices import ApprovalChannel
from goodnews.workflows.services import approve_and_publish
from news.models import StoryPage, StoryTheme, Theme
from tests.core.many_pages import make_many_pages
from tests.recorded import recorded

# Noon of 21 November 2026 in Viet Nam.
NOW = datetime(2026, 11, 21, 5, tzinfo=UTC)
TODAY = date(2026, 11, 21)
TEXT = "<p>Sáng nay, hơn 40 đoàn viên đã dọn lòng suối ở bản Sín Chải.</p>"


@recorded
def make_site() -> SiteTree:
    """Return the tree that ``set_up`` builds, at noon of 21 November 2026."""
    return build_site(now=NOW)


def make_theme(name: str = "Tình nguyện", **values) -> Theme:
    """Return a theme; green."""
    return Theme.objects.create(name=name, colour="green", **values)


def make_draft(index, title: str = "Con đường sáng giữa bản", **values) -> StoryPage:
    """Return a draft with lead, text and byline, and one revision."""
    values = {
        "lead": "Hai mươi bốn cột đèn đã sáng ở bản Sín Chải.",
        "body": [("text", TEXT)],
        "byline": "Nguyễn Văn A",
        "place": "bản Sín Chải",
        "happened_on": TODAY,
        **values,
    }
    themes = values.pop("themes", ())
    page = StoryPage(title=title, live=False, **values)
    for theme in themes:
        page.theme_links.add(StoryTheme(tag=theme))
    page = index.add_child(instance=page)
    page.save_revision()
    return page


def make_story(index, title: str = "Con đường sáng giữa bản", now=NOW, **values) -> StoryPage:
    """Return a story that is live; ``published_on`` may lie in the past."""
    page = make_draft(index, title, **values)
    approve_and_publish(page=page, user=None, now=now, channel=ApprovalChannel.SETUP)
    return StoryPage.objects.get(pk=page.pk)


def make_many_stories(
    index, count: int, *, units: list[Unit] = (), themes: list[Theme] = (), per_day: int = 5
) -> list[int]:
    """Return the ids of ``count`` live stories, ``per_day`` for every day back from today.

    Written row by row, past the gate and the signals: thousands of them are
    only there to make the tables large.
    """
    pages = make_many_pages(
        index,
        count,
        title="Tin tốt số",
        slug="tin-tot-so",
        model=StoryPage,
        day_of=lambda number: TODAY - timedelta(days=number // per_day),
    )
    ids = [page.pk for page in pages]
    links = []
    for number, page_id in enumerate(ids):
        story = StoryPage(
            page_ptr_id=page_id,
            lead="Hai mươi bốn cột đèn đã sáng.",
            body=[("text", TEXT)],
            unit=units[number % len(units)] if units else None,
            published_on=TODAY - timedelta(days=number // per_day),
            listed_locale_id=index.locale_id,
        )
        story.save_base(raw=True)
        if themes:
            links.append(StoryTheme(tag=themes[number % len(themes)], content_object_id=page_id))
    StoryTheme.objects.bulk_create(links, batch_size=500)
    return ids
