"""What a save would show the public although nobody has approved it."""

from wagtail_localize.models import Translation

# Columns of which the public page shows nothing.
UNSEEN = {
    "draft_title",
    "expire_at",
    "expired",
    "go_live_at",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
    "locked",
    "locked_at",
    "locked_by",
    "owner",
}


def is_kept_in_step(page) -> bool:
    """Tell whether wagtail-localize keeps ``page`` in step with its original.

    It writes what was translated into the page itself before it makes a revision of it, and only
    then asks whether that may be published.

    Source: wagtail_localize.models.TranslationSource.create_or_update_translation, 1.14.
    """
    translations = Translation.objects.filter(enabled=True, target_locale_id=page.locale_id)
    return translations.filter(source__object_id=page.translation_key).exists()


def differs_from_stored(page) -> bool:
    """Tell whether ``page`` as it is in memory would show the public anything else than now."""
    stored = type(page)._base_manager.get(pk=page.pk)
    seen = [field for field in page._meta.concrete_fields if field.name not in UNSEEN]
    return any(_stored_value(field, page) != _stored_value(field, stored) for field in seen)


def _stored_value(field, page):
    return field.get_prep_value(field.value_from_object(page))
