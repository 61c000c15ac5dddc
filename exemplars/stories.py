"""The stories about somebody. They belong to ``news``, which stands above this room."""

STORIES_ON_PROFILE = 12


def stories_about(exemplar) -> list:
    """Return the newest public stories that name ``exemplar``, in the language of its page.

    ``news`` links a story to an exemplar (``StoryExemplar``, reverse relation
    ``story_links``); translations of a profile share the stories.
    """
    links = exemplar.story_links.model
    stories = links._meta.get_field("story").related_model.objects
    named = links.objects.filter(exemplar__translation_key=exemplar.translation_key)
    return list(
        stories.public(locale=exemplar.locale)
        .filter(pk__in=named.values("story"))
        .for_cards()[:STORIES_ON_PROFILE]
    )
