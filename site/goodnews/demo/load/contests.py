"""Contests of the demo: one that runs, with its second week open, and one that has closed."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from random import Random

from campaigns.contests.presets import PRESETS
from campaigns.contests.rules import ContestRules, DrawRules
from campaigns.contests.services import build_contest, publish_contest
from goodnews.core.richtext import with_block_keys
from goodnews.demo.reading import read_topics
from goodnews.images.models import SiteImage
from goodnews.units.models import Unit
from quizblocks.choices import QuestionUse
from quizblocks.models import Topic
from quizblocks.services import create_question

from .contest_results import load_contest_results, load_entrants_of_today
from .pictures import poster_key
from .questions import DIFFICULTIES, choice_order

FOLDER = "contest-questions"
RUNNING, CLOSED = "tim-hieu-dat-nuoc", "tuoi-tre-voi-hien-phap"
# What is drawn on the poster, and what it shows in words.
POSTERS = {
    RUNNING: (
        "mountain_sunrise dawn",
        "Tranh vẽ buổi sớm: mặt trời lên giữa núi xanh, con đường qua đồng hoa dẫn vào bản.",
    ),
    CLOSED: (
        "school_flag day",
        "Tranh vẽ học sinh vẫy tay trước ngôi trường hai tầng, cờ đỏ sao vàng trên cột.",
    ),
}
WEEK, HOUR = timedelta(weeks=1), timedelta(hours=1)
PURPOSE = (
    "<p>Cuộc thi minh họa: giúp bạn trẻ trong tỉnh tìm hiểu Hiến pháp, lịch sử và địa lí đất "
    "nước. Mọi tên và số liệu ở đây đều là minh họa.</p>"
)
HANDING_OVER = (
    "<p>Giải được trao tại đơn vị của người đạt giải. Ban tổ chức chỉ hỏi mã xác nhận qua điện "
    "thoại khi trao giải.</p>"
)


def load_contest_questions() -> list[Topic]:
    """Put the questions that no article may show into the bank; return their topics."""
    topics = []
    first = Topic.objects.count() + 1
    for number, text in enumerate(read_topics(FOLDER), first):
        # One of them has questions for practice as well.
        topic, _is_new = Topic.objects.get_or_create(
            slug=text.key, defaults={"name": text.name, "order": number}
        )
        topics.append(topic)
        for each in text.questions:
            create_question(
                topic=topic,
                stem=each.stem,
                choices=[each.choices[place] for place in choice_order(each)],
                kind=each.kind,
                explanation=each.explanation,
                source=each.source,
                difficulty=DIFFICULTIES[each.difficulty],
                use=QuestionUse.CONTEST,
                vouched_by="demo",
            )
    return topics


def load_contests(
    *, unit: Unit, user, drawn: dict[str, SiteImage], now: datetime, rng: Random
) -> None:
    """Publish both contests as if each had been published three days before its opening."""
    topics = load_contest_questions()
    monday = now.date() - timedelta(days=now.weekday())
    # The second of three weeks is open, whatever the weekday.
    opens_at = datetime.combine(monday, time(0), tzinfo=now.tzinfo) - WEEK
    texts = {
        "organiser_name": "Ban Thường vụ Tỉnh Đoàn (minh họa)",
        "complaint_contact": "Văn phòng Tỉnh Đoàn, điện thoại 0200 000 000 (minh họa)",
        "before_rules": with_block_keys(PURPOSE),
        "after_rules": with_block_keys(HANDING_OVER),
    }
    running = build_contest(
        rules=replace(_running(opens_at, topics), unit=unit.pk),
        slug=RUNNING,
        poster=drawn[poster_key(RUNNING)],
        summary="Ba tuần tìm hiểu Hiến pháp, lịch sử và địa lí đất nước, dành cho thanh niên "
        "trong tỉnh. Cuộc thi minh họa.",
        **texts,
    )
    publish_contest(contest=running, user=user, now=opens_at - timedelta(days=3))
    # Of its own: whatever is loaded after it stays as it was.
    chance = Random(RUNNING)  # noqa: S311 -- the same demo each time
    load_entrants_of_today(contest=running, user=user, now=now, rng=chance)
    opens_at -= 9 * WEEK
    closed = build_contest(
        rules=replace(_closed(opens_at, topics), unit=unit.pk),
        slug=CLOSED,
        poster=drawn[poster_key(CLOSED)],
        summary="Mỗi tuần một lượt, ai đúng và nhanh thì xếp trên. Cuộc thi minh họa.",
        **texts,
    )
    publish_contest(contest=closed, user=user, now=opens_at - timedelta(days=3))
    load_contest_results(contest=closed, user=user, rng=rng)


def _running(opens_at: datetime, topics: list[Topic]) -> ContestRules:
    """Three weeks, five attempts, 15 questions as 7 + 3 + 5, a prediction."""
    draws = tuple(
        DrawRules(count=count, topic=topic.pk, points=10)
        for count, topic in zip((7, 3, 5), topics, strict=True)
    )
    rules = PRESETS["nam-luot"].rules(opens_at)
    rounds = tuple(
        replace(
            each,
            draws=draws,
            prediction="people",
            tie_breaks=("score", "distance", "duration", "submitted"),
        )
        for each in rules.rounds[:3]
    )
    prizes = tuple(each for each in rules.prizes if each.round <= len(rounds))
    return replace(
        rules,
        title="Tìm hiểu đất nước – cuộc thi minh họa",
        age_from=16,
        age_to=35,
        guardian_below=None,
        rounds=rounds,
        prizes=prizes,
    )


def _closed(opens_at: datetime, topics: list[Topic]) -> ContestRules:
    """Two weeks with one attempt at ten questions each, closed long ago."""
    rules = PRESETS["mot-luot"].rules(opens_at + 2 * timedelta(days=1) + 7 * HOUR)
    draws = (DrawRules(count=10, topic=topics[0].pk),)
    rounds = tuple(replace(each, draws=draws) for each in rules.rounds[:2])
    prizes = tuple(each for each in rules.prizes if each.round <= len(rounds))
    title = "Tuổi trẻ với Hiến pháp – cuộc thi minh họa"
    return replace(rules, title=title, rounds=rounds, prizes=prizes)
