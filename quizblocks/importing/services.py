"""The import itself: all questions of a file, or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from wagtail.models import Locale

from goodnews.core.folding import fold, slugify_vietnamese
from goodnews.core.spreadsheets.plans import log_import
from quizblocks.choices import QuestionUse
from quizblocks.models import QuestionImport, QuestionTag, Topic
from quizblocks.topic_paths import SEPARATOR, above

from .held import BATCH
from .plans import ImportPlan, PlannedRow, RowState, plan_import
from .rows import Row
from .writing import Writer


@dataclass(frozen=True)
class Outcome:
    """What an import did.

    Attributes:
        plan: what the file would do now.
        record: the import, or None where nothing was done because the bank has
            changed since the plan was shown, or there are faults.
    """

    plan: ImportPlan
    record: QuestionImport | None


@transaction.atomic
def run_import(
    *,
    rows: Sequence[Row],
    topic: str,
    use: QuestionUse,
    name: str,
    expected: str,
    user,
    now: datetime,
) -> Outcome:
    """Put the questions ``rows`` into the bank as drafts: all of them, or none.

    A question that is there already and differs gets a new revision; a published
    one stays published as it is until somebody publishes that revision. The use
    of a question in the bank is never changed by a file.

    Args:
        topic: the topic of questions that name none.
        use: what the new questions are for.
        name: of the file.
        expected: the digest of the plan that was shown.
    """
    # One import after the other: what the last one added is seen by this one's reads.
    locale = Locale.objects.select_for_update().get(pk=Locale.get_default().pk)
    plan = plan_import(rows=rows, topic=topic, shows_lookalikes=False)
    if not plan.is_ready or plan.digest != expected:
        return Outcome(plan, None)
    record = QuestionImport.objects.create(name=name[:120], imported_at=now)
    _add_topics(plan.new_topics, user=user, now=now)
    topics = {topic.folded_path: topic for topic in Topic.objects.all()}
    new, changed = plan.of_state(RowState.NEW), plan.of_state(RowState.CHANGED)
    tags = _add_tags([*new, *changed])
    writer = Writer(locale=locale, use=use, tags=tags, user=user, now=now, record=record)
    for batch in _batches(new):
        writer.add((row.entry, topics[fold(row.entry.topic)]) for row in batch)
    for batch in _batches(changed):
        writer.change({row.held.pk: row.entry for row in batch})
    return Outcome(plan, record)


def _batches(rows: list[PlannedRow]):
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


def _add_topics(paths: Sequence[str], *, user, now: datetime) -> None:
    """Add topics ``paths`` with those above them; two names may give one address part."""
    slugs = set(Topic.objects.values_list("slug", flat=True))
    topics = {topic.folded_path: topic for topic in Topic.objects.all()}
    added = []
    wanted = dict.fromkeys(each for path in paths for each in above(path))
    for path in sorted(wanted, key=lambda each: len(above(each))):
        if fold(path) in topics:
            continue
        parents = above(path)[:-1]
        parent = topics[fold(parents[-1])] if parents else None
        base = slugify_vietnamese(path, max_length=70)
        slug, number = base, 2
        while slug in slugs:
            slug, number = f"{base}-{number}", number + 1
        slugs.add(slug)
        topic = Topic(name=path.split(SEPARATOR)[-1], parent=parent, slug=slug)
        topic.save()
        topics[topic.folded_path] = topic
        added.append(topic)
    log_import(created=added, changed=[], user=user, now=now)


def _add_tags(rows: Sequence[PlannedRow]) -> dict[str, QuestionTag]:
    """Return all tags by their names without case; those that ``rows`` have are added."""
    tags = {tag.name.casefold(): tag for tag in QuestionTag.objects.all()}
    for row in rows:
        for name in row.entry.tags:
            if name.casefold() not in tags:
                tag = QuestionTag(name=name)
                tag.save()
                tags[name.casefold()] = tag
    return tags
