"""Readers answer a quiz: no account, no cookie, nothing kept but counts."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from .answers import mark_answers, score_sentence
from .bands import band_text, bands_of
from .errors import InvalidAnswerError, QuizError, QuizNotFoundError, TooManyAnswersError
from .invitations import invitations
from .readings import fault_of, read_answers, read_earlier, read_shown
from .repeats import Standing, sender_of, standing_of
from .requests import arrive, posted_data
from .shown import AskedQuestion
from .solutions import PublicQuiz, find_quiz, questions_asked
from .tallies import count_answers

NEVER_KEPT = "max-age=0, no-cache, no-store, must-revalidate, private"
STATUS = {InvalidAnswerError: 400, QuizNotFoundError: 404, TooManyAnswersError: 429}


# Without a CSRF token, so that the article stays the same bytes for everybody. A
# forged post changes nothing of the visitor's: there is no account and no cookie,
# only an anonymous count, and posts from other sites are refused by their headers.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def answer_quiz(request: HttpRequest, page_id: int, block_id: UUID) -> HttpResponse:
    """Mark a reader's answers and tell the reasons."""
    if request.method == "POST":
        return reply_to_post(request, partial(find_quiz, page_id=page_id, block_id=block_id))
    try:
        response = redirect(find_quiz(page_id=page_id, block_id=block_id).url)
    except QuizError as error:
        response = refuse(request, error)
    return never_kept(response)


def reply_to_post(request: HttpRequest, find: Callable[..., PublicQuiz]) -> HttpResponse:
    """Mark answers to a quiz, or say why they cannot be marked.

    Args:
        find: returns the quiz, given the ``generation`` of everything public.
    """
    try:
        response = mark_posted(request, find)
    except QuizError as error:
        response = refuse(request, error)
    return never_kept(response)


def never_kept(response: HttpResponse) -> HttpResponse:
    """Keep a reply, which is one reader's, out of every cache and search engine."""
    # As Django's never_cache says it, made once.
    response.headers["Cache-Control"] = NEVER_KEPT
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def mark_posted(request: HttpRequest, find: Callable[..., PublicQuiz]) -> HttpResponse:
    """Read, mark and count what was posted; return the reply.

    Raises:
        QuizError: what was posted cannot be an answer to this quiz.
    """
    now = timezone.now()
    data = posted_data(request)
    shown, before = read_shown(data), read_earlier(data)
    sender = sender_of(request, data)
    arrival = arrive(sender, place=request.path_info, shown=shown, now=now)
    public = find(generation=arrival.generation)
    found, solutions = questions_asked(public, [*before, *shown])
    answers = read_answers(found, data)
    faults = {question.id: fault_of(question, answers[question.id]) for question in found}
    earlier, questions = found[: len(before)], found[len(before) :]
    if any(faults[question.id] for question in earlier):
        raise InvalidAnswerError
    asked = [AskedQuestion(each, answers[each.id], faults[each.id]) for each in questions]
    if any(each.error for each in asked):
        arrival.forget()
        return ask_again(request, public, asked)
    marked = mark_answers(questions, answers, solutions)
    standing = arrival.standing
    if standing is None:
        picked = {question.id: answers[question.id] for question in questions}
        standing = standing_of(sender, block_id=public.block_id, answers=picked, now=now)
    if standing is not Standing.NOT_COUNTED:
        count_answers(
            page_id=public.page_id,
            block_id=public.block_id,
            marked=marked,
            day=timezone.localdate(now),
            earlier=mark_answers(earlier, answers, solutions) if earlier else (),
            is_later=standing is Standing.LATER,
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


def ask_again(request, public: PublicQuiz, asked: list[AskedQuestion]) -> HttpResponse:
    """Return the form as it was sent, with a message at every question left open."""
    if wants_json(request):
        missing = [each.question.id for each in asked if each.error]
        message = next(each.error for each in asked if each.error)
        return JsonResponse({"missing": missing, "message": message}, status=422)
    context = {"public": public, "asked": asked}
    return render(request, "quizblocks/quiz_incomplete.html", context, status=422)


def reply_to(marked, passages) -> dict:
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
