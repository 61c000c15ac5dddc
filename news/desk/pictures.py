"""Who works with the pictures of stories that are not public."""

from django.db.models import QuerySet

from goodnews.accounts.roles import Role
from goodnews.units.models import Unit
from news.desk.models import DeskPhoto


def pictures_of_branch(user) -> QuerySet:
    """Return the ids of pictures that came with stories of the branch of ``user``, a reviewer.

    Empty for everybody else; what was never sent is its author's alone.
    """
    if Role.REVIEWER not in user.roles or not user.unit_id:
        return DeskPhoto.objects.none().values("image")
    units = Unit.objects.within(user.unit)
    return DeskPhoto.objects.filter(draft__page__storypage__unit__in=units).values("image")
