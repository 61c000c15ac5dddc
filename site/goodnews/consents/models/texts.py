"""The wordings that people agree to."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from goodnews.consents.choices import AgeBand, PartyRole, Purpose
from goodnews.consents.querysets import ConsentTextQuerySet


class ConsentText(models.Model):
    """One wording that people agree to (mẫu đồng ý); a change is a new version."""

    purpose = models.CharField(_("purpose"), max_length=16, choices=Purpose.choices)
    version = models.PositiveSmallIntegerField(_("version"))
    language = models.CharField(
        _("language"), max_length=8, choices=settings.LANGUAGES, default="vi"
    )
    body = models.TextField(_("wording"), help_text=_("Read by adults, parents and guardians."))
    child_body = models.TextField(
        _("wording for the child"),
        blank=True,
        help_text=_("The same in simple words, read by the child itself."),
    )

    objects = ConsentTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent text")
        verbose_name_plural = _("consent texts")
        ordering = ["purpose", "language", "-version", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "language", "version"],
                name="one_text_of_a_purpose_language_and_version",
                violation_error_message=_("This version of the text exists already."),
            )
        ]

    def __str__(self):
        return f"{self.get_purpose_display()} · {self.language} · {self.version}"

    def body_for(self, *, role: str, age_band: str) -> str:
        """Return the wording for somebody in ``role``: a child's own, where there is one."""
        is_child = role == PartyRole.PERSON and age_band != AgeBand.ADULT
        return (self.child_body if is_child else "") or self.body
