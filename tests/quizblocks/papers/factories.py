"""A paper with fixed values."""

from random import Random

from quizblocks.models import Paper, Question
from quizblocks.papers.services import make_paper
from tests.workflows.factories import NOW


def make_printed(*questions: Question, **values) -> Paper:
    """Return a paper of ``questions`` in four variants, 101 to 104."""
    paper = Paper(**{"title": "Hội thi Luật Thanh niên", **values})
    pks = [question.pk for question in questions]
    return make_paper(paper=paper, pks=pks, rng=Random(1), user=None, now=NOW)
