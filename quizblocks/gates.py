"""The translation pages of contest questions, kept to the people who keep the keys.

wagtail-localize asks the right to change questions as a whole, never for the
one question: its editor, its .po download and its string API would show a
contest question to every translator.

Source: wagtail_localize.views.edit_translation.user_can_edit_instance, 1.14.
"""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.tags import autocomplete
from wagtail_localize.models import TranslationSource
from wagtail_localize.wagtail_hooks import register_admin_urls

from .models import Question
from .rights import is_for_contest, may_keep_keys, may_read


def gated_urls() -> list:
    """Return addresses that stand before wagtail-localize's own and lead on to them."""
    return [
        path("localize/translate/<int:translation_id>/<path:rest>", pass_translation),
        path("localize/update/<int:source_id>/", pass_source),
        path("localize/submit/snippet/quizblocks/question/<int:pk>/", pass_question),
        path("localize/api/snippets/quizblocks/question/", pass_api),
        path("localize/api/snippets/quizblocks/question/<str:pk>/", pass_api),
    ]


def pass_translation(request: HttpRequest, translation_id: int, rest: str) -> HttpResponse:
    """Lead on to a page of one translation."""
    source = TranslationSource.objects.filter(translations__pk=translation_id)
    refuse_contest_questions(request.user, source)
    return lead_on(request, f"localize/translate/{translation_id}/{rest}")


def pass_source(request: HttpRequest, source_id: int) -> HttpResponse:
    """Lead on to "sync translated"."""
    refuse_contest_questions(request.user, TranslationSource.objects.filter(pk=source_id))
    return lead_on(request, f"localize/update/{source_id}/")


def pass_question(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead on to "translate this question"."""
    refuse(request.user, Question.objects.filter(pk=pk).first())
    return lead_on(request, f"localize/submit/snippet/quizblocks/question/{pk}/")


@require_admin_access
def pass_api(request: HttpRequest, pk: str = "") -> HttpResponse:
    """Lead on to the data of the translation pages: names of questions, drafts among them.

    Source: wagtail_localize.views.snippets_api, 1.14, open to everybody in the admin.
    """
    if not may_read(request.user):
        raise PermissionDenied
    return lead_on(request, f"localize/api/snippets/quizblocks/question/{pk and f'{pk}/'}")


@require_admin_access
def pass_tags(request: HttpRequest) -> HttpResponse:
    """Lead on to the names of tags, which tell what contests ask.

    Source: wagtail.admin.views.tags.autocomplete, Wagtail 8.0, open to everybody in the admin.
    """
    if not may_keep_keys(request.user):
        raise PermissionDenied
    return autocomplete(request, "quizblocks", "questiontag")


def refuse_contest_questions(user, sources) -> None:
    """Raise PermissionDenied where ``sources`` holds a contest question."""
    keys = sources.filter(specific_content_type__model="question").values("object_id")
    refuse(user, Question.objects.filter(translation_key__in=keys).first())


def refuse(user, question: Question | None) -> None:
    """Raise PermissionDenied where ``question`` is not for ``user``."""
    if question is not None and not may_keep_keys(user) and is_for_contest(question):
        raise PermissionDenied


def lead_on(request: HttpRequest, address: str) -> HttpResponse:
    """Call wagtail-localize's own view for ``address``."""
    match = register_admin_urls()[0].resolve(address)
    return match.func(request, *match.args, **match.kwargs)
