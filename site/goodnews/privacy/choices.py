from django.db import models
from django.utils.translation import gettext_lazy as _


class Asked(models.TextChoices):
    """What somebody asks for (nội dung yêu cầu).

    Source: Law 91/2025/QH15, article 4: the rights of the person concerned.
    """

    REMOVE = "remove", _("take down or delete something about me")
    WITHDRAW = "withdraw", _("withdraw a consent that was given")
    CORRECT = "correct", _("correct something that is wrong")
    SEE = "see", _("see what you keep about me")


class Relation(models.TextChoices):
    """For whom somebody asks (quan hệ)."""

    SELF = "self", _("for myself")
    GUARDIAN = "guardian", _("for my child, as parent or guardian")
    REPRESENTATIVE = "representative", _("for somebody whom I represent")


class RequestState(models.TextChoices):
    """How far a request is (tình trạng)."""

    NEW = "new", _("new")
    CHECKED = "checked", _("identity checked")
    DONE = "done", _("done")
    REFUSED = "refused", _("refused")

    @property
    def icon(self) -> str:
        """The shape that stands beside the word."""
        return {
            RequestState.NEW: "mail",
            RequestState.CHECKED: "user",
            RequestState.DONE: "check",
            RequestState.REFUSED: "cross",
        }[self]


OPEN_STATES = (RequestState.NEW, RequestState.CHECKED)
CLOSED_STATES = (RequestState.DONE, RequestState.REFUSED)


class RetentionAction(models.TextChoices):
    """What happens to data whose time is over."""

    DELETE = "delete", _("delete")
    ANONYMISE = "anonymise", _("take out what tells who it was")
