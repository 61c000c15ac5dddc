"""Many units written with few queries; the rules are those of ``services``."""

from collections.abc import Iterable, Mapping

from goodnews.core.folding import fold, slugify_vietnamese
from goodnews.core.pagecache import purge_public_pages
from goodnews.core.spreadsheets.plans import BATCH

from .models import Headcount, Unit, UnitPlacement


def add_units(
    units: Mapping[str, Unit], *, parents: Mapping[str, str | None], known: Mapping[str, Unit]
) -> dict[str, Unit]:
    """Save ``units``, parents before children, each with its first placement.

    Args:
        units: the new ones, by key, in the order in which they are placed.
        parents: the key of each one's parent, None at the top.
        known: all units that are stored, by key, as they stand in the tree now.
    """
    if not units:
        return {}
    family = {**known, **units}
    last_steps = _last_steps(known.values())
    taken = {unit.slug for unit in known.values()}
    enlarged: dict[str, Unit] = {}
    for key, unit in units.items():
        parent_key = parents.get(key)
        parent = family[parent_key] if parent_key else None
        path = parent.path if parent else ""
        last_steps[path] = last_steps.get(path, 0) + 1
        unit.depth = parent.depth + 1 if parent else 1
        unit.path = Unit._get_path(path, unit.depth, last_steps[path])
        unit.slug = _free_slug(unit.short_name, taken)
        unit.folded_name = fold(unit.name)[:255]
        if parent:
            parent.numchild += 1
            enlarged[parent_key] = parent
    Unit.objects.bulk_create(units.values(), batch_size=BATCH)
    stored = [parent for key, parent in enlarged.items() if key in known]
    Unit.objects.bulk_update(stored, ["numchild"], batch_size=BATCH)
    UnitPlacement.objects.bulk_create(
        [
            UnitPlacement(
                unit=unit,
                parent=family[parents[key]] if parents.get(key) else None,
                valid_from=unit.valid_from,
                valid_to=unit.valid_to,
            )
            for key, unit in units.items()
        ],
        batch_size=BATCH,
    )
    # No signal reports rows that are written together.
    purge_public_pages()
    return dict(units)


def save_names(units: Iterable[Unit]) -> None:
    """Save the names and kinds of ``units``."""
    units = list(units)
    for unit in units:
        unit.folded_name = fold(unit.name)[:255]
    fields = ["name", "short_name", "kind", "folded_name"]
    if units:
        Unit.objects.bulk_update(units, fields, batch_size=BATCH)
        purge_public_pages()


def save_headcounts(headcounts: Iterable[Headcount]) -> None:
    """Save ``headcounts``, new ones and changed ones."""
    headcounts = list(headcounts)
    new = [count for count in headcounts if count.pk is None]
    changed = [count for count in headcounts if count.pk is not None]
    Headcount.objects.bulk_create(new, batch_size=BATCH)
    Headcount.objects.bulk_update(changed, ["youth_count", "member_count"], batch_size=BATCH)


def _last_steps(units: Iterable[Unit]) -> dict[str, int]:
    """Return the number of the last child below each path."""
    steps: dict[str, int] = {}
    for unit in units:
        above, step = unit.path[: -Unit.steplen], Unit._str2int(unit.path[-Unit.steplen :])
        steps[above] = max(steps.get(above, 0), step)
    return steps


def _free_slug(name: str, taken: set[str]) -> str:
    """Return an address part that is not in ``taken``, and put it there."""
    base = slugify_vietnamese(name, max_length=72) or "don-vi"
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    taken.add(slug)
    return slug
