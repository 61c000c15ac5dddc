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


class DecisionForm(forms.Form):
    """The last word by a link: a return needs its reason, an approval may have a word too."""

    comment = forms.CharField(
        label=_("Your words to the author"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Needed for a return: what should be changed?"),
    )

    def __init__(self, *args, is_return: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_return = is_return

    def clean_comment(self):
        comment = self.cleaned_data["comment"].strip()
        if self.is_return and not comment:
            raise forms.ValidationError(_("Write what the author should change."))
        return comment
