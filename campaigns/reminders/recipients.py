"""Who is told of what: people of today, never somebody who has left or wants no letters."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import Prefetch, Q, QuerySet

from goodnews.accounts.roles import ROLES, STAFF_ROLES, Role
from goodnews.units.models import Unit

from .matters import Matter


@dataclass
class Reader:
    """Somebody who may be written to, and what there is to tell.

    Attributes:
        matters: each once, however many ways it came.
    """

    user: object
    roles: frozenset[Role]
    matters: dict[tuple[int, str], Matter] = field(default_factory=dict)

    @property
    def works_in_admin(self) -> bool:
        """True for those whose links lead to the editorial office."""
        return self.user.is_superuser or bool(self.roles & STAFF_ROLES)

    def add(self, matter: Matter) -> None:
        """Let the letter name ``matter``."""
        self.matters.setdefault((matter.rule.pk, matter.thing), matter)


def reachable(today: date) -> QuerySet:
    """Return the people who may get a letter: active members who have not muted them."""
    users = get_user_model().objects.filter(is_active=True, reminder_mute=None).exclude(email="")
    groups = [declared.group_name for declared in ROLES.values()]
    has_part = Q(is_superuser=True) | Q(groups__name__in=groups)
    in_unit = Q(unit__isnull=True) | Q(unit__in=Unit.objects.valid_on(today).order_by())
    return users.filter(has_part).filter(in_unit).distinct()


def find_readers(*, matters: Iterable[Matter], today: date) -> tuple[list[Reader], list[Matter]]:
    """Return who is told what, and the matters that nobody can be told of."""
    circle = Circle(today)
    untold = []
    for matter in matters:
        readers = circle.of(matter)
        for reader in readers:
            reader.add(matter)
        if not readers:
            untold.append(matter)
    told = [reader for reader in circle.readers.values() if reader.matters]
    return told, untold


class Circle:
    """Everybody who may get a letter, read once."""

    def __init__(self, today: date):
        groups = Prefetch("groups", Group.objects.only("name"))
        people = reachable(today).select_related("unit", "wagtail_userprofile")
        names = {declared.group_name: role for role, declared in ROLES.items()}
        self.readers: dict[int, Reader] = {}
        self.correspondents: dict[int, list[Reader]] = defaultdict(list)
        self.reviewers: dict[str, list[Reader]] = defaultdict(list)
        for user in people.prefetch_related(groups).order_by("pk"):
            roles = {names[group.name] for group in user.groups.all() if group.name in names}
            reader = self.readers[user.pk] = Reader(user, frozenset(roles))
            if user.unit and Role.CORRESPONDENT in roles:
                self.correspondents[user.unit_id].append(reader)
            if user.unit and Role.REVIEWER in roles:
                self.reviewers[user.unit.path].append(reader)

    def of(self, matter: Matter) -> list[Reader]:
        """Return who is told of ``matter``, as its rule says."""
        found = {}
        if matter.rule.tells_correspondents:
            found |= {reader.user.pk: reader for reader in self._correspondents(matter)}
        if matter.rule.tells_reviewers and matter.unit:
            found |= {reader.user.pk: reader for reader in self._reviewers(matter.unit)}
        return list(found.values())

    def _correspondents(self, matter: Matter) -> list[Reader]:
        if matter.page is None:
            return self.correspondents[matter.unit.pk]
        authors = (self.readers.get(pk) for pk in sorted(matter.author_pks))
        # Whoever belongs to no unit any more has left, unless the office is the place.
        return [
            author for author in authors if author and (author.user.unit or author.works_in_admin)
        ]

    def _reviewers(self, unit: Unit) -> list[Reader]:
        """Return those of ``unit``, else those of the next unit above that has one."""
        for end in range(len(unit.path), 0, -Unit.steplen):
            found = self.reviewers.get(unit.path[:end])
            if found:
                return found
        return []
