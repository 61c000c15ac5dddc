"""What wagtail-localize says in English, whatever the language of the admin is.

Its texts are translated in ``site/locale_packages``. These are none of them: the names of its
model and two labels of its report, which Django makes out of names in the code, and the day
beside a text, which ``strftime`` writes with an English month and as it was in UTC.

Source: wagtail_localize.models.StringTranslation.get_comment and wagtail_localize.views.report,
1.14.
"""

from functools import wraps

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail_localize.compat import DATE_FORMAT
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.views.report import TranslationsReportFilterSet


def translate_words() -> None:
    """Say all of them in the language of the admin."""
    Translation._meta.verbose_name = _("translation")
    Translation._meta.verbose_name_plural = _("translations")
    filters = TranslationsReportFilterSet.base_filters
    filters["source_locale"].label = _("Language of the original")
    filters["target_locale"].label = _("Language of the translation")
    if not hasattr(StringTranslation.get_comment, "__wrapped__"):
        StringTranslation.get_comment = write_day_in_figures(StringTranslation.get_comment)


def write_day_in_figures(get_comment):
    """Wrap the method that says how and when a text was translated."""

    @wraps(get_comment)
    def comment(self) -> str | None:
        words = get_comment(self)
        if words is None:
            # Written by a program, which says not how.
            return None
        local = date_format(timezone.localtime(self.updated_at), "d/m/Y")
        return words.replace(self.updated_at.strftime(DATE_FORMAT), local)

    return comment
