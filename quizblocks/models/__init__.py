"""The question bank: topics, questions, choices, keys, imports and counts."""

from .imports import QuestionImport
from .keys import AnswerKey
from .questions import Choice, Question
from .tallies import PRACTICE_PAGE, WHOLE_QUESTION, QuestionTally
from .topics import Topic

__all__ = [
    "PRACTICE_PAGE",
    "WHOLE_QUESTION",
    "AnswerKey",
    "Choice",
    "Question",
    "QuestionImport",
    "QuestionTally",
    "Topic",
]
