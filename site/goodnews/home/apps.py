from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """The front page, the frame of every page, the settings of the site."""

    name = "goodnews.home"
    label = "home"
    verbose_name = _("home")

    def ready(self):
        from goodnews.core.signals import purge_when_changed

        from .models import SiteSettings
        from .pictures_of_translations import refuse_hidden_pictures
        from .site_words import name_columns
        from .translator_words import translate_words

        purge_when_changed(SiteSettings)
        translate_words()
        name_columns()
        refuse_hidden_pictures()
