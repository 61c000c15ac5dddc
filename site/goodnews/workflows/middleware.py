"""A refusal is a sentence for the person at the screen, never an error page."""

from django.http import HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.admin import messages

from goodnews.core.askers import wants_json

from .errors import WorkflowError
from .faults import as_links


class RefusalMiddleware:
    """Answer a :class:`WorkflowError` with its message, back where the person was.

    What the admin saved before the refusal stays saved as a draft.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, WorkflowError):
            return None
        if wants_json(request) and not is_workflow_window(request):
            return JsonResponse({"message": " ".join(exception.messages)}, status=400)
        for message in as_links([exception]):
            messages.error(request, message)
        back = way_back(request)
        if wants_json(request):
            # Wagtail's modal window follows this address.
            return JsonResponse({"step": "success", "redirect": back})
        return HttpResponseRedirect(back)


def is_workflow_window(request) -> bool:
    """Tell whether Wagtail's modal window for a workflow action asked."""
    return "/workflow/" in request.path_info


def way_back(request) -> str:
    """Return the page that the person came from, if it is ours; the admin's start otherwise."""
    back = request.headers.get("referer", "")
    if url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return back
    if request.path_info.endswith("/edit/"):
        return request.path_info
    return reverse("wagtailadmin_home")
