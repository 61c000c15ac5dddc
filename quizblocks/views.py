"""Readers answer a quiz: no account, no cookie, nothing kept but counts."""

import json
from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from goodnews.core.clients import header
from goodnews.core.never_kept import never_kept

from .answers import score_sentence
from .bands import band_text, bands_of
from .errors import InvalidAnswerError, QuizError, QuizNotFoundError, TooManyAnswersError
from .invitations import Invitation, invitations
from .marked_forms import MarkedForm, UnansweredError, marked_form
from .readings import read_earlier, read_shown
from .repeats import Standing, sender_of, standing_of
from .requests import arrive, posted_data
from .shown import AskedQuestion
from .solutions import PublicQuiz, find_quiz

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


def mark_posted(request: HttpRequest, find: Callable[..., PublicQuiz]) -> HttpResponse:
    """Read, mark and count what was posted; return the reply.

    Raises:
        QuizError: what was posted cannot be an answer to this quiz.
    """
    now = timezone.now()
    day = timezone.localdate(now)
    data = posted_data(request)
    shown, before = read_shown(data), read_earlier(data)
    sender = sender_of(request, data)
    arrival = arrive(sender, place=request.path_info, shown=shown, now=now, day=day)
    public = find(generation=arrival.generation)
    try:
        form = marked_form(public, shown=shown, earlier=before, data=data)
    except UnansweredError as error:
        arrival.forget()
        return ask_again(request, public, error.asked)
    standing = arrival.standing
    if standing is None:
        standing = standing_of(sender, block_id=public.block_id, answers=form.picked, now=now)
    if standing is not Standing.NOT_COUNTED:
        form.count(day=day, is_later=standing is Standing.LATER)
    return show_reply(request, form, invitations(now, generation=arrival.generation))


def show_reply(request: HttpRequest, form: MarkedForm, invited: list[Invitation]) -> HttpResponse:
    """Return the verdicts and reasons, as the script or as a browser asks for them."""
    public = form.public
    if wants_json(request):
        links = json.dumps([[each.label, each.url] for each in invited]).encode()
        told = b'{"questions": %b, "invitations": %b}' % (form.as_json, links)
        return HttpResponse(told, content_type="application/json")
    context = {
        "public": public,
        "marked": [(each, public.passages.get(each.question.key)) for each in form.marked],
        "score": score_sentence(form.marked),
        "band": band_text(form.marked, bands_of(public.value)),
        "invitations": invited,
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


def refuse(request: HttpRequest, error: QuizError) -> HttpResponse:
    """Say in the reader's language why there is no answer."""
    status = STATUS[type(error)]
    if wants_json(request):
        return JsonResponse({"message": str(error.message)}, status=status)
    context = {"message": error.message}
    return render(request, "quizblocks/quiz_refused.html", context, status=status)


def wants_json(request: HttpRequest) -> bool:
    """Tell whether the quiz's own script asks."""
    return header(request, "HTTP_ACCEPT").startswith("application/json")
