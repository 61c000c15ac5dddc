"""What is asked for in addresses and by organisers."""

from django import forms


class PageForm(forms.Form):
    """Which page of a list is asked for; nonsense is the first."""

    page = forms.IntegerField(min_value=1, max_value=99_999, required=False)

    @property
    def number(self) -> int:
        self.is_valid()
        return self.cleaned_data.get("page") or 1
