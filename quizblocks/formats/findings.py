"""What a reader has found so far, and when it has found enough."""

from django.utils.translation import gettext as _

from .flaws import doubt_of, flaw_of
from .items import Item, Reading, Remark

# Nobody mends more by hand; a file with more is of another format.
MAX_FAULTS = 1000


class TooManyFaultsError(Exception):
    """The reader may stop; what it has found says so."""


class Findings:
    """Questions, faults and remarks of one file, in its order."""

    def __init__(self):
        self.items: list[Item] = []
        self.faults: list[Remark] = []
        self.remarks: list[Remark] = []

    def fault(self, place: int, message: str) -> None:
        """Note what could not be read at line ``place``.

        Raises:
            TooManyFaultsError: there are ``MAX_FAULTS`` of them.
        """
        self.faults.append(Remark(str(place), message))
        if len(self.faults) == MAX_FAULTS:
            message = _("The file has too many faults; nothing below this line was read.")
            self.faults.append(Remark(str(place), message))
            raise TooManyFaultsError

    def take(self, item: Item, *, line: int, remarks: list[str]) -> None:
        """Keep ``item``, with all that its reader has to be told, unless it cannot be asked.

        Raises:
            TooManyFaultsError: it is the last of too many that cannot.
        """
        if flaw := flaw_of(item):
            self.fault(line, flaw)
            return
        self.items.append(item)
        for message in (*remarks, doubt_of(item)):
            if message:
                self.remarks.append(Remark(str(line), message))

    def reading(self) -> Reading:
        return Reading(tuple(self.items), tuple(self.faults), tuple(self.remarks))
