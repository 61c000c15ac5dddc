"""Pictures of questions: which ones the bank holds, and that they stay."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from goodnews.images.models import SiteImage
from quizblocks.deletions import keep
from quizblocks.formats.items import ItemPicture

MOST_IN_ALT = 250


class PicturedMixin(models.Model):
    """What may bear one picture; it is described as its place needs it, not as the library does."""

    picture = models.ForeignKey(
        SiteImage,
        on_delete=keep,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    # Which picture a contest question has is nobody's to see in the picture's list of uses.
    picture.wagtail_reference_index_ignore = True
    picture_alt = models.CharField(
        _("description of the picture"),
        max_length=MOST_IN_ALT,
        blank=True,
        default="",
        db_default="",
    )

    class Meta:
        abstract = True

    @property
    def pictured(self) -> ItemPicture | None:
        """The picture by its id, with its description."""
        if self.picture_id is None:
            return None
        return ItemPicture(self.picture_alt, image=self.picture_id)

    @pictured.setter
    def pictured(self, picture: ItemPicture | None) -> None:
        self.picture_id = picture.image if picture else None
        self.picture_alt = picture.alt if picture else ""


def is_described(name: str) -> models.CheckConstraint:
    """Return the constraint that a picture has a description."""
    return models.CheckConstraint(
        condition=models.Q(picture__isnull=True) | ~models.Q(picture_alt=""), name=name
    )


def pictures_in(content: Mapping[str, Any]) -> Iterator[int]:
    """Yield the ids of the pictures that ``content``, as revisions write it, names."""
    for part in (content, *content.get("choices", ())):
        if part.get("picture"):
            yield part["picture"]


class HeldPictureQuerySet(models.QuerySet):
    """Pictures that the bank holds."""

    def hold(self, pictures: Mapping[UUID, Iterable[int]]) -> None:
        """Remember which pictures questions have, by the question's key: one query, or none."""
        rows = [
            HeldPicture(question_key=key, picture_id=picture)
            for key, held in pictures.items()
            for picture in sorted(set(held))
        ]
        if rows:
            self.bulk_create(rows, batch_size=500, ignore_conflicts=True)


class HeldPicture(models.Model):
    """A picture that some content of a question has or had: a draft, a version, a printed paper.

    Those name it in plain values; this row keeps it from being deleted. It is never taken away:
    what was answered stays what it was.
    """

    question_key = models.UUIDField(editable=False)
    picture = models.ForeignKey(SiteImage, on_delete=keep, related_name="+", editable=False)

    objects = HeldPictureQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("picture of a question")
        verbose_name_plural = _("pictures of questions")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["question_key", "picture"], name="question_holds_a_picture_once"
            )
        ]

    def __str__(self):
        return f"{self.question_key} · {self.picture_id}"
