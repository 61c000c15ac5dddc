"""Practice by topic: pages that are the same for everybody, answers as in an article."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Locale

from goodnews.core.models import BROWSER_CACHE_SECONDS
from quizblocks.bands import bands
from quizblocks.errors import QuizNotFoundError
from quizblocks.views import reply_to_post

from .sets import find_set, practice_topics, set_url


def current_locale() -> Locale:
    """Return the locale of the address."""
    return Locale.objects.get_for_language(get_language())


@require_safe
def practice_index(request: HttpRequest) -> HttpResponse:
    """List the topics that can be practised."""
    context = {"topics": practice_topics(current_locale())}
    return same_for_all(render(request, "quizblocks/practice_index.html", context))


# No token, as for the quiz in an article.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def practise(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show a set, or mark what was answered."""
    locale = current_locale()
    if request.method == "POST":
        return reply_to_post(request, partial(find_set, slug=slug, number=number, locale=locale))
    if number == 1 and request.path != set_url(slug, 1):
        return redirect(set_url(slug, 1), permanent=True)
    try:
        public = find_set(slug=slug, number=number, locale=locale)
    except QuizNotFoundError as error:
        raise Http404 from error
    context = {"public": public, "bands": bands()}
    return same_for_all(render(request, "quizblocks/practice_set.html", context))


def same_for_all(response: HttpResponse) -> HttpResponse:
    """Let every cache keep the page until something is published."""
    patch_cache_control(response, public=True, max_age=BROWSER_CACHE_SECONDS)
    return response
