"""The admin form of a page."""

from django.utils.functional import cached_property
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamValue

from goodnews.images.chosen import ChosenPicturesMixin


class BasePageForm(ChosenPicturesMixin, WagtailAdminPageForm):
    """Wagtail's page form, which sees no change where a body was only opened.

    Wagtail compares a StreamField before it is cleaned, so that a number in a
    block ("3") always differs from the one kept (3). Whoever only opens and
    approves would be taken for the last editor.

    Source: wagtail.blocks.base.BlockField.has_changed, Wagtail 8.0.
    """

    @cached_property
    def changed_data(self):
        return [name for name in super().changed_data if not self._is_same_body(name)]

    def _is_same_body(self, name: str) -> bool:
        before = self[name].initial
        after = getattr(self, "cleaned_data", {}).get(name)
        if not isinstance(before, StreamValue) or not isinstance(after, StreamValue):
            return False
        return before.get_prep_value() == after.get_prep_value()
