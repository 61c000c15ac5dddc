"""The public check of a certificate: by the code that is printed on it, for anybody.

No cache and no index keeps a page of it: consent may be withdrawn at any time.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from goodnews.core.never_kept import never_kept

from .checking import Validity, check_certificate
from .codes import shown_code
from .forms import CheckForm
from .statements import basis_words, round_words


@require_safe
def form(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a certificate."""
    bound = CheckForm(request.GET) if "ma" in request.GET else CheckForm()
    if bound.is_bound and bound.is_valid():
        return redirect("contest_certificates:check", shown_code(bound.code))
    status = 422 if bound.errors else 200
    return never_kept(
        render(request, "contests/certificate_form.html", {"form": bound}, status=status)
    )


@require_safe
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Say what a certificate says and whether it holds, or that this site never gave it."""
    checked = check_certificate(code)
    if checked is None:
        context = {"form": CheckForm(initial={"ma": code[:40]}), "is_unknown": True}
        return never_kept(render(request, "contests/certificate_form.html", context, status=404))
    context = {
        "checked": checked,
        "said": checked.said,
        "round": round_words(checked.said),
        "basis": basis_words(checked.said),
        "validity": checked.validity.value,
        "is_later": checked.validity is Validity.HOLDS
        and checked.version not in (None, checked.said.version),
    }
    return never_kept(render(request, "contests/certificate.html", context))
