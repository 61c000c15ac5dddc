"""Readers answer a quiz: no account, no cookie, nothing kept but counts."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from goodnews.core.clients import client_address

from .answers import band_of, mark_answers, score_sentence
from .errors import InvalidAnswerError, QuizError, QuizNotFoundError, TooManyAnswersError
from .readings import fault_of, read_answers, read_shown
from .requests import may_be_counted, posted_data
from .shown import AskedQuestion
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
    try:
        public = find_quiz(page_id=page_id, block_id=block_id)
        if request.method != "POST":
            return redirect(public.url)
        response = mark_posted(request, public)
    except QuizError as error:
        response = refuse(request, error)
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
    is_counted = may_be_counted(client_address(request), now=now)
    questions, solutions = questions_asked(public, read_shown(data))
    answers = read_answers(questions, data)
    asked = [AskedQuestion(q, answers[q.id], fault_of(q, answers[q.id])) for q in questions]
    if any(each.error for each in asked):
        return ask_again(request, public, asked)
    marked = mark_answers(questions, answers, solutions)
    if is_counted:
        count_answers(
            page_id=public.page_id,
            block_id=public.block_id,
            marked=marked,
            day=timezone.localdate(now),
        )
    if wants_json(request):
        return JsonResponse({"questions": [reply_to(question) for question in marked]})
    context = {
        "public": public,
        "marked": marked,
        "score": score_sentence(marked),
        "band": band_of(marked),
    }
    return render(request, "quizblocks/quiz_reply.html", context)


def ask_again(request, public: PublicQuiz, asked: list[AskedQuestion]) -> HttpResponse:
    """Return the form as it was sent, with a message at every question left open."""
    if wants_json(request):
        missing = [each.question.id for each in asked if each.error]
        message = next(each.error for each in asked if each.error)
        return JsonResponse({"missing": missing, "message": message}, status=422)
    context = {"public": public, "asked": asked}
    return render(request, "quizblocks/quiz_incomplete.html", context, status=422)


def reply_to(marked) -> dict:
    """Return what the browser shows of an answered question: an allow-list."""
    return {
        "id": marked.question.id,
        "state": marked.state,
        "verdict": marked.verdict,
        "right": [choice.choice.id for choice in marked.choices if choice.is_right],
        "rows": [
            {"name": row.name, "right": row.right, "is_right": row.is_right} for row in marked.rows
        ],
        "accepted": list(marked.accepted),
        "remarks": list(marked.remarks),
        "explanation": marked.solution.explanation,
        "source": marked.solution.source,
        "source_url": marked.solution.source_url,
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
