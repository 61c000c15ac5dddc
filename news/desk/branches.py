"""The stories that a unit's reviewer works on: those of the own branch."""

from django.db.models import QuerySet

from goodnews.accounts.roles import Role
from news.desk.models import DeskPhoto
from news.models import StoryPage


def stories_of_branch(user) -> QuerySet[StoryPage]:
    """Return the stories of the branch of ``user``; none for whoever reviews no unit."""
    if Role.REVIEWER in user.roles and user.unit_id:
        return StoryPage.objects.filter(unit__path__startswith=user.unit.path)
    return StoryPage.objects.none()


def pictures_of_branch(user) -> QuerySet:
    """Return the ids of pictures that came with :func:`stories_of_branch`.

    What was never sent is its author's alone.
    """
    stories = stories_of_branch(user).values("pk")
    return DeskPhoto.objects.filter(draft__page__in=stories).values("image")
