"""The admin form of a story."""

from django import forms
from django.utils.translation import gettext_lazy as _

from goodnews.core.forms import BasePageForm
from goodnews.core.row_choices import RowsField

from .models.themes import Theme


class StoryPageForm(BasePageForm):
    """A story's form; its themes are ticked on the short list that editors keep.

    Wagtail's own field for tags asks for their names, and shows those of
    several words in quotation marks.
    """

    themes = RowsField(
        label=_("Themes"),
        queryset=Theme.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
