"""Forms of the workflow."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm

# Not through ``models``: its stages show this form.
from .models.settings import ReturnPhrase

COMMENT_LENGTH = 2000


class ReturnForm(TaskStateCommentForm):
    """Return with reasons, ready ones or own: the author must know what to change."""

    phrases = forms.ModelMultipleChoiceField(
        label=_("Ready phrases"),
        queryset=ReturnPhrase.objects.filter(is_offered=True),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("One of the phrases is no longer there; choose again."),
            "invalid_pk_value": _("One of the phrases is no longer there; choose again."),
        },
    )
    comment = forms.CharField(
        label=_("What should be changed?"),
        required=False,
        max_length=COMMENT_LENGTH,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("In your own words; may stay empty if a phrase says it all."),
    )
    field_order = ["phrases", "comment"]

    def clean(self):
        """Join phrases and own words into the one comment that the workflow keeps."""
        cleaned = super().clean()
        lines = [phrase.text for phrase in cleaned.get("phrases") or ()]
        lines += [cleaned["comment"].strip()] if cleaned.get("comment") else []
        if not lines and not self.errors:
            self.add_error("comment", _("Write what the author should change."))
        return {"comment": "\n".join(lines)}


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
