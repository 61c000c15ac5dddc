"""What waits for a translator, on the start page of the admin."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Locale, Page
from wagtail_localize.models import TranslationSource

from goodnews.accounts.roles import Role
from goodnews.core.home_panels import PanelForSome

from .translations import page_translations, translations_to_send

MOST_LISTED = 5


@dataclass(frozen=True)
class ToTranslate:
    """One page that asks for a translator: what there is to do, and where."""

    title: str
    about: str
    url: str


class ToTranslatePanel(PanelForSome):
    """Changed, finished, unfinished and new pages, in as many queries whatever there is."""

    name = "to_translate"
    template_name = "home/admin/to_translate_panel.html"
    order = 100

    def is_for(self, user) -> bool:
        return user.has_role(Role.TRANSLATOR)

    def get_context_data(self, parent_context):
        return {**super().get_context_data(parent_context), "items": list(pages_to_translate())}


def pages_to_translate() -> Iterator[ToTranslate]:
    """Yield what is out of date, what is finished, what is not, and the newest that nobody began."""
    source = Locale.get_default()
    for page in _changed(source)[:MOST_LISTED]:
        address = reverse("wagtail_localize:update_translations", args=[page.translation_source])
        about = _("The page has changed since: take the change over and translate it.")
        yield ToTranslate(page.title, about, address)
    for translation in translations_to_send(source)[:MOST_LISTED]:
        address = reverse("home_send_translation", args=[translation.target])
        about = _("Everything is translated: send it to the reviewers.")
        yield ToTranslate(translation.source.object_repr, about, address)
    unfinished = page_translations(source).filter(missing__gt=0)
    for translation in unfinished.order_by("-source__last_updated_at")[:MOST_LISTED]:
        address = reverse("wagtailadmin_pages:edit", args=[translation.target])
        yield ToTranslate(translation.source.object_repr, _missing(translation.missing), address)
    other = Locale.objects.exclude(pk=source.pk).first()
    if other is None:
        return
    ticked = urlencode({"select_locale": other.language_code})
    for page in _new(source)[:MOST_LISTED]:
        address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
        yield ToTranslate(page.title, _("Not translated yet"), f"{address}?{ticked}")


def _missing(count: int) -> str:
    words = ngettext(
        "%(count)s text is not translated yet", "%(count)s texts are not translated yet", count
    )
    return words % {"count": count}


def _changed(locale: Locale) -> QuerySet[Page]:
    """Return pages that were published again after a translator last took them over."""
    sources = TranslationSource.objects.filter(
        object_id=OuterRef("translation_key"),
        locale_id=OuterRef("locale_id"),
        translations__enabled=True,
    )
    pages = _originals(locale).annotate(
        translation_source=Subquery(sources.values("pk")[:1]),
        taken_over_at=Subquery(sources.values("last_updated_at")[:1]),
    )
    return pages.filter(last_published_at__gt=F("taken_over_at")).order_by("-last_published_at")


def _new(locale: Locale) -> QuerySet[Page]:
    """Return public pages that have no page in any other language, the newest first."""
    others = Page.objects.filter(translation_key=OuterRef("translation_key")).exclude(locale=locale)
    return _originals(locale).filter(~Exists(others)).order_by("-first_published_at", "-pk")


def _originals(locale: Locale) -> QuerySet[Page]:
    return Page.objects.live().public().filter(locale=locale, depth__gt=1, alias_of__isnull=True)
