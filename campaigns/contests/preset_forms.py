"""Beginning with a ready-made set of rules."""

from django import forms
from django.utils.translation import gettext_lazy as _

from goodnews.units.forms import SentenceLabelsMixin

from .admin_fields import MomentField
from .presets import PRESETS


class PresetForm(SentenceLabelsMixin, forms.Form):
    """Which set, and when its first round opens."""

    preset = forms.ChoiceField(label=_("set of rules"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("title of the contest"), max_length=200)
    opens_at = MomentField(
        label=_("first opening"), help_text=_("Viet Nam time, such as 10:00 02/11/2026.")
    )
    organiser_name = forms.CharField(
        label=_("organiser"), max_length=200, help_text=_("Such as “Ban Thường vụ Tỉnh Đoàn”.")
    )
    complaint_contact = forms.CharField(
        label=_("contact for complaints"),
        max_length=200,
        help_text=_("Who answers complaints: “Văn phòng Tỉnh Đoàn, 0210 000 000”."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["preset"].choices = [
            (each.code, f"{each.title}. {each.description}") for each in PRESETS.values()
        ]
