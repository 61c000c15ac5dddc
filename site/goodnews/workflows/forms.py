"""Forms of the workflow."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm


class ReturnForm(TaskStateCommentForm):
    """Return with reasons: the author must know what to change."""

    comment = forms.CharField(
        label=_("What should be changed?"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Write what the author should change.")},
    )


class TakeDownForm(forms.Form):
    """Why a page is taken down."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Kept in the page's history."),
        error_messages={"required": _("Write why the page is taken down.")},
    )
