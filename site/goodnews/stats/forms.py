"""What browsers send to the counts; all of it untrusted."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

MAX_ID = 2**31 - 1
MAX_PAGES = 100


class BeaconForm(forms.Form):
    """A beacon: the page that is read, or nothing for an address that is no page."""

    trang = forms.IntegerField(required=False, min_value=1, max_value=MAX_ID)


class FiguresForm(forms.Form):
    """The pages whose views are asked for: ``trang=1,2,3``."""

    trang = forms.CharField(
        required=False,
        max_length=11 * MAX_PAGES,
        validators=[RegexValidator(r"^[0-9]{1,10}(,[0-9]{1,10})*\Z")],
    )

    def clean_trang(self) -> list[int]:
        ids = {int(part) for part in self.cleaned_data["trang"].split(",") if part}
        if len(ids) > MAX_PAGES:
            raise forms.ValidationError(_("Too many pages."))
        return sorted(page_id for page_id in ids if 0 < page_id <= MAX_ID)
