"""Forms of the admin that take the pictures which their user is shown, and no others."""

from django.utils.translation import gettext
from wagtail.blocks import StreamValue
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

# What the admin's script sends about the blocks of a stream beside their values.
STRUCTURE = ("-count", "-order", "-deleted", "-type", "-id")


def pictures_in(value) -> set[int]:
    """Return the ids of the pictures that ``value`` of a form's field names."""
    image_model = get_image_model()
    if isinstance(value, image_model):
        return {value.pk}
    if not isinstance(value, StreamValue):
        return set()
    named = value.stream_block.extract_references(value)
    return {int(pk) for model, pk, *_paths in named if issubclass(model, image_model)}


class ChosenPicturesMixin:
    """A form that refuses, at its field, a picture that the window would not have offered.

    Otherwise whoever writes the number of somebody's private picture into the form would see it
    there. What the row had before stays, whoever saves.
    """

    def full_clean(self):
        super().full_clean()
        if self.is_bound and getattr(self, "cleaned_data", None):
            for name, pictures in self._not_offered().items():
                self._take_out(name, pictures)
                self.add_error(name, gettext("This picture is not for you. Choose another one."))

    def _not_offered(self) -> dict[str, set[int]]:
        new = {
            name: pictures - self._pictures_before(name)
            for name, value in self.cleaned_data.items()
            if (pictures := pictures_in(value))
        }
        named = set().union(*new.values()) if new else set()
        if not named:
            return {}
        policy = policy_registry.get_by_type(get_image_model())
        offered = policy.instances_user_has_any_permission_for(self.for_user, ["choose"])
        hidden = named - set(offered.filter(pk__in=named).values_list("pk", flat=True))
        return {name: pictures & hidden for name, pictures in new.items() if pictures & hidden}

    def _pictures_before(self, name: str) -> set[int]:
        before = self.initial.get(name)
        return {before} if isinstance(before, int) else pictures_in(before)

    def _take_out(self, name: str, pictures: set[int]) -> None:
        """Empty what names ``pictures``: the form that comes back would show them."""
        whole, refused = self.add_prefix(name), {str(pk) for pk in pictures}
        self.data = self.data.copy()
        for key, value in self.data.items():
            is_value = key.startswith(f"{whole}-") and not key.endswith(STRUCTURE)
            if (key == whole or is_value) and value in refused:
                self.data[key] = ""
