"""Search pages."""

from django.http import HttpResponse, JsonResponse


def search_pages(request):
    """Show what was found."""
    return HttpResponse("")


def suggest_titles(request):
    """Return titles."""
    return JsonResponse({"suggestions": []})
