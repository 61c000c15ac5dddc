"""Forms of the admin."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet

from goodnews.core.forms import BasePageForm

from .periods import first_overlap, keep_in_step

WHO_AND_WHEN = frozenset({"unit", "starts_on", "ends_on"})


class UnitPeriodFormSet(BaseChildFormSet):
    """The units over time: one after the other, at most one of them still the present one."""

    def clean(self):
        super().clean()
        rows = [form for form in self.forms if self._counts(form)]
        spans = [(form.cleaned_data["starts_on"], form.cleaned_data["ends_on"]) for form in rows]
        open_rows = [form for form, span in zip(rows, spans, strict=True) if span[1] is None]
        for form in open_rows[1:]:
            form.add_error("ends_on", _("Only one unit can be the present one: enter a last day."))
        if len(open_rows) > 1:
            return
        place = first_overlap(spans)
        if place is not None:
            rows[place].add_error("starts_on", _("This begins before another unit has ended."))

    def _counts(self, form) -> bool:
        values = getattr(form, "cleaned_data", None) or {}
        return {"starts_on", "ends_on"} <= values.keys() and not self._should_delete_form(form)


class ExemplarPageForm(BasePageForm):
    """The editing form of a profile; keeps the units over time and the present one in step."""

    def save(self, commit=True):
        page = super().save(commit=False)
        rows = getattr(self.formsets.get("unit_periods"), "forms", ())
        rows_lead = any(WHO_AND_WHEN & set(row.changed_data) for row in rows)
        keep_in_step(page, rows_lead=rows_lead, today=timezone.localdate())
        if commit:
            page.save()
        return page
