"""Public holidays of 2026 and 2027; the stretches are examples that an office edits."""

from datetime import date

from goodnews.workflows.models import DayOff, ReviewSettings

# The first day of the lunar year is 17 February 2026 and 6 February 2027.
HOLIDAYS = (
    ("Tết Dương lịch 2026", date(2026, 1, 1), None),
    ("Tết Nguyên đán Bính Ngọ", date(2026, 2, 16), date(2026, 2, 20)),
    ("Giỗ Tổ Hùng Vương 2026 (nghỉ bù)", date(2026, 4, 27), None),
    ("Ngày Chiến thắng và Quốc tế Lao động 2026", date(2026, 4, 30), date(2026, 5, 1)),
    ("Quốc khánh 2026", date(2026, 9, 1), date(2026, 9, 2)),
    ("Tết Dương lịch 2027", date(2027, 1, 1), None),
    ("Tết Nguyên đán Đinh Mùi", date(2027, 2, 5), date(2027, 2, 10)),
    ("Giỗ Tổ Hùng Vương 2027", date(2027, 4, 16), None),
    ("Ngày Chiến thắng và Quốc tế Lao động 2027", date(2027, 4, 30), date(2027, 5, 3)),
    ("Quốc khánh 2027", date(2027, 9, 2), date(2027, 9, 3)),
)


def load_days_off() -> None:
    """Write the holidays into the settings of the editors' desk, unless it has any."""
    settings = ReviewSettings.load()
    if settings.days_off.exists():
        return
    DayOff.objects.bulk_create(
        DayOff(settings=settings, name=name, first_on=first, last_on=last)
        for name, first, last in HOLIDAYS
    )
