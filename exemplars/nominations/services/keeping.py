"""Forgetting who was nominated and not chosen."""

from datetime import datetime

from django.db import transaction

from exemplars.nominations.models import Nomination, ScoreSheet
from goodnews.core.folding import fold

# What stands in the place of a name that is kept no longer.
NAMELESS = "Đã ẩn danh"
NOTHING = "–"


@transaction.atomic
def forget_nominee(*, pk: int, before: datetime) -> bool:
    """Take out of a nomination what tells who it was; points, steps and reasons stay.

    Only where nobody was honoured by it, and its round was over by ``before``.

    Returns:
        False where that does not hold (any more).
    """
    locked = Nomination.objects.fruitless().select_for_update(of=("self",))
    nomination = locked.filter(pk=pk, round__scoring_closes_at__lte=before).first()
    if nomination is None:
        return False
    images = [photo.image for photo in nomination.photos.select_related("image")]
    nomination.photos.all().delete()
    for image in images:
        # An editor may have put it into a story since.
        if not image.get_usage().exists():
            image.delete()
    ScoreSheet.objects.filter(nomination=nomination).update(remark="")
    Nomination.objects.filter(pk=nomination.pk).update(
        name=NAMELESS,
        folded_name=fold(NAMELESS),
        deed=NOTHING,
        reasons=NOTHING,
        evidence_links="",
    )
    return True
