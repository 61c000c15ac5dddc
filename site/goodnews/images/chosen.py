"""Forms of the admin that take the pictures which their user is shown, and no others."""

from collections.abc import Iterable
from contextlib import suppress

from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField
from django.forms import ModelChoiceField
from django.utils.translation import gettext
from wagtail.blocks import BlockField, StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

# What the admin's script sends about the blocks of a stream beside their values.
STRUCTURE = ("-count", "-order", "-deleted", "-type", "-id")
MOST_ID = BigIntegerField.MAX_BIGINT


def pictures_in(value) -> set[int]:
    """Return the ids of the pictures in ``value`` of a form's field, which may be half wrong."""
    if isinstance(value, get_image_model()):
        return {value.pk}
    parts: Iterable = ()
    if isinstance(value, StreamValue):
        parts = (child.value for child in value)
    elif isinstance(value, ListValue):
        parts = value
    elif isinstance(value, StructValue):
        parts = value.values()
    return set().union(*map(pictures_in, parts))


def sent_id(sent: str) -> int | None:
    """Return the id that ``sent`` is to the database, where it can be one: " 091" is 91."""
    with suppress(ValueError):
        number = int(sent)
        return number if 0 < number <= MOST_ID else None
    return None


def hidden_pictures(user, ids: set[int]) -> set[int]:
    """Return those of ``ids`` that no window of the admin shows to ``user``."""
    policy = policy_registry.get_by_type(get_image_model())
    offered = policy.instances_user_has_any_permission_for(user, ["choose"])
    return ids - set(offered.filter(pk__in=ids).values_list("pk", flat=True))


def _takes_pictures(field) -> bool:
    """Tell whether a form's ``field`` is for a picture, or for a body, which may have some."""
    if isinstance(field, ModelChoiceField):
        return issubclass(field.queryset.model, get_image_model())
    return isinstance(field, BlockField)


class ChosenPicturesMixin:
    """A form that refuses, at its field, a picture that the window would not have offered.

    Otherwise whoever writes the number of somebody's private picture into the form would see it
    there. What the row had before stays, whoever saves.
    """

    def full_clean(self):
        super().full_clean()
        if self.is_bound and hasattr(self, "cleaned_data"):
            for name, pictures in self._not_offered().items():
                self._take_out(name, pictures)
                self.add_error(name, gettext("This picture is not for you. Choose another one."))

    def _not_offered(self) -> dict[str, set[int]]:
        names = [name for name, field in self.fields.items() if _takes_pictures(field)]
        sent = {name: pictures for name in names if (pictures := self._pictures_sent(name))}
        hidden = hidden_pictures(self.for_user, set().union(*sent.values())) if sent else set()
        refused = {
            name: (pictures & hidden) - self._pictures_before(name)
            for name, pictures in sent.items()
            if pictures & hidden
        }
        return {name: pictures for name, pictures in refused.items() if pictures}

    def _pictures_sent(self, name: str) -> set[int]:
        if name in self.cleaned_data:
            return pictures_in(self.cleaned_data[name])
        # With a fault of its own it comes back as it was sent.
        sent, field = self[name].data, self.fields[name]
        if isinstance(field, ModelChoiceField):
            with suppress(ValidationError):
                sent = field.to_python(sent)
        return pictures_in(sent)

    def _pictures_before(self, name: str) -> set[int]:
        before = self.initial.get(name)
        return {before} if isinstance(before, int) else pictures_in(before)

    def _take_out(self, name: str, pictures: set[int]) -> None:
        """Empty what names ``pictures``: the form that comes back would show them."""
        whole = self.add_prefix(name)
        self.data = self.data.copy()
        for key, value in self.data.items():
            is_value = key.startswith(f"{whole}-") and not key.endswith(STRUCTURE)
            if (key == whole or is_value) and sent_id(value) in pictures:
                self.data[key] = ""
