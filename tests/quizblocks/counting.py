"""Answers counted outside a request."""

from goodnews.core.single_statements import execute_single
from quizblocks.tallies import counting


def count_answers(**answers) -> None:
    """Count answers as :func:`quizblocks.tallies.counting` takes them."""
    execute_single(*counting(**answers))
