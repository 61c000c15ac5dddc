from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuizblocksConfig(AppConfig):
    name = "quizblocks"
    verbose_name = _("quizblocks")

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from goodnews.images.removal import register_picture_removal
        from goodnews.workflows.chores import Chore, register_chore

        from . import policies, signals
        from .models import Question
        from .statistics.keeping import keep_figures

        register_permission_policy(Question, policies.QuestionPolicy(Question))
        signals.connect()
        register_picture_removal(signals.purge_without_picture)
        register_chore(
            Chore("keep_figures", timedelta(minutes=10), lambda now: keep_figures(now=now))
        )
