"""The question bank: topics, questions, choices, keys, lives, imports and counts."""

from .imports import QuestionImport
from .keys import AnswerKey
from .lives import QuestionLife
from .questions import Choice, Question
from .reviews import QuestionReview
from .tags import QuestionTag, QuestionTagging
from .tallies import WHOLE_QUESTION, QuestionTally
from .topics import Topic
from .versions import Annulment, QuestionVersion, VersionKey, refuse_locked

__all__ = [
    "WHOLE_QUESTION",
    "Annulment",
    "AnswerKey",
    "Choice",
    "Question",
    "QuestionImport",
    "QuestionLife",
    "QuestionReview",
    "QuestionTag",
    "QuestionTagging",
    "QuestionTally",
    "QuestionVersion",
    "Topic",
    "VersionKey",
    "refuse_locked",
]
