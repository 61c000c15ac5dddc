from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuizblocksConfig(AppConfig):
    name = "quizblocks"
    verbose_name = _("quizblocks")

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from . import policies, signals
        from .models import Question

        register_permission_policy(Question, policies.QuestionPolicy(Question))
        signals.connect()
