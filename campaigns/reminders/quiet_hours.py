"""The hours in which nothing is sent (giờ yên tĩnh). Pure: no model, no clock, no setting."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

VIET_NAM = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True)
class QuietHours:
    """From one wall-clock time to another, perhaps across midnight.

    Attributes:
        begin: the first moment that is quiet.
        end: the first moment that is not; the same as ``begin`` for no quiet hours at all.
    """

    begin: time = time(21)
    end: time = time(6, 30)
    zone: ZoneInfo = VIET_NAM

    def hold_at(self, moment: datetime) -> bool:
        """Tell whether ``moment`` is quiet."""
        hour = self._local(moment).time()
        if self.begin <= self.end:
            return self.begin <= hour < self.end
        return hour >= self.begin or hour < self.end

    def over_at(self, moment: datetime) -> datetime:
        """Return the first moment from ``moment`` on that is not quiet."""
        if not self.hold_at(moment):
            return moment
        local = self._local(moment)
        over = datetime.combine(local.date(), self.end, self.zone)
        return over if over > local else over + timedelta(days=1)

    def _local(self, moment: datetime) -> datetime:
        if moment.tzinfo is None:
            raise ValueError("the moment needs a time zone")
        return moment.astimezone(self.zone)
