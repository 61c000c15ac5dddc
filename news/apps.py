from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = _("news")

    def ready(self):
        from goodnews.core.signals import purge_when_changed

        from . import belongings, metrics, signals
        from .models import StoryExemplar, StoryTheme, Theme

        metrics.register()
        belongings.register()
        signals.connect()
        purge_when_changed(Theme, StoryTheme, StoryExemplar)
