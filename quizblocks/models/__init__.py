"""The question bank: topics, questions, choices, keys, lives, imports and counts."""

from .figures import FiguresRun, QuestionFigures
from .imports import QuestionImport
from .keys import AnswerKey
from .lives import QuestionLife, originals_among
from .papers import Paper
from .pictures import HeldPicture, pictures_in
from .questions import Choice, Question
from .reviews import QuestionReview
from .tags import QuestionTag, QuestionTagging
from .tallies import PRACTICE_PAGE, WHOLE_QUESTION, QuestionTally
from .topics import Topic
from .versions import Annulment, QuestionVersion, VersionKey, refuse_locked

__all__ = [
    "PRACTICE_PAGE",
    "WHOLE_QUESTION",
    "Annulment",
    "AnswerKey",
    "Choice",
    "FiguresRun",
    "HeldPicture",
    "Paper",
    "Question",
    "QuestionFigures",
    "QuestionImport",
    "QuestionLife",
    "QuestionReview",
    "QuestionTag",
    "QuestionTagging",
    "QuestionTally",
    "QuestionVersion",
    "Topic",
    "VersionKey",
    "originals_among",
    "pictures_in",
    "refuse_locked",
]
