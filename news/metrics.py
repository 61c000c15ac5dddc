"""What this room counts for the ledger: stories, returns, and how long decisions take."""

from django.conf import settings
from django.db.models import (
    BigIntegerField,
    CharField,
    Count,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models import DurationField as Duration
from django.db.models.functions import Cast, Coalesce, Concat, TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState, WorkflowState

from goodnews.core.visibility import unrestricted
from goodnews.stats.days import Days
from goodnews.stats.metrics import Countable, Metric, register_countable, register_metric

from .choices import Origin, StoryKind
from .models import StoryPage

PUBLISHED = "news.published"
PUBLISHED_BY_THEME = "news.published_by_theme"
RETURNED = "news.returned"
DECIDED = "news.decided"
DECISION_SECONDS = "news.decision_seconds"
# From a story to the stages of its workflow.
WORKFLOW = "_specific_workflow_states"
STAGE = f"{WORKFLOW}__task_states"
IS_RETURN = Q(**{f"{STAGE}__status": TaskState.STATUS_REJECTED})
IS_LAST_WORD = Q(
    **{f"{STAGE}__status": TaskState.STATUS_APPROVED},
    **{f"{WORKFLOW}__status": WorkflowState.STATUS_APPROVED},
    **{f"{WORKFLOW}__current_task_state": F(f"{STAGE}__pk")},
)


def dimension(kind: StoryKind, origin: Origin) -> str:
    """Return how the ledger names stories of one kind and origin."""
    return f"{kind}/{origin}"


def kind_and_origin() -> Concat:
    """Return the same name as an expression."""
    return Concat("kind", Value("/"), "origin")


def local_day(field: str) -> TruncDate:
    """Return the day in Viet Nam of a moment."""
    return TruncDate(field, tzinfo=timezone.get_default_timezone())


class Seconds(Func):
    """The whole seconds of a duration; SQLite keeps durations in microseconds."""

    output_field = BigIntegerField()
    template = "FLOOR(EXTRACT(EPOCH FROM %(expressions)s))"

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template="((%(expressions)s) / 1000000)")


def published_stories(days: Days) -> QuerySet:
    """Return the public stories of ``days``; a translation is no second story."""
    stories = StoryPage.objects.filter(
        unrestricted(), listed_locale__language_code=settings.LANGUAGE_CODE
    )
    return stories.published_between(days.first, days.last).order_by()


def published_rows(days: Days) -> QuerySet:
    """Count public stories by kind and origin."""
    return _published(days, kind_and_origin())


def published_by_theme_rows(days: Days) -> QuerySet:
    """Count public stories by theme, kind and origin; one of two themes counts in both."""
    theme = Cast(Coalesce(F("theme_links__tag_id"), 0), CharField())
    return _published(days, Concat(theme, Value("/"), "kind", Value("/"), "origin"))


def _published(days: Days, name) -> QuerySet:
    return (
        published_stories(days)
        .annotate(day=F("published_on"), dimension=name)
        .values("unit_id", "day", "dimension")
        .annotate(value=Count("pk"))
        .values_list("unit_id", "day", "dimension", "value")
    )


def decided_states(days: Days, *, answers: Q) -> QuerySet:
    """Return each story with each stage at which it got one of ``answers``.

    Each comes with ``day`` and ``dimension``. By joins from the story: a stage
    knows its story only by a text, and asking for each took most of the time.
    """
    # Nothing is left of a translation, or of a story that was deleted.
    return (
        StoryPage.objects.filter(
            answers,
            **{f"{STAGE}__finished_at__gte": days.begins_at},
            **{f"{STAGE}__finished_at__lt": days.ends_at},
            locale__language_code=settings.LANGUAGE_CODE,
        )
        .annotate(day=local_day(f"{STAGE}__finished_at"), dimension=kind_and_origin())
        .order_by()
    )


def decided_rows(days: Days) -> QuerySet:
    """Count decisions: returns and last approvals."""
    return counted(decided_states(days, answers=IS_RETURN | IS_LAST_WORD))


def returned_rows(days: Days) -> QuerySet:
    """Count returns; a story that was returned twice counts twice."""
    return counted(decided_states(days, answers=IS_RETURN))


def counted(states: QuerySet, value=None) -> QuerySet:
    """Return the rows of the ledger that count ``states``."""
    grouped = states.values("unit_id", "day", "dimension")
    grouped = grouped.annotate(value=value or Count(f"{STAGE}__pk"))
    return grouped.values_list("unit_id", "day", "dimension", "value")


def decision_seconds_rows(days: Days) -> QuerySet:
    """Sum the time from each sending to its decision, without the time it lay with the author.

    A story that was returned and sent again waits anew from the first stage
    after the return.
    """
    same_story = TaskState.objects.filter(workflow_state=OuterRef(WORKFLOW)).order_by()
    last_return = (
        same_story.filter(status=TaskState.STATUS_REJECTED, pk__lt=OuterRef(f"{STAGE}__pk"))
        .order_by("-pk")
        .values("pk")[:1]
    )
    stages = same_story.filter(pk__gt=Coalesce(OuterRef("last_return"), 0))
    sent_at = stages.order_by("pk").values("started_at")[:1]
    waited = ExpressionWrapper(F(f"{STAGE}__finished_at") - F("sent_at"), output_field=Duration())
    return counted(
        decided_states(days, answers=IS_RETURN | IS_LAST_WORD)
        .annotate(last_return=Subquery(last_return))
        .annotate(sent_at=Subquery(sent_at)),
        value=Sum(Seconds(waited)),
    )


METRICS = (
    Metric(PUBLISHED, _("Published stories"), _("stories"), published_rows),
    Metric(
        PUBLISHED_BY_THEME, _("Published stories by theme"), _("stories"), published_by_theme_rows
    ),
    Metric(RETURNED, _("Returned stories"), _("returns"), returned_rows),
    Metric(DECIDED, _("Decisions"), _("decisions"), decided_rows),
    Metric(DECISION_SECONDS, _("Time to decision"), _("seconds"), decision_seconds_rows),
)
# A re-post is work of others: it fills no quota.
OUR_OWN = (Origin.OWN, Origin.SHARE)
COUNTABLES = (
    Countable(
        "news.good_news",
        _("Good news (re-posts not counted)"),
        PUBLISHED,
        tuple(dimension(StoryKind.GOOD_NEWS, origin) for origin in OUR_OWN),
    ),
    Countable(
        "news.beautiful_stories",
        _("Beautiful stories (re-posts not counted)"),
        PUBLISHED,
        tuple(dimension(StoryKind.BEAUTIFUL_STORY, origin) for origin in OUR_OWN),
    ),
    Countable(
        "news.stories",
        _("Stories of both kinds (re-posts not counted)"),
        PUBLISHED,
        tuple(dimension(kind, origin) for kind in StoryKind for origin in OUR_OWN),
    ),
)


def register() -> None:
    """Put this room's metrics into the ledger."""
    for metric in METRICS:
        register_metric(metric)
    for countable in COUNTABLES:
        register_countable(countable)
