"""Search pages and suggestions; the same answer for everybody who asks the same."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from goodnews.units.models import Unit
from news.paging import read_page_number

from .choices import SearchKind
from .contests import contests_found
from .engine import matching, of_pages
from .filters import searchable_pages, searchable_years
from .forms import SearchForm, SuggestionForm, kept_query
from .results import find
from .spelling import corrected
from .suggestions import suggestions
from .words import words_of

MAX_AGE = 60


@require_safe
@cache_control(public=True, max_age=MAX_AGE)
def search_pages(request: HttpRequest) -> HttpResponse:
    """Show what was found, or how to find more."""
    form = SearchForm(request.GET)
    is_valid = form.is_valid()
    context = {
        "form": form,
        "units": Unit.objects.order_by("path").values_list("slug", "short_name", "depth"),
        "years": [str(year) for year in searchable_years(timezone.localdate())],
        "chosen": {name: form.data.get(name, "") for name in ("loai", "don_vi", "nam")},
    }
    if is_valid:
        context.update(search_context(form.cleaned_data, request.GET.get("page")))
    else:
        # Shown again as typed, but never ten kilobytes of it.
        context["query"] = form.data.get("q", "").replace("\x00", "")[:200]
    status = 200 if is_valid else 400
    return render(request, "search/search.html", context, status=status)


def search_context(asked: dict, page: str | None) -> dict:
    """Return results, tabs and the corrected query for a valid form."""
    words = words_of(asked["q"])
    language = get_language()
    context = {
        "query": asked["q"],
        "words": words,
        "tabs": tab_links(asked),
        "kept": kept_query(asked),
    }
    if not words:
        return context
    filters = {"kind": asked["loai"], "unit": asked["don_vi"], "year": asked["nam"]}
    found = find(words, filters, number=read_page_number(page), language=language)
    context["found"] = found
    if found.number == 1 and not any(filters.values()):
        context["contests"] = contests_found(words)
    if not found.total:
        context["correction"] = better_query(words, language)
    return context


def tab_links(asked: dict) -> list[dict]:
    """Return the tabs by kind: label, query string and whether it is the one shown."""
    kinds = [("", gettext("All")), *((kind.value, kind.label) for kind in SearchKind)]
    return [
        {
            "label": label,
            "query": kept_query(asked, loai=value),
            "is_chosen": value == asked["loai"],
        }
        for value, label in kinds
    ]


def better_query(words: list[str], language: str) -> str:
    """Return a corrected query that finds something, or ""."""
    pages = searchable_pages(language=language)
    query = corrected(words, pages, language=language)
    if query and of_pages(matching(words_of(query)), pages).exists():
        return query
    return ""


@require_safe
@cache_control(public=True, max_age=MAX_AGE)
def suggest_titles(request: HttpRequest) -> JsonResponse:
    """Return titles for the beginning of a query."""
    form = SuggestionForm(request.GET)
    if not form.is_valid():
        return JsonResponse({"suggestions": []}, status=400)
    found = suggestions(form.cleaned_data["q"], language=get_language())
    return JsonResponse({"suggestions": found})
