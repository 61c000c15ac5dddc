"""The filter in the window that chooses a question."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm

from .choices import Difficulty
from .models import Topic


class QuestionSearchForm(BaseFilterForm):
    """Words without accents, topic and difficulty."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    topic = forms.ModelChoiceField(label=_("topic"), queryset=Topic.objects.all(), required=False)
    difficulty = forms.ChoiceField(
        label=_("difficulty"), choices=[("", "---------"), *Difficulty.choices], required=False
    )

    def filter(self, objects):
        objects = super().filter(objects)
        if text := self.cleaned_data.get("q"):
            objects = objects.matching(text)
            self.is_searching = True
            self.search_query = text
        if topic := self.cleaned_data.get("topic"):
            objects = objects.about(topic)
        if difficulty := self.cleaned_data.get("difficulty"):
            objects = objects.filter(difficulty=difficulty)
        return objects
