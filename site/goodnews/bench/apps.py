from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BenchConfig(AppConfig):
    """Figures measured as ratios against a bare view served in the same run."""

    name = "goodnews.bench"
    label = "bench"
    verbose_name = _("benchmarks")
