"""Filters of the requests for consent."""

import django_filters
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from .models import ConsentRequest


def askers(request):
    """Return everybody who has asked, by name."""
    asked = ConsentRequest.objects.values("asked_by")
    return get_user_model().objects.filter(pk__in=asked).order_by("first_name", "last_name", "pk")


class AskerField(django_filters.fields.ModelChoiceField):
    """Somebody by the name that others read."""

    def label_from_instance(self, user) -> str:
        return user.display_name


class AskerFilter(django_filters.ModelChoiceFilter):
    """Requests of one of those who ask."""

    field_class = AskerField


class ConsentRequestFilterSet(WagtailFilterSet):
    """By age, and by who asked."""

    asked_by = AskerFilter(label=_("Asked by"), queryset=askers)

    class Meta:
        model = ConsentRequest
        fields = ["age_band", "asked_by"]
