"""How many questions a draw may count on."""

from dataclasses import dataclass

from wagtail.models import Locale

from quizblocks.choices import Difficulty, QuestionUse
from quizblocks.draws import pool_counts
from quizblocks.models import Topic


@dataclass(frozen=True)
class TopicCounts:
    """The published questions of one topic for one use, by difficulty as ``Difficulty`` lists them."""

    name: str
    use: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)


def counts_by_topic(*, keeps_keys: bool) -> list[TopicCounts]:
    """Return the counts of topics that have questions: two queries, three for keepers."""
    names = {topic.pk: str(topic) for topic in Topic.objects.all()}
    uses = QuestionUse if keeps_keys else [QuestionUse.PRACTICE]
    found = []
    for use in uses:
        cells = pool_counts(use=use, locale=Locale.get_default())
        for pk, name in names.items():
            counts = tuple(cells.get((pk, level), 0) for level in Difficulty)
            if any(counts):
                found.append(TopicCounts(name, use.label, counts))
    return found
