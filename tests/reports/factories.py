"""A province with three communes and a ledger of November 2026."""

from datetime import UTC, date, datetime

from goodnews.stats.models import MetricCount, MetricValue
from goodnews.stats.services import add_up_month
from goodnews.units.choices import UnitKind
from goodnews.units.models import Unit
from news.desk.metrics import SUBMITTED
from news.metrics import DECIDED, DECISION_SECONDS, PUBLISHED, RETURNED
from tests.units.factories import make_unit

# Noon of 21 November 2026 in Viet Nam.
NOW = datetime(2026, 11, 21, 5, tzinfo=UTC)
TODAY = date(2026, 11, 21)
FIRST = date(2026, 11, 1)
METRICS = (PUBLISHED, SUBMITTED, RETURNED, DECIDED, DECISION_SECONDS)


def make_tree() -> dict[str, Unit]:
    """Return the province, its two communes, and a school below the first of them."""
    province = make_unit("Tỉnh Đoàn Minh Họa")
    commune = make_unit("Xã Nậm Pung", parent=province)
    other = make_unit("Phường Cam Đường", parent=province, kind=UnitKind.WARD)
    school = make_unit("Trường THPT Nậm Pung", parent=commune, kind=UnitKind.SCHOOL)
    units = {"province": province, "commune": commune, "other": other, "school": school}
    return {name: Unit.objects.get(pk=unit.pk) for name, unit in units.items()}


def enter(metric: str, unit: Unit | None, value: int, *, day=FIRST, dimension="good_news/own"):
    """Write one value into the ledger."""
    MetricValue.objects.create(metric=metric, unit=unit, day=day, dimension=dimension, value=value)
    add_up_month(metric=metric, day=day)


def counted(at=NOW) -> None:
    """Let all metrics be counted at one moment."""
    for code in METRICS:
        MetricCount.objects.create(metric=code, counted_at=at)
