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
    LEADERBOARD = "leaderboard", _("a name on a leaderboard")


class PartyRole(models.TextChoices):
    """In what role somebody agrees."""

    PERSON = "person", _("the person concerned")
    GUARDIAN = "guardian", _("parent or guardian")


class Channel(models.TextChoices):
    """How the agreement reached the office (hình thức)."""

    LINK = "link", _("personal link on this site")
    PAPER = "paper", _("signed paper")
    FORM = "form", _("form on this site")
    EMAIL = "email", _("e-mail")
    MESSAGE = "message", _("message (Zalo, SMS)")
    SPOKEN = "spoken", _("spoken, noted down")


# A link is answered by the person; nobody else may say that somebody did.
WRITTEN_DOWN_CHANNELS = tuple(choice for choice in Channel.choices if choice[0] != Channel.LINK)


class RequestStatus(models.TextChoices):
    """How far a request for consent is (tình trạng)."""

    WAITING = "waiting", _("waiting")
    AGREED = "agreed", _("agreed")
    PARTLY = "partly", _("agreed in part")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
    LAPSED = "lapsed", _("validity over")
    EXPIRED = "expired", _("not answered in time")
    REVOKED = "revoked", _("taken back")


class ProofKind(models.TextChoices):
    """What a proof is, by its content; the values are media types."""

    PDF = "application/pdf", _("PDF")
    JPEG = "image/jpeg", _("photograph")
    PNG = "image/png", _("drawing or scan")
