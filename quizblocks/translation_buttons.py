"""The buttons of wagtail-localize in the bank's list, for a whole page of it at once.

Its own hook asks the database two or three times for each row.

Source: wagtail_localize.wagtail_hooks.register_snippet_listing_buttons, 1.14.
"""

from collections.abc import Collection, Iterator
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, OuterRef, Subquery, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button
from wagtail.models import Locale
from wagtail_localize.models import TranslationSource

from .models import Question

LOCALE_COUNT = Subquery(
    Locale.objects.order_by().annotate(all=Value(1)).values("all").values_list(Count("pk"))
)


def may_translate(user) -> bool:
    """Tell whether ``user`` sees the buttons."""
    return user.has_perm("wagtail_localize.submit_translation")


class TranslationButtons:
    """The buttons of some questions: one query."""

    def __init__(self, questions: Collection[Question], *, next_url: str):
        self.next_url = next_url
        source = TranslationSource.objects.filter(
            object_id=OuterRef("translation_key"),
            locale=OuterRef("locale"),
            translations__enabled=True,
        )
        rows = Question.objects.filter(
            translation_key__in={question.translation_key for question in questions}
        ).values_list("translation_key", "locale", Subquery(source.values("pk")[:1]), LOCALE_COUNT)
        self.sources: dict[tuple[UUID, int], int | None] = {}
        # How many languages a question still lacks, by its key.
        self.missing: dict[UUID, int] = {}
        for key, locale, found, locale_count in rows:
            self.sources[key, locale] = found
            self.missing[key] = self.missing.get(key, locale_count) - 1

    def of(self, question: Question) -> Iterator[Button]:
        """Yield the buttons of one of the questions."""
        key, title = question.translation_key, str(question)
        if self.missing.get(key):
            yield Button(
                _("Translate"),
                url=reverse(
                    "wagtail_localize:submit_snippet_translation",
                    args=["quizblocks", "question", question.pk],
                ),
                attrs={"aria-label": _("Translate '%(title)s'") % {"title": title}},
                icon_name="wagtail-localize-language",
                priority=100,
            )
        if source := self.sources.get((key, question.locale_id)):
            url = reverse("wagtail_localize:update_translations", args=[source])
            label = _("Sync translations of '%(title)s'") % {"title": title}
            yield Button(
                _("Sync translated snippets"),
                url=f"{url}?{urlencode({'next': self.next_url})}",
                attrs={"aria-label": label},
                icon_name="resubmit",
                priority=106,
            )
