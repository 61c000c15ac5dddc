"""Texts of a translation, as a translator types them into wagtail-localize's editor."""

from wagtail_localize.models import StringTranslation, Translation


def write_texts(translation: Translation, words: str = "A text", *, but: int = 0) -> None:
    """Translate every text but the first ``but`` with the same ``words``."""
    for text in list(translation.source.stringsegment_set.all())[but:]:
        StringTranslation.objects.update_or_create(
            translation_of=text.string,
            context=text.context,
            locale=translation.target_locale,
            defaults={"data": words},
        )
