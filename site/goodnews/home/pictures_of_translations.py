"""A translator puts another picture in the place of an original's: one that is shown to them.

wagtail-localize takes any number of a picture and shows it in its editor.

Source: wagtail_localize.views.edit_translation.edit_override, 1.14.
"""

import json
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db.models import ForeignKey
from django.db.models.signals import pre_save
from wagtail.blocks import ListBlock
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock
from wagtail_localize.models import SegmentOverride, TranslationSource

from goodnews.images.chosen import hidden_pictures, sent_id


def refuse_hidden_pictures() -> None:
    """Refuse, from now on, a picture that is not for the one who translates, whatever way it comes."""
    pre_save.connect(_refuse_hidden_picture, sender=SegmentOverride, dispatch_uid=__name__)


def _refuse_hidden_picture(sender, instance: SegmentOverride, **_more) -> None:
    user, context = instance.last_translated_by, instance.context
    if user is None or context is None:
        return
    pk = sent_id(str(json.loads(instance.data_json)))
    source = TranslationSource.objects.filter(object=context.object_id).first()
    if source is None or pk is None:
        return
    model = source.specific_content_type.model_class()
    if _is_picture(model, context.field_path.split(".")) and hidden_pictures(user, {pk}):
        raise PermissionDenied


def _is_picture(model, path: Sequence[str]) -> bool:
    """Tell whether ``path`` leads from ``model`` to a picture: "cover", "body.gallery.images.item"."""
    field, rest = model._meta.get_field(path[0]), path[1:]
    if isinstance(field, StreamField):
        block = field.stream_block
        for name in rest:
            is_list = isinstance(block, ListBlock)
            block = block.child_block if is_list else block.child_blocks[name]
        return isinstance(block, ImageChooserBlock)
    if rest:
        return _is_picture(field.related_model, rest)
    return isinstance(field, ForeignKey) and issubclass(field.related_model, get_image_model())
