"""The desk without a signal: a list and a form that say nothing of anybody, and their keeper.

The service worker keeps the two pages below and their files; what is personal
in them is filled in by the script, from what the phone keeps of its owner.
"""

import hashlib
import json

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from goodnews.consents.choices import Purpose
from goodnews.consents.models import ConsentText

from .access import desk_view
from .forms import SubmissionForm, blank_photo_form
from .models import MAX_PEOPLE, MAX_PHOTOS, DeskDraft
from .person_forms import blank_person_form

MODULE_FOLDER = "js/desk"
FILES = (
    "css/site.css",
    "css/desk.css",
    "js/site.js",
    "fonts/be-vietnam-pro-400.woff2",
    "fonts/be-vietnam-pro-700.woff2",
)
WORKER_MODULE = f"{MODULE_FOLDER}/worker.js"
FORM_MODULE = f"{MODULE_FOLDER}/form.js"
LIST_MODULE = f"{MODULE_FOLDER}/list.js"


@require_safe
@desk_view
def offline_form(request):
    """Show the form that opens without a signal."""
    return _form_shell(request)


@require_safe
@desk_view
def offline_list(request):
    """Show the list that opens without a signal."""
    return _list_shell(request)


@require_safe
@desk_view
def worker(request):
    """Give the service worker; it changes, and so keeps anew, when a page or a file does."""
    shells = {
        reverse("desk:offline_form"): _form_shell(request).content,
        reverse("desk:offline_list"): _list_shell(request).content,
    }
    plan = {
        "list": reverse("desk:list"),
        "new": reverse("desk:new"),
        "formShell": reverse("desk:offline_form"),
        "listShell": reverse("desk:offline_list"),
        "files": [static(name) for name in (*FILES, *module_names())],
    }
    digest = hashlib.sha256(json.dumps(plan).encode())
    for content in shells.values():
        digest.update(content)
    plan["version"] = digest.hexdigest()[:16]
    code = f"self.plan = {json.dumps(plan)};\nimportScripts({json.dumps(static(WORKER_MODULE))});\n"
    return HttpResponse(code, content_type="text/javascript; charset=utf-8")


def module_names() -> list[str]:
    """Return the modules that the two pages may load."""
    folder = settings.SITE_DIR / "static" / MODULE_FOLDER
    names = sorted(f"{MODULE_FOLDER}/{path.name}" for path in folder.glob("*.js"))
    return [name for name in names if name != WORKER_MODULE]


def _form_shell(request) -> HttpResponse:
    form = SubmissionForm(instance=DeskDraft())
    # The page is kept for days: the script says what today is.
    del form.fields["happened_on"].widget.attrs["max"]
    context = {
        "is_shell": True,
        "is_new": True,
        "draft": form.instance,
        "form": form,
        "max_photos": MAX_PHOTOS,
        "max_people": MAX_PEOPLE,
        "blank_photo": blank_photo_form(),
        "blank_person": blank_person_form(),
        "consent_text": ConsentText.objects.current(purpose=Purpose.STORY).first(),
        "action": reverse("desk:new"),
        # A message waiting for somebody must not be kept in a page for everybody.
        "messages": [],
    }
    return render(request, "desk/edit.html", context)


def _list_shell(request) -> HttpResponse:
    return render(request, "desk/offline_list.html", {"messages": []})
