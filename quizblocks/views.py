"""Readers answer a quiz: no account, no cookie, nothing kept but counts."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from goodnews.core.clients import client_address

from .answers import mark_answers, read_answers, read_shown, score_sentence
from .bands import band_text, bands_of
from .errors import InvalidAnswerError, QuizError, QuizNotFoundError, TooManyAnswersError
from .invitations import invitations
from .repeats import Standing, sender_of, standing_of
from .requests import may_be_counted, posted_data, read_earlier
from .solutions import PublicQuiz, find_quiz, questions_asked
from .tallies import count_answers

STATUS = {InvalidAnswerError: 400, QuizNotFoundError: 404, TooManyAnswersError: 429}


# Without a CSRF token, so that the article stays the same bytes for everybody. A
# forged post changes nothing of the visitor's: there is no account and no cookie,
# only an anonymous count, and posts from other sites are refused by their headers.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def answer_quiz(request: HttpRequest, page_id: int, block_id: UUID) -> HttpResponse:
    """Mark a reader's answers and tell the reasons."""
    if request.method == "POST":
        return reply_to_post(request, lambda: find_quiz(page_id=page_id, block_id=block_id))
    try:
        response = redirect(find_quiz(page_id=page_id, block_id=block_id).url)
    except QuizError as error:
        response = refuse(request, error)
    return never_kept(response)


def reply_to_post(request: HttpRequest, find: Callable[[], PublicQuiz]) -> HttpResponse:
    """Mark answers to the quiz that ``find`` returns, or say why they cannot be marked."""
    try:
        response = mark_posted(request, find())
    except QuizError as error:
        response = refuse(request, error)
    return never_kept(response)


def never_kept(response: HttpResponse) -> HttpResponse:
    """Keep a reply, which is one reader's, out of every cache and search engine."""
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex"
    return response


def mark_posted(request: HttpRequest, public: PublicQuiz) -> HttpResponse:
    """Read, mark and count what was posted; return the reply.

    Raises:
        QuizError: what was posted cannot be an answer to this quiz.
    """
    now = timezone.now()
    data = posted_data(request)
    may_count = may_be_counted(client_address(request), now=now)
    shown, before = read_shown(data), read_earlier(data)
    asked, solutions = questions_asked(public, [*before, *shown])
    answers = read_answers(asked, data)
    earlier, questions = asked[: len(before)], asked[len(before) :]
    if not all(answers[question.id] for question in questions):
        return ask_again(request, public, questions, answers)
    marked = mark_answers(questions, answers, solutions)
    if may_count:
        picked = {question.id: answers[question.id] for question in questions}
        count_once(
            sender_of(request, data),
            public,
            marked,
            earlier=mark_answers(earlier, answers, solutions) if earlier else (),
            picked=picked,
            now=now,
        )
    return show_reply(request, public, marked, now=now)


def show_reply(request: HttpRequest, public: PublicQuiz, marked, *, now) -> HttpResponse:
    """Return the verdicts and reasons, as the script or as a browser asks for them."""
    if wants_json(request):
        return JsonResponse(
            {
                "questions": [reply_to(question, public.passages) for question in marked],
                "invitations": [[each.label, each.url] for each in invitations(now)],
            }
        )
    context = {
        "public": public,
        "marked": [(question, public.passages.get(question.question.key)) for question in marked],
        "score": score_sentence(marked),
        "band": band_text(marked, bands_of(public.value)),
        "invitations": invitations(now),
    }
    return render(request, "quizblocks/quiz_reply.html", context)


def count_once(sender, public: PublicQuiz, marked, *, earlier, picked, now) -> None:
    """Count answers unless a program sent them, or the same reader the same ones."""
    standing = standing_of(sender, block_id=public.block_id, answers=picked, now=now)
    if standing is Standing.NOT_COUNTED:
        return
    count_answers(
        page_id=public.page_id,
        block_id=public.block_id,
        marked=marked,
        day=timezone.localdate(now),
        earlier=earlier,
        is_later=standing is Standing.LATER,
    )


def ask_again(request, public: PublicQuiz, questions, answers) -> HttpResponse:
    """Return the form as it was sent, with a message at every question left open."""
    message = gettext("Choose an answer.")
    if wants_json(request):
        missing = [question.id for question in questions if not answers[question.id]]
        return JsonResponse({"missing": missing, "message": message}, status=422)
    picked = frozenset().union(*answers.values())
    asked = [(question, "" if answers[question.id] else message) for question in questions]
    context = {"public": public, "asked": asked, "picked": picked}
    return render(request, "quizblocks/quiz_incomplete.html", context, status=422)


def reply_to(marked, passages) -> dict:
    """Return what the browser shows of an answered question: an allow-list."""
    return {
        "id": marked.question.id,
        "state": marked.state,
        "verdict": marked.verdict,
        "right": [choice.choice.id for choice in marked.choices if choice.is_right],
        "explanation": marked.solution.explanation,
        "source": marked.solution.source,
        "source_url": marked.solution.source_url,
        "passage": passages.get(marked.question.key, ""),
    }


def refuse(request: HttpRequest, error: QuizError) -> HttpResponse:
    """Say in the reader's language why there is no answer."""
    status = STATUS[type(error)]
    if wants_json(request):
        return JsonResponse({"message": str(error.message)}, status=status)
    context = {"message": error.message}
    return render(request, "quizblocks/quiz_refused.html", context, status=status)


def wants_json(request: HttpRequest) -> bool:
    """Tell whether the quiz's own script asks."""
    return request.headers.get("Accept", "").startswith("application/json")
