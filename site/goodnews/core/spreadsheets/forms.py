"""The form that takes a table, and the sealed copy that comes back to be confirmed."""

import base64

from django import forms
from django.utils.translation import gettext_lazy as _

from goodnews.core.sealing import seal_values, unseal_values

from .files import MAX_FILE_BYTES

# How long somebody may look at a dry run.
SEAL_SECONDS = 60 * 60


class SheetForm(forms.Form):
    """The choice of a file."""

    file = forms.FileField(
        label=_("Excel file (.xlsx)"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text=_("At most 2 MB and 5,000 rows. First you see what it would do."),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("This file is empty."),
            "missing": _("Choose a file."),
        },
    )

    def clean_file(self):
        """Return the bytes; a file that is too large is not read to its end."""
        return self.cleaned_data["file"].read(MAX_FILE_BYTES + 1)


def seal(content: bytes, digest: str, *, user, purpose: str) -> str:
    """Return the checked file as a text that only this site can have written for ``user``."""
    text = base64.b64encode(content).decode()
    return seal_values({"file": text, "digest": digest}, user=user, purpose=_full(purpose))


def unseal(sealed: str, *, user, purpose: str) -> tuple[bytes, str]:
    """Return the file and the digest of what was shown.

    Raises:
        signing.BadSignature: the text is another person's, too old or changed.
    """
    kept = unseal_values(sealed, user=user, purpose=_full(purpose), seconds=SEAL_SECONDS)
    return base64.b64decode(kept["file"]), kept["digest"]


def _full(purpose: str) -> str:
    return f"goodnews.spreadsheets.{purpose}"
