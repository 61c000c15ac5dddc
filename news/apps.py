from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = _("news")

    def ready(self):
        from goodnews.consents.choices import Purpose
        from goodnews.consents.withdrawals import register_withdrawal_action
        from goodnews.core.signals import purge_when_changed
        from goodnews.images.removal import register_picture_removal

        from . import belongings, metrics, signals, withdrawals
        from .models import StoryExemplar, StoryTheme, Theme

        metrics.register()
        belongings.register()
        signals.connect()
        register_withdrawal_action(Purpose.STORY, withdrawals.take_down_stories)
        register_withdrawal_action(Purpose.PROFILE, withdrawals.take_down_stories_about)
        register_picture_removal(withdrawals.leave_stories)
        purge_when_changed(Theme, StoryTheme, StoryExemplar)
