"""The order in which the demo content is loaded."""

from collections.abc import Callable
from datetime import datetime
from random import Random

from django.db import transaction

from goodnews.demo.errors import NotADemoError
from goodnews.demo.reading import read_stories
from goodnews.home.services import build_site
from goodnews.units.models import Unit
from news.models import StoryPage

from . import (
    contests,
    exemplars,
    figures,
    pages,
    people,
    pictures,
    questions,
    stories,
    translations,
)
from . import units as unit_loader
from .days_off import load_days_off
from .newsroom import load_newsroom
from .nominations import load_nominations
from .privacy import load_data_requests
from .requests import load_requests
from .waiting import load_waiting

# The code of the invented province: it stands only where everything was loaded.
MARK = "LV"


def is_loaded() -> bool:
    """Tell whether the demo content stands in this database."""
    return Unit.objects.filter(code=MARK).exists()


def load_demo(
    *, now: datetime, rng: Random, report: Callable[[str], None], threads: int = 2
) -> None:
    """Load the demo content; an interrupted load leaves nothing but pictures behind.

    Args:
        now: in local time; all dates count back from it.
        report: told what is being done, for the person who waits.
        threads: how many pictures are made at once; 0 makes them in turn.

    Raises:
        NotADemoError: the database holds stories or units that are not ours.
    """
    if Unit.objects.exists() or StoryPage.objects.exists():
        raise NotADemoError
    texts = {
        "good": read_stories("good-news"),
        "beautiful": read_stories("beautiful"),
        "waiting": read_stories("waiting"),
    }
    drawn = pictures.draw_all(
        texts, exemplars.read(), contests.POSTERS, report=report, threads=threads
    )
    with transaction.atomic():
        report("Dựng cây trang, vai trò, quy trình kiểm duyệt")
        tree = build_site(now=now)
        pages.fill_settings()
        units = unit_loader.load_units(now=now)
        users = people.load_people(units=units)
        report("Nạp 120 câu hỏi")
        bank = questions.load_questions()
        report("Đăng cuộc vận động, gương sáng, tài liệu")
        pages.load_campaign(tree=tree, unit=units["tinh-doan"], now=now)
        pages.load_pages(tree=tree, unit=units["tinh-doan"], approver=users["approver"], now=now)
        honoured = exemplars.load_exemplars(
            tree=tree,
            units=units,
            drawn=drawn,
            stories=[*texts["beautiful"], *texts["good"]],
            approver=users["approver"],
            now=now,
        )
        load_requests(exemplars=honoured, users=users, now=now)
        shelf = stories.Shelf(
            tree=tree,
            units=units,
            drawn=drawn,
            exemplars=honoured,
            bank=bank,
            themes=stories.load_themes(),
            approver=users["approver"],
            now=now,
        )
        report("Đăng tin bài của tám tuần")
        published = stories.load_stories(texts, shelf=shelf, rng=rng)
        load_days_off(now=now)
        load_data_requests(approver=users["approver"], now=now)
        report("Gửi các bài đang chờ duyệt")
        load_waiting(texts["waiting"], shelf=shelf, users=users)
        report("Mở hai đợt bình chọn gương sáng")
        load_nominations(units=units, users=users, now=now)
        report("Công bố hai cuộc thi, 45 câu hỏi thi")
        contests.load_contests(
            unit=units["tinh-doan"], user=users["organiser"], drawn=drawn, now=now, rng=rng
        )
        report("Dịch một số trang sang tiếng Anh")
        pages.load_home_quiz(tree=tree, bank=bank)
        translations.load_translations(
            tree=tree, stories=published, bank=bank, approver=users["approver"], now=now
        )
        figures.load_figures(stories=published, now=now, rng=rng)
        report("Đặt định mức, xếp lịch mấy ngày tới, cộng sổ chỉ số")
        load_newsroom(units=units, users=users, now=now)
