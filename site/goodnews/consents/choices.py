from django.db import models
from django.utils.translation import gettext_lazy as _


class AgeBand(models.TextChoices):
    """Ages at which the law asks different people to agree.

    Source: Law 91/2025/QH15, article 24; Decree 56/2017/NĐ-CP, article 33.
    """

    ADULT = "16+", _("16 or over")
    CHILD = "7-15", _("7 to under 16")
    SMALL_CHILD = "<7", _("under 7")


class Purpose(models.TextChoices):
    """What somebody agrees to (mục đích)."""

    PROFILE = "profile", _("a public profile as an exemplar")
    STORY = "story", _("being written about in a story")
    IMAGE = "image", _("a recognisable photograph")


class PartyRole(models.TextChoices):
    """In what role somebody agrees."""

    PERSON = "person", _("the person concerned")
    GUARDIAN = "guardian", _("parent or guardian")


class Channel(models.TextChoices):
    """How the agreement reached the office (hình thức)."""

    PAPER = "paper", _("signed paper")
    FORM = "form", _("form on this site")
    EMAIL = "email", _("e-mail")
    MESSAGE = "message", _("message (Zalo, SMS)")
    SPOKEN = "spoken", _("spoken, noted down")


class ProofKind(models.TextChoices):
    """What a proof is, by its content; the values are media types."""

    PDF = "application/pdf", _("PDF")
    JPEG = "image/jpeg", _("photograph")
    PNG = "image/png", _("drawing or scan")
