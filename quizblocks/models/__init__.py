"""The question bank: topics, questions, choices, keys, imports and counts."""

from .imports import QuestionImport
from .keys import AnswerKey
from .papers import Paper
from .questions import Choice, Question
from .tags import QuestionTag, QuestionTagging
from .tallies import WHOLE_QUESTION, QuestionTally
from .topics import Topic

__all__ = [
    "WHOLE_QUESTION",
    "AnswerKey",
    "Choice",
    "Paper",
    "Question",
    "QuestionImport",
    "QuestionTag",
    "QuestionTagging",
    "QuestionTally",
    "Topic",
]
