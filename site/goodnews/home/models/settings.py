"""What the office sets itself: name, logo, colour, imprint."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string

from goodnews.home.colours import HEX_COLOUR, READABLE, WHITE, contrast

DEFAULT_THEME_COLOUR = "#0b5cad"
NOT_A_DIGIT = re.compile(r"[^\d+]")


def validate_theme_colour(value: str) -> None:
    """Refuse a colour that cannot be read on white.

    Raises:
        ValidationError: not ``#rrggbb``, or less contrast with white than 4.5.

    Source: WCAG 2.2, 1.4.3; Circular 32/2017/TT-BTTTT (contrast).
    """
    if not HEX_COLOUR.match(value):
        raise ValidationError(_("Write the colour as # and six digits, for example #0B5CAD."))
    ratio = contrast(value, WHITE)
    if ratio < READABLE:
        message = _(
            "This colour is too light: its contrast with white is %(ratio)s, at least 4.5 is "
            "needed so that everybody can read it. Choose a darker one."
        )
        # Cut, not rounded: 4.49 must not be shown as 4.5.
        raise ValidationError(message, params={"ratio": f"{int(ratio * 100) / 100:.2f}"})


class LinkBlock(blocks.StructBlock):
    """A link in the footer."""

    label = blocks.CharBlock(label=_("text"), max_length=80)
    url = blocks.URLBlock(label=_("address"))

    class Meta:
        icon = "link"
        label = _("Link")
        description = _("A link to another site, shown in the footer.")


@dataclass(frozen=True)
class Imprint:
    """Name and imprint in the language of the page."""

    site_name: str
    tagline: str
    responsible_body: str
    editor_in_charge: str
    licence_number: str
    address: str
    phone: str
    phone_digits: str
    email: str
    reprint_notice: str
    theme_colour: str
    links: object


@register_setting(icon="cog")
class SiteSettings(BaseGenericSetting):
    """Name, logo, colour and imprint of the site."""

    site_name = models.CharField(_("name of the site"), max_length=60, default="Tin tốt mỗi ngày")
    tagline = models.CharField(
        _("line below the name"), max_length=80, blank=True, default="Mỗi tuần một câu chuyện đẹp"
    )
    english_site_name = models.CharField(
        _("name of the site in English"), max_length=60, blank=True, default="Good News Every Day"
    )
    english_tagline = models.CharField(
        _("line below the name in English"),
        max_length=80,
        blank=True,
        default="A beautiful story every week",
    )
    logo = models.ForeignKey(
        get_image_model_string(),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_("A square picture. Left empty: the rising sun."),
    )
    theme_colour = models.CharField(
        _("theme colour"),
        max_length=7,
        default=DEFAULT_THEME_COLOUR,
        validators=[validate_theme_colour],
        help_text=_("Links and buttons. Must be dark enough to be read on white."),
    )
    responsible_body = models.CharField(_("responsible body"), max_length=160, blank=True)
    english_responsible_body = models.CharField(
        _("responsible body in English"), max_length=160, blank=True
    )
    editor_in_charge = models.CharField(
        _("responsible for the content"), max_length=160, blank=True
    )
    licence_number = models.CharField(
        _("licence"), max_length=160, blank=True, help_text=_("Shown only if given.")
    )
    address = models.CharField(_("address"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    reprint_notice = models.CharField(
        _("notice on reprints"),
        max_length=200,
        blank=True,
        default="Ghi rõ nguồn khi phát hành lại thông tin từ trang này.",
    )
    english_reprint_notice = models.CharField(
        _("notice on reprints in English"),
        max_length=200,
        blank=True,
        default="Please name this site as the source when you reprint its content.",
    )
    links = StreamField([("link", LinkBlock())], blank=True, max_num=8, verbose_name=_("links"))

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("site_name"),
                FieldPanel("tagline"),
                FieldPanel("english_site_name"),
                FieldPanel("english_tagline"),
                FieldPanel("logo"),
                FieldPanel("theme_colour"),
            ],
            heading=_("Name and look"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("responsible_body"),
                FieldPanel("english_responsible_body"),
                FieldPanel("editor_in_charge"),
                FieldPanel("licence_number"),
                FieldPanel("address"),
                FieldPanel("phone"),
                FieldPanel("email"),
                FieldPanel("reprint_notice"),
                FieldPanel("english_reprint_notice"),
            ],
            heading=_("Imprint"),
        ),
        FieldPanel("links"),
    ]

    class Meta:
        verbose_name = _("site settings")

    def __str__(self):
        return self.site_name

    def imprint(self, language: str) -> Imprint:
        """Return the texts in ``language``; Vietnamese where there is no English."""
        english = language == "en"
        return Imprint(
            site_name=(english and self.english_site_name) or self.site_name,
            tagline=(english and self.english_tagline) or self.tagline,
            responsible_body=(english and self.english_responsible_body) or self.responsible_body,
            editor_in_charge=self.editor_in_charge,
            licence_number=self.licence_number,
            address=self.address,
            phone=self.phone,
            phone_digits=NOT_A_DIGIT.sub("", self.phone),
            email=self.email,
            reprint_notice=(english and self.english_reprint_notice) or self.reprint_notice,
            theme_colour=self.theme_colour,
            links=self.links,
        )
