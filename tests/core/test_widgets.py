"""How fields of forms are drawn, Wagtail's too."""

import pytest
from django import forms
from wagtail.admin.widgets import AdminAutoHeightTextInput


@pytest.mark.parametrize(
    "widget",
    [forms.TextInput, forms.Textarea, AdminAutoHeightTextInput],
    ids=lambda it: it.__name__,
)
def test_nothing_pasted_is_cut_off_and_all_else_is_drawn(widget):
    class Form(forms.Form):
        title = forms.CharField(max_length=5, widget=widget(attrs={"lang": 'v"i', "hidden": False}))

    html = str(Form()["title"])
    assert "maxlength" not in html and "hidden" not in html
    assert 'name="title"' in html and 'lang="v&quot;i"' in html and " required" in html
    errors = Form({"title": "quá dài đấy"}).errors["title"]
    assert len(errors) == 1
