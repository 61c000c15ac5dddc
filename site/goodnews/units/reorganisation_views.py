"""Mergers and splits in Wagtail's admin: choose, look at what moves, confirm."""

from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.log_actions import log

from goodnews.core.row_choices import is_row_id

from .errors import ChangedSincePreviewError, UnitError
from .reorganisation_forms import AssignPartsForm, MergeUnitsForm, SplitUnitForm
from .services import merge_units, split_unit, was_merged, was_split


class ReorganisationView(
    generic.PermissionCheckedMixin, generic.WagtailAdminTemplateMixin, FormView
):
    """Shows what a change would move, and makes it when exactly that is confirmed."""

    permission_required = "change"
    index_url_name = None

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "now": timezone.now()}

    def get_initial(self):
        return {"on": timezone.localdate()}

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": _("Units")},
            {"url": "", "label": self.page_title},
        ]

    @property
    def is_confirmed(self) -> bool:
        return "confirm" in self.request.POST

    def post(self, request, *args, **kwargs):
        form = self.get_form()
        if "change" in request.POST:
            # Back to the choice, with everything as it was typed.
            form.is_valid()
            return self.render_to_response(self.get_context_data(form=form))
        day = form.fields["on"].to_python_or_none(request.POST.get("on"))
        if self.is_confirmed and day is not None and self.was_done(day):
            messages.info(request, _("This was done already; nothing was done twice."))
            return redirect(self.index_url_name)
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def show(self, form, **context):
        """Show what would move."""
        context = self.get_context_data(form=form, preview=form.preview, **context)
        return self.render_to_response(context)

    def confirm(self, form, **arguments):
        """Make the change, or say what has come between and show the preview anew."""
        try:
            with transaction.atomic():
                self.reorganise(form, expected=self.request.POST.get("seen", ""), **arguments)
        except ChangedSincePreviewError as error:
            messages.warning(self.request, " ".join(error.messages))
            return None
        except UnitError as error:
            if self.was_done(form.cleaned_data["on"]):
                return redirect(self.index_url_name)
            form.add_error(None, error)
            return self.form_invalid(form)
        return redirect(self.index_url_name)

    def keys(self, name: str) -> list[int]:
        """Return the keys posted under ``name``; what is no key is left out."""
        return [int(key) for key in self.request.POST.getlist(name) if is_row_id(key)]

    def was_done(self, day) -> bool:
        """Tell whether exactly this change is recorded already."""
        raise NotImplementedError

    def reorganise(self, form, *, expected: str, **arguments) -> None:
        """Call the service and write the log."""
        raise NotImplementedError


class MergeUnitsView(ReorganisationView):
    """Merges several units into one."""

    form_class = MergeUnitsForm
    template_name = "units/admin/merge.html"
    page_title = gettext_lazy("Merge units")
    header_icon = "link"

    def form_valid(self, form):
        done = self.confirm(form) if self.is_confirmed else None
        return done or self.show(form)

    def was_done(self, day):
        into = self.keys("into")
        return bool(into) and was_merged(units=self.keys("units"), into=into[0], on=day)

    def reorganise(self, form, *, expected, **arguments):
        mergers = merge_units(**form.cleaned_data, now=form.now, expected=expected)
        counts = {kind.code: count for kind, count in form.preview.moving}
        for merger in mergers:
            data = {"into": str(merger.into), "moved": counts}
            log(instance=merger.unit, action="units.merge", user=self.request.user, data=data)
        count = len(mergers)
        message = ngettext("%(count)d unit was merged.", "%(count)d units were merged.", count)
        messages.success(self.request, message % {"count": count})


class SplitUnitView(ReorganisationView):
    """Splits one unit into several; people and open work are given to one of them."""

    form_class = SplitUnitForm
    template_name = "units/admin/split.html"
    page_title = gettext_lazy("Split a unit")
    header_icon = "code"

    def form_valid(self, form):
        given = self.request.POST if self.is_confirmed else None
        parts = form.cleaned_data["parts"]
        assign = AssignPartsForm(given, preview=form.preview, parts=parts)
        if assign.is_valid():
            done = self.confirm(form, goes_to=assign.goes_to())
            if done is not None:
                return done
        return self.show(form, assign=assign)

    def was_done(self, day):
        unit = self.keys("unit")
        return bool(unit) and was_split(unit=unit[0], parts=self.keys("parts"), on=day)

    def reorganise(self, form, *, expected, goes_to):
        splits = split_unit(**form.cleaned_data, goes_to=goes_to, now=form.now, expected=expected)
        unit = form.cleaned_data["unit"]
        data = {"into": [str(split.into) for split in splits]}
        log(instance=unit, action="units.split", user=self.request.user, data=data)
        messages.success(self.request, _("“%(unit)s” was split.") % {"unit": unit})
