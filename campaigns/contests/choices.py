"""What the rules of contests may say, as the 32 published rule sets that were read say it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoundKind(models.TextChoices):
    """What a round is for."""

    SCORED = "scored", _("counts")
    PRACTICE = "practice", _("for practice: never ranked, never counted")


class CountingRule(models.TextChoices):
    """Which attempt of a person counts in a round."""

    ONLY = "only", _("the only one")
    BEST = "best", _("the best; among equal ones the earliest")
    LAST = "last", _("the last one")


class SeveralRightRule(models.TextChoices):
    """How a question with several right choices is marked."""

    EXACT = "exact", _("exactly the right choices, or nothing")
    PARTS = "parts", _("a part of the points for a part of the choices")


class PredictionTarget(models.TextChoices):
    """What the prediction (câu dự đoán) asks for; counted once at the closing and frozen."""

    NONE = "none", _("no prediction")
    PEOPLE = "people", _("number of people who take part")
    ATTEMPTS = "attempts", _("number of attempts")
    FULL_MARKS = "full_marks", _("number of people with everything right")


class PredictionMoment(models.TextChoices):
    """When the prediction is asked for."""

    INSIDE = "inside", _("together with the questions")
    AFTER = "after", _("after the score is shown")


class Gate(models.TextChoices):
    """Who is ranked."""

    ALL = "all", _("everybody who submitted")
    FULL_MARKS = "full_marks", _("only those with everything right")


class TieBreak(models.TextChoices):
    """A key of the ranking; the first that differs decides."""

    SCORE = "score", _("higher score")
    DISTANCE = "distance", _("prediction nearer to the truth; over and under count the same")
    DURATION = "duration", _("shorter time")
    SUBMITTED = "submitted", _("submitted earlier")
    STARTED = "started", _("started earlier")
    FULL_MARK_ATTEMPTS = "full_mark_attempts", _("more attempts with everything right")


class ShownAtOnce(models.TextChoices):
    """What an entrant sees right after submitting."""

    NOTHING = "nothing", _("nothing until the round closes")
    SCORE = "score", _("score and time")
    ANSWERS = "answers", _("score, time and the right answers")


class PersonRule(models.TextChoices):
    """What makes two registrations one person."""

    NAME_BIRTH_UNIT = "name_birth_unit", _("same name, birth date and unit")
    PHONE = "phone", _("same phone number")
    PHONE_NAME = "phone_name", _("same phone number and name: one phone for several children")
    EMAIL = "email", _("same e-mail address")
    ROSTER = "roster", _("one line of the roster")


class CollectiveMeasure(models.TextChoices):
    """By what a unit wins a collective prize."""

    NONE = "none", _("a prize for persons")
    ENTRANTS = "entrants", _("number of people who took part")
    RATE = "rate", _("people who took part as a share of the unit's headcount")
    MEAN = "mean", _("mean score of its people")
    POINTS = "points", _("rate, and points for the prizes of its people")


class AttemptState(models.TextChoices):
    """Where an attempt stands."""

    OPEN = "open", _("open")
    SUBMITTED = "submitted", _("submitted")
    EXPIRED = "expired", _("submitted by itself at the deadline")


class Standing(models.TextChoices):
    """Whether an entrant is ranked; who is out stays written down."""

    IN = "in", _("takes part")
    DISQUALIFIED = "disqualified", _("disqualified")
