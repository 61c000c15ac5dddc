from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuizblocksConfig(AppConfig):
    name = "quizblocks"
    verbose_name = _("quizblocks")
