"""The stories about somebody. They belong to ``news``, which stands above this room."""

from django.db.models import Q
from wagtail.models import Page

STORIES_ON_PROFILE = 12


def story_model(exemplar_model):
    """Return the model of stories.

    ``news`` links a story to an exemplar (``StoryExemplar``, reverse relation
    ``story_links``); only by this link do we know of it.
    """
    link = exemplar_model._meta.get_field("story_links").related_model
    return link._meta.get_field("story").related_model


def stories_about(exemplar) -> list:
    """Return the newest public stories about ``exemplar``, in the language of its page.

    Those that name it, and those that the profile's editors chose.
    Translations of a profile share the stories.
    """
    links = exemplar.story_links.model
    named = links.objects.filter(exemplar__translation_key=exemplar.translation_key)
    # By their numbers: in a preview what was chosen is not in the database yet.
    chosen = [row.story_id for row in exemplar.chosen_stories.all()]
    about = Q(pk__in=named.values("story"))
    if chosen:
        about |= Q(translation_key__in=Page.objects.filter(pk__in=chosen).values("translation_key"))
    stories = story_model(type(exemplar)).objects
    return list(
        stories.public(locale=exemplar.locale).filter(about).for_cards()[:STORIES_ON_PROFILE]
    )
