from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuizblocksConfig(AppConfig):
    name = "quizblocks"
    verbose_name = _("quizblocks")

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from goodnews.images.removal import register_picture_removal

        from . import policies, signals
        from .models import Question

        register_permission_policy(Question, policies.QuestionPolicy(Question))
        signals.connect()
        register_picture_removal(signals.purge_without_picture)
