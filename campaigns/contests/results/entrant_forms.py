"""What organisers fill in on one entrant."""

from collections.abc import Iterable

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.contests.attempts.extra_time import MOST_MINUTES
from campaigns.contests.models import Attempt

from .identity import PRIZE_WAYS, CheckWay

EVERY = "moi-luot"


class EntrantDataAct(models.TextChoices):
    """What can be taken back."""

    UNNAME = "unname", _("Tables of results name the person no longer")
    ERASE = "erase", _("Name, birth date, phone, e-mail, essays and questions are erased for good")


class ExtraTimeForm(forms.Form):
    """For which attempt, how many minutes, and why."""

    scope = forms.ChoiceField(
        label=_("For which attempt"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose for what."),
            "invalid_choice": _("This attempt is over meanwhile. Choose again."),
        },
    )
    minutes = forms.IntegerField(
        label=_("Extra minutes"),
        min_value=1,
        max_value=MOST_MINUTES,
        error_messages={
            "required": _("Write how many minutes."),
            "invalid": _("Write a number."),
            "min_value": _("Give one minute at least."),
            "max_value": _("Give %(limit_value)s minutes at most."),
        },
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "For example: the power was cut from 9:10 to 9:25. It is kept for good, stands in the "
            "minutes and cannot be changed."
        ),
    )

    def __init__(self, *args, attempts: Iterable[Attempt], **kwargs):
        super().__init__(*args, **kwargs)
        self.attempts = {str(attempt.pk): attempt for attempt in attempts}
        self.fields["scope"].choices = [
            *((key, _attempt_words(attempt)) for key, attempt in self.attempts.items()),
            (EVERY, _("every attempt that is open or begins from now on")),
        ]

    @property
    def attempt(self) -> Attempt | None:
        """The attempt that a valid form is for; None for every one."""
        return self.attempts.get(self.cleaned_data["scope"])


class IdentityForm(forms.Form):
    """How somebody's identity was checked."""

    way = forms.ChoiceField(
        label=_("Checked"),
        widget=forms.RadioSelect,
        choices=[(way.value, way.label) for way in PRIZE_WAYS],
        error_messages={"required": _("Choose how it was checked.")},
    )
    note = forms.CharField(
        label=_("By whom and with what"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "For example: shown the identity card to Ms Lan at the ceremony. Write no number of a "
            "card here, and keep no picture of one."
        ),
        error_messages={"required": _("Write by whom and with what.")},
    )


class EntrantDataForm(forms.Form):
    """What is taken back for somebody who asked, and on what ground."""

    what = forms.ChoiceField(
        label=_("What is done"),
        widget=forms.RadioSelect,
        choices=EntrantDataAct.choices,
        error_messages={"required": _("Choose what is done.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "For example: asked by phone on 2 December, request DL-2612-0004. Write no name: it is kept "
            "for good and stands in the minutes."
        ),
        error_messages={"required": _("Write who asked, when and how.")},
    )


class NewCodeForm(IdentityForm):
    """How somebody who has lost the code was recognised."""

    def __init__(self, *args, has_phone: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if has_phone:
            self.fields["way"].choices = CheckWay.choices
        self.fields["note"].help_text = _(
            "For example: Ms Lan called the number given at registration; the person knew the birth "
            "date and the unit. Write no number of an identity card here."
        )


def _attempt_words(attempt: Attempt) -> str:
    deadline = timezone.localtime(attempt.deadline, timezone.get_default_timezone())
    return _("%(round)s, try %(number)s, until %(deadline)s") % {
        "round": attempt.round.title,
        "number": attempt.number,
        "deadline": f"{deadline:%H:%M:%S %d/%m/%Y}",
    }
