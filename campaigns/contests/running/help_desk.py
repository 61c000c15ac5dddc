"""Questions of entrants to the organisers, and their answers."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from campaigns.contests.models import Contest, Entrant, HelpQuestion

from .errors import AnsweredError, TooManyQuestionsError, TooManyWaitingError

MOST_WAITING = 3
MOST_A_DAY = 10
DAY = timedelta(days=1)
MOST_SHOWN = 50


@transaction.atomic
def ask_question(*, entrant: Entrant, text: str, now: datetime) -> HelpQuestion:
    """Ask the organisers; the same words while they wait for an answer are one question.

    Raises:
        TooManyWaitingError, TooManyQuestionsError
    """
    # The person is held: a form that is sent twice is one question.
    entrant = Entrant.objects.select_for_update(of=("self",)).get(pk=entrant.pk)
    own = entrant.help_questions.all()
    waiting = list(own.waiting()[:MOST_WAITING])
    same = next((each for each in waiting if each.text == text), None)
    if same is not None:
        return same
    if len(waiting) >= MOST_WAITING:
        raise TooManyWaitingError
    if own.filter(asked_at__gt=now - DAY).count() >= MOST_A_DAY:
        raise TooManyQuestionsError
    return HelpQuestion.objects.create(
        contest_id=entrant.contest_id, entrant=entrant, text=text, asked_at=now
    )


def answer_question(*, question: HelpQuestion, answer: str, user, now: datetime) -> None:
    """Answer a question, once.

    Raises:
        AnsweredError: somebody was quicker.
    """
    waiting = HelpQuestion.objects.waiting().filter(pk=question.pk)
    if not waiting.update(answer=answer, answered_at=now, answered_by=user):
        raise AnsweredError


def own_questions(entrant: Entrant) -> QuerySet:
    """Return what ``entrant`` has asked, the newest first."""
    return entrant.help_questions.order_by("-asked_at", "-pk")[:MOST_SHOWN]


def count_answers(entrant: Entrant) -> int:
    """Return how many questions of ``entrant`` are answered: one query."""
    return entrant.help_questions.answered().count()


def waiting_questions(contest: Contest) -> QuerySet:
    """Return the questions without an answer, whoever waits longest first."""
    waiting = HelpQuestion.objects.waiting().filter(contest=contest)
    return waiting.select_related("entrant", "entrant__unit").order_by("asked_at", "pk")


def answered_questions(contest: Contest) -> QuerySet:
    """Return the last answers, the newest first."""
    answered = HelpQuestion.objects.answered().filter(contest=contest)
    people = answered.select_related("entrant", "answered_by")
    return people.order_by("-answered_at", "-pk")[:MOST_SHOWN]
