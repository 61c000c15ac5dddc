"""The exemplars of the demo, each with the consent that its profile needs."""

import json
from datetime import datetime, timedelta

from exemplars.models import ExemplarPage
from goodnews.accounts.models import User
from goodnews.consents.choices import AgeBand, Channel, PartyRole, Purpose
from goodnews.consents.services import Agreement, record_consent
from goodnews.demo.reading import StoryText, read_toml
from goodnews.home.services import SiteTree
from goodnews.images.models import SiteImage
from goodnews.units.models import Unit
from goodnews.workflows.services import approve_and_publish

from .bodies import as_block, as_paragraphs
from .pictures import portrait_key
from .records import fill_record, load_greetings, read_records

# The profiles are older than the stories of the last eight weeks.
DAYS_OLD = 60
NOTE = "Nội dung minh họa: nhân vật hư cấu."


def read() -> list[dict]:
    """Return the rows of the content file."""
    return read_toml("exemplars.toml")["exemplar"]


def load_exemplars(
    *,
    tree: SiteTree,
    units: dict[str, Unit],
    drawn: dict[str, SiteImage],
    stories: list[StoryText],
    approver: User,
    now: datetime,
) -> dict[str, ExemplarPage]:
    """Publish the profiles; return them by key."""
    pages, records = {}, read_records()
    for row in read():
        record = records.get(row["key"], {})
        published_at = now - timedelta(days=record.get("days_old", DAYS_OLD))
        page = ExemplarPage(
            title=row["name"],
            locale=tree.home.locale,
            live=False,
            kind=row["kind"],
            unit=units[row["unit"]],
            portrait=drawn[portrait_key(row["key"])],
            portrait_alt=row["alt"],
            field_of_work=row["field"],
            deed=row["deed"],
            age_band=row.get("age_band", AgeBand.ADULT),
            body=_body(row),
        )
        fill_record(
            page,
            row,
            record,
            stories=[story for story in stories if story["exemplar"] == row["key"]],
            drawn=drawn,
            now=now,
        )
        type(tree.exemplars).objects.get(pk=tree.exemplars.pk).add_child(instance=page)
        _agree(page, row, approver=approver, agreed_at=published_at - timedelta(days=1), now=now)
        pages[row["key"]] = approve_and_publish(page=page, user=approver, now=published_at)
    load_greetings(pages=pages, approver=approver, now=now)
    return pages


def _body(row: dict) -> str:
    return json.dumps([as_block("text", as_paragraphs([*row["paragraphs"], NOTE]))])


def _agree(
    page: ExemplarPage, row: dict, *, approver: User, agreed_at: datetime, now: datetime
) -> None:
    """Record who agreed to profile and portrait: a child together with a guardian."""
    parties = [Agreement(role=PartyRole.PERSON, name=row["name"], agreed_at=agreed_at)]
    if "guardian" in row:
        parties.append(
            Agreement(role=PartyRole.GUARDIAN, name=row["guardian"], agreed_at=agreed_at)
        )
    for purpose in (Purpose.PROFILE, Purpose.IMAGE):
        record_consent(
            subject_key=page.translation_key,
            subject_name=row["name"],
            purpose=purpose,
            age_band=page.age_band,
            parties=parties,
            channel=Channel.PAPER,
            recorded_by=approver,
            now=now,
        )
