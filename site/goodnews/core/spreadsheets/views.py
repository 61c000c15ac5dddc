"""Import in two steps in Wagtail's admin: look at what a file would do, then do it."""

from collections.abc import Callable

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin

from .faults import count_faults, write_faults
from .files import SpreadsheetRefusedError
from .forms import SheetForm, seal, unseal
from .plans import Plan
from .writing import as_download

# What the page shows of a long list; the counts are of all.
MAX_SHOWN = 300
# From so many on they are counted by kind, and come as a file.
MANY_FAULTS = 20


class ImportView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Takes a file, shows the dry run, and imports it when that is confirmed.

    Subclasses say what is imported: ``import_sheet``, ``purpose`` and the names
    of the neighbouring addresses.
    """

    form_class = SheetForm
    template_name = "core/admin/import.html"
    header_icon = "upload"
    purpose = ""
    index_title = ""
    index_url_name = None
    template_url_name = None
    # Those who may both add and change.
    permissions_required = ("add", "change")
    note = ""
    # The service: takes content, now, dry_run, user and expected, and returns the plan.
    import_sheet: Callable[..., Plan]

    def dispatch(self, request, *args, **kwargs):
        if not all(self.user_has_permission(action) for action in self.permissions_required):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def import_content(self, content: bytes, *, dry_run: bool, expected: str | None = None) -> Plan:
        """Import ``content``; raises SpreadsheetRefusedError where it is no table."""
        return self.import_sheet(
            content=content,
            now=timezone.now(),
            dry_run=dry_run,
            user=self.request.user,
            expected=expected,
        )

    def get_index_url(self) -> str:
        """Return where the list stands that is imported into."""
        return reverse(self.index_url_name)

    def get_template_url(self) -> str:
        """Return where the empty table comes from."""
        return reverse(self.template_url_name)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.get_index_url(), "label": self.index_title},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["template_url"] = self.get_template_url()
        context["note"] = self.note
        context["most"] = MAX_SHOWN
        return context

    def post(self, request, *args, **kwargs):
        if "sealed" in request.POST:
            return self._confirm(request.POST["sealed"])
        if "faulty" in request.POST:
            return self._send_faults(request.POST["faulty"])
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        content = form.cleaned_data["file"]
        try:
            plan = self.import_content(content, dry_run=True)
        except SpreadsheetRefusedError as error:
            form.add_error("file", error.message)
            return self.form_invalid(form)
        return self._show(plan, content)

    def _show(self, plan: Plan, content: bytes, **context) -> HttpResponse:
        sealed = ""
        if plan.rows and not plan.faults:
            user = self.request.user
            sealed = seal(content, plan.digest, user=user, purpose=self.purpose)
        if len(plan.faults) >= MANY_FAULTS:
            context["fault_counts"] = count_faults(plan.faults)
            context["faulty"] = seal(
                content, "", user=self.request.user, purpose=f"{self.purpose}.faults"
            )
        # An empty form: choosing another file starts anew.
        form = self.get_form_class()()
        return self.render_to_response(
            self.get_context_data(form=form, plan=plan, sealed=sealed, **context)
        )

    def _send_faults(self, faulty: str) -> HttpResponse:
        """Send every fault of the file that was checked, as a file."""
        try:
            content, _digest = unseal(
                faulty, user=self.request.user, purpose=f"{self.purpose}.faults"
            )
            plan = self.import_content(content, dry_run=True)
        except (signing.BadSignature, SpreadsheetRefusedError):
            return self._refuse_old()
        name = f"loi-trong-tep-{timezone.localdate():%Y-%m-%d}.xlsx"
        return as_download(write_faults(plan.faults), name)

    def _refuse_old(self) -> HttpResponse:
        message = _("The check is older than an hour or not yours. Choose the file again.")
        messages.error(self.request, message)
        return redirect(self.request.path)

    def _confirm(self, sealed: str) -> HttpResponse:
        user = self.request.user
        try:
            content, digest = unseal(sealed, user=user, purpose=self.purpose)
            plan = self.import_content(content, dry_run=False, expected=digest)
        except (signing.BadSignature, SpreadsheetRefusedError):
            return self._refuse_old()
        except IntegrityError:
            # Somebody added the same code or name in this very moment, by hand.
            message = _("Something else was being changed. Nothing was imported; try again.")
            messages.error(self.request, message)
            return redirect(self.request.path)
        if plan.faults or plan.digest != digest:
            return self._show(plan, content, has_changed=True)
        messages.success(self.request, self.success_message(plan))
        return redirect(self.get_index_url())

    def success_message(self, plan: Plan) -> str:
        """Say what was done."""
        new = ngettext("%(count)d row added", "%(count)d rows added", plan.new_count)
        changed = ngettext("%(count)d row changed", "%(count)d rows changed", plan.changed_count)
        return _("Imported: %(new)s, %(changed)s.") % {
            "new": new % {"count": plan.new_count},
            "changed": changed % {"count": plan.changed_count},
        }


class DownloadView(PermissionCheckedMixin, View):
    """Sends a file that is made for this request."""

    filename = ""

    def get(self, request, *args, **kwargs):
        day = timezone.localdate()
        return as_download(self.make_file(), self.filename.format(day=f"{day:%Y-%m-%d}"))

    def make_file(self) -> bytes:
        """Return the file's bytes."""
        raise NotImplementedError
