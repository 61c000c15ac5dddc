"""What the office sets for requests about personal data."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

MOST_DAYS = 30


@register_setting(icon="lock")
class PrivacySettings(BaseGenericSetting):
    """Terms of requests about personal data, and what people are told (dữ liệu cá nhân)."""

    working_days = models.PositiveSmallIntegerField(
        _("working days to answer a request"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)],
        help_text=_(
            "Counted from the day after it came, without weekends and the days off of the editors' "
            "desk. Decree 356/2025/NĐ-CP asks for an answer within two working days."
        ),
    )
    contact = models.CharField(
        _("who answers questions"),
        max_length=200,
        blank=True,
        help_text=_("Stands under the form: name, phone, e-mail address."),
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("working_days"), FieldPanel("contact")],
            heading=_("Requests about personal data"),
        )
    ]

    class Meta:
        verbose_name = _("personal data")
        constraints = [
            models.CheckConstraint(
                condition=Q(working_days__range=(1, MOST_DAYS)),
                name="requests_are_answered_within_a_month",
                violation_error_message=_("Give 1 to 30 working days."),
            )
        ]

    def __str__(self):
        return str(self._meta.verbose_name)
