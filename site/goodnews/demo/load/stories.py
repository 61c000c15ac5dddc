"""The stories of the last eight weeks."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from exemplars.models import ExemplarPage
from goodnews.accounts.models import User
from goodnews.demo.reading import StoryText, read_toml
from goodnews.demo.schedule import beautiful_days, good_news_days, moment_on
from goodnews.home.services import SiteTree
from goodnews.images.models import SiteImage
from goodnews.units.models import Unit
from goodnews.workflows.services import approve_and_publish
from news.choices import Origin, StoryKind
from news.models import StoryExemplar, StoryPage, Theme

from .bodies import BodyWriter, as_block, as_paragraphs
from .pictures import cover_key
from .questions import Bank


@dataclass(frozen=True)
class Shelf:
    """Everything that a story may point to."""

    tree: SiteTree
    units: dict[str, Unit]
    drawn: dict[str, SiteImage]
    exemplars: dict[str, ExemplarPage]
    bank: Bank
    themes: dict[str, Theme]
    approver: User
    now: datetime


def load_themes() -> dict[str, Theme]:
    """Create the themes; return them by name."""
    rows = read_toml("themes.toml")["theme"]
    return {row["name"]: Theme.objects.create(**row) for row in rows}


def load_stories(
    texts: dict[str, list[StoryText]], *, shelf: Shelf, rng: Random
) -> list[StoryPage]:
    """Publish the stories, oldest first; return them.

    The last pieces of good news in the files find no day if there are more
    of them than days; of the beautiful stories one stands in each week.
    """
    today = shelf.now.date()
    plan = [
        *zip(good_news_days(today), texts["good"], strict=False),
        *zip(beautiful_days(today), texts["beautiful"], strict=False),
    ]
    met: dict[date, int] = {}
    timed = []
    for day, text in plan:
        number = met[day] = met.get(day, -1) + 1
        timed.append((moment_on(day, number=number, now=shelf.now, rng=rng), text))
    timed.sort(key=lambda pair: pair[0])
    return [_publish(text, moment=moment, shelf=shelf, rng=rng) for moment, text in timed]


def _publish(text: StoryText, *, moment: datetime, shelf: Shelf, rng: Random) -> StoryPage:
    happened_on = moment.date() - timedelta(days=rng.choice((0, 0, 1, 1, 2)))
    page = write_story(text, happened_on=happened_on, shelf=shelf)
    type(shelf.tree.stories).objects.get(pk=shelf.tree.stories.pk).add_child(instance=page)
    return approve_and_publish(page=page, user=shelf.approver, now=moment)


def write_story(text: StoryText, *, happened_on: date, shelf: Shelf) -> StoryPage:
    """Return the unsaved page of ``text``; ``{date}`` in it becomes the day it happened."""
    is_beautiful = text["kind"] == "beautiful"
    origin, source_name, source_url = origin_of(text)

    def fill(part: str) -> str:
        return part.replace("{date}", f"{happened_on.day}/{happened_on.month}")

    writer = BodyWriter(text, shelf.drawn, shelf.exemplars, shelf.bank)
    blocks = writer.blocks(fill=fill)
    blocks.append(as_block("text", as_paragraphs([read_toml("site.toml")["note"]])))
    page = StoryPage(
        title=text.title,
        locale=shelf.tree.home.locale,
        live=False,
        kind=StoryKind.BEAUTIFUL_STORY if is_beautiful else StoryKind.GOOD_NEWS,
        lead=fill(text["lead"]),
        happened_on=happened_on,
        place=text["place"],
        unit=shelf.units[text["unit"]],
        byline=text["byline"],
        sponsorship=text["sponsorship"],
        origin=origin,
        source_name=source_name,
        source_url=source_url,
        cover=shelf.drawn[cover_key(text.title)],
        cover_alt_text=text["alt"],
        body=json.dumps(blocks),
    )
    page.themes.set([shelf.themes[name] for name in text.themes])
    if text["exemplar"]:
        page.story_exemplars.set([StoryExemplar(exemplar=shelf.exemplars[text["exemplar"]])])
    return page


def origin_of(text: StoryText) -> tuple[str, str, str]:
    """Return origin, name and address of the source; own work where the file says nothing."""
    parts = [part.strip() for part in text["origin"].split("|")]
    origin = Origin(parts[0]) if parts[0] else Origin.OWN
    name, url = ([*parts[1:], "", ""])[:2]
    return origin, name, url
