"""What the demo's profiles keep over the years: milestones, honours, follow-ups, good wishes."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from wagtail.documents.models import Document

from exemplars.choices import GreetingState, HonourLevel
from exemplars.models import (
    ExemplarPage,
    FollowUp,
    Greeting,
    Honour,
    Milestone,
    Picture,
    Quotation,
    UnitPeriod,
)
from goodnews.accounts.models import User
from goodnews.demo.docx import make_docx
from goodnews.demo.reading import StoryText, read_toml
from goodnews.images.models import SiteImage

from .pictures import cover_key, gallery_key

DECISION = """TỈNH ĐOÀN MINH HỌA
Số: {number}
QUYẾT ĐỊNH
Về việc khen thưởng {title}
Điều 1. Tặng danh hiệu “{title}” cho {name}, vì đã có thành tích xuất sắc trong công tác Đoàn và phong trào thanh thiếu nhi năm {year}.
Điều 2. Quyết định này có hiệu lực từ ngày ký.
(Văn bản minh họa, nhân vật và số văn bản đều hư cấu.)
"""


def read_records() -> dict[str, dict]:
    """Return what the content file says of each exemplar, by key."""
    return read_toml("exemplar_records.toml")


def fill_record(
    page: ExemplarPage,
    row: dict,
    record: dict,
    *,
    stories: list[StoryText],
    drawn: dict[str, SiteImage],
    now: datetime,
) -> None:
    """Put the rows of ``record`` into a page that is not stored yet.

    Args:
        row: the exemplar's own entry of the content file.
        stories: those that name the exemplar; their pictures show it at work.
    """
    page.milestones.set(
        [Milestone(sort_order=n, **each) for n, each in enumerate(record.get("milestones", []))]
    )
    quotations = [{"text": row["quote"]}, *record.get("quotations", [])]
    page.quotations.set([Quotation(sort_order=n, **each) for n, each in enumerate(quotations)])
    page.pictures.set(list(_pictures(stories, drawn)))
    page.honours.set(list(_honours(row, record)))
    page.unit_periods.set([UnitPeriod(unit=page.unit)])
    if "follow_up" in record:
        told = record["follow_up"]
        noted_on = (now - timedelta(days=told["days"])).date()
        page.follow_ups.set(
            [FollowUp(noted_on=noted_on, note=told["note"], public_text=told["text"])]
        )


def _honours(row: dict, record: dict) -> Iterator[Honour]:
    for number, honour in enumerate([*row["honours"], *record.get("honours", [])]):
        has_file = honour["year"] == record.get("decision_of")
        yield Honour(
            year=honour["year"],
            title=honour["title"],
            level=HonourLevel(honour["level"]),
            decision_number=honour["decision"],
            document=_decision(row["name"], honour) if has_file else None,
            sort_order=number,
        )


def _decision(name: str, honour: dict) -> Document:
    text = DECISION.format(
        name=name, number=honour["decision"], title=honour["title"], year=honour["year"]
    )
    document = Document(title=f"Quyết định số {honour['decision']}")
    document.file.save("quyet-dinh.docx", ContentFile(make_docx(text)), save=False)
    document.save()
    return document


def _pictures(stories: list[StoryText], drawn: dict[str, SiteImage]) -> Iterator[Picture]:
    for story in stories:
        yield Picture(
            image=drawn[cover_key(story.title)], alt_text=story["alt"], caption=story.title
        )
        for kind, _first, rows in story.blocks:
            if kind != "gallery":
                continue
            for line in rows:
                picture, alt, caption = (part.strip() for part in line.split("|"))
                image = drawn[gallery_key(story.title, picture)]
                yield Picture(image=image, alt_text=alt, caption=caption)


def load_greetings(
    *, pages: dict[str, ExemplarPage], approver: User, now: datetime
) -> list[Greeting]:
    """Keep the good wishes: most are shown, two still wait."""
    return Greeting.objects.bulk_create(
        greeting
        for key, record in read_records().items()
        for greeting in _greetings_of(pages[key], record, approver=approver, now=now)
    )


def _greetings_of(page, record: dict, *, approver: User, now: datetime) -> Iterator[Greeting]:
    for number, told in enumerate(record.get("greetings", []), 1):
        sent_at = now - timedelta(days=3 * number, hours=number)
        yield Greeting(
            exemplar=page,
            state=GreetingState.SHOWN,
            sent_at=sent_at,
            decided_at=sent_at + timedelta(hours=5),
            decided_by=approver,
            **told,
        )
    for number, told in enumerate(record.get("waiting", []), 1):
        yield Greeting(exemplar=page, sent_at=now - timedelta(hours=2 * number), **told)
