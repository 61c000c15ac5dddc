"""What can go wrong when the tree of units changes."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class UnitError(ValidationError):
    """Parent of this room's errors; the message is for the person who reads it."""

    sentence = ""

    def __init__(self, **params):
        super().__init__(self.sentence, code=type(self).__name__, params=params or None)


class NothingToMergeError(UnitError):
    sentence = _("Choose at least one unit to merge.")


class MergerIntoItselfError(UnitError):
    sentence = _("A unit cannot be merged into itself.")


class MergerIntoOwnBranchError(UnitError):
    sentence = _("“%(into)s” stands below “%(unit)s”. Move it first, then merge.")


class ChangeInFutureError(UnitError):
    sentence = _("The day has not come yet. Record the change on its day or afterwards.")


class UnitNotValidError(UnitError):
    sentence = _("“%(unit)s” does not exist on %(day)s.")


class UnitAlreadyMergedError(UnitError):
    sentence = _("“%(unit)s” was merged already.")


class UnitAlreadySplitError(UnitError):
    sentence = _("“%(unit)s” was split already.")


class SplitIntoItselfError(UnitError):
    sentence = _("A unit cannot be a part of itself. Add new units for its parts.")


class SplitIntoOneError(UnitError):
    sentence = _("Choose at least two units; for one, use a merger.")


class PartMissingError(UnitError):
    sentence = _("Choose for everything to which unit it goes.")


class ChangedSincePreviewError(UnitError):
    sentence = _("Something has changed since the preview. Look at it again, then confirm.")


class MoveUnderItselfError(UnitError):
    sentence = _("A unit cannot be moved below itself.")


class LaterPlacementError(UnitError):
    sentence = _("“%(unit)s” has been at its present place since %(day)s, later than this day.")
