"""The public form and the page that says how far a request is: no account, no cookie."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from goodnews.core.clients import client_address
from goodnews.core.never_kept import never_kept, unseen

from .errors import PostRefusedError, TooManyRequestsError
from .forms import DataRequestForm, LinkForm
from .models import DataRequest, PrivacySettings
from .posting import count_request, posted_data
from .services import receive_request
from .steps import steps_of


# Without a CSRF token, so that the form stays the same bytes for everybody. A forged post
# changes nothing of the visitor's, who has no account here; posts from other sites are refused.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Show the form, or take what was sent."""
    if request.method != "POST":
        response = _show(
            request, DataRequestForm(host=request.get_host(), initial=_initial(request))
        )
        patch_cache_control(response, public=True, max_age=60)
        return response
    return never_kept(_take(request))


def _take(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    try:
        form = DataRequestForm(posted_data(request), host=request.get_host())
    except PostRefusedError as error:
        form = DataRequestForm(host=request.get_host())
        return _show(request, form, refusal=error, status=400)
    if not form.is_valid():
        return _show(request, form, status=422)
    try:
        count_request(client_address(request), now=now)
    except TooManyRequestsError as error:
        return _show(request, form, refusal=error, status=429)
    data_request = receive_request(values=form.request_values, language=get_language(), now=now)
    return redirect(data_request)


def _show(request, form, *, refusal=None, status: int = 200) -> HttpResponse:
    settings = PrivacySettings.objects.first() or PrivacySettings()
    context = {"form": form, "settings": settings, "refusal": refusal}
    return render(request, "privacy/request_form.html", context, status=status)


def _initial(request: HttpRequest) -> dict[str, str]:
    link = LinkForm(request.GET)
    return {"page": link.cleaned_data["trang"]} if link.is_valid() else {}


@require_safe
def status(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """Show whoever has the link how far the request is; it names nobody."""
    data_request = DataRequest.objects.filter(code=code, token=token).first()
    if data_request is None:
        raise Http404
    context = {"data_request": data_request, "steps": steps_of(data_request)}
    return unseen(render(request, "privacy/request_status.html", context))
