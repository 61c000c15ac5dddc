"""Who of the same name was nominated or is an exemplar already: a hint, never a bar."""

from dataclasses import dataclass

from exemplars.models import ExemplarPage
from exemplars.names import sort_key
from goodnews.core.folding import fold

from .models import Nomination

SHOWN = 3


@dataclass(frozen=True)
class Namesake:
    """Somebody of the same name.

    Attributes:
        url: the public profile, for an exemplar.
    """

    name: str
    unit: str
    url: str = ""


def namesakes_of(nomination: Nomination) -> list[Namesake]:
    """Return the sent nominations of the round and the public exemplars of the same name."""
    folded = fold(nomination.name)
    if not folded:
        return []
    others = (
        Nomination.objects.at_the_office()
        .filter(round=nomination.round_id, folded_name=folded)
        .exclude(pk=nomination.pk)
        .select_related("unit")
    )
    keys = {sort_key(nomination.name, is_person=is_person) for is_person in (True, False)}
    exemplars = ExemplarPage.objects.live().filter(name_key__in=keys).select_related("unit")
    same = [Namesake(each.name, each.unit.name) for each in others.by_name()[:SHOWN]]
    same += [
        Namesake(each.title, each.unit.name if each.unit else "", each.url or "")
        for each in exemplars.exclude(translation_key=nomination.subject_key)[:SHOWN]
    ]
    return same
