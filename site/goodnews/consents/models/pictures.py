"""Who can be recognised in a picture."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from goodnews.consents.choices import AgeBand
from goodnews.consents.names import same_name
from goodnews.consents.querysets import PersonInPictureQuerySet


class PersonInPicture(models.Model):
    """Somebody who can be recognised in a picture (người trong ảnh); never public.

    The key is the one that consents go by: of a profile, of a story, or, where
    the person belongs to no page, one of the row's own.
    """

    image = models.ForeignKey(
        "images.SiteImage",
        on_delete=models.CASCADE,
        related_name="people",
        verbose_name=_("image"),
    )
    subject_key = models.UUIDField(_("subject key"), db_index=True)
    name = models.CharField(_("full name"), max_length=200)
    folded_name = models.CharField(max_length=200, editable=False)
    age_band = models.CharField(_("age"), max_length=8, choices=AgeBand.choices)

    objects = PersonInPictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("person in a picture")
        verbose_name_plural = _("people in pictures")
        ordering = ["image", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["image", "subject_key", "folded_name"],
                name="a_person_is_in_a_picture_once",
                violation_error_message=_("This person is named for the picture already."),
            )
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.folded_name = same_name(self.name)[:200]
        update_fields = kwargs.get("update_fields")
        if update_fields is not None and "name" in update_fields:
            kwargs["update_fields"] = {*update_fields, "folded_name"}
        super().save(*args, **kwargs)
