"""Reads of the exemplars."""

from django.db import models
from django.db.models import Q
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from goodnews.consents.choices import AgeBand
from goodnews.core.folding import fold
from goodnews.core.visibility import unrestricted

from .choices import GreetingState, Indexing

MAX_SEARCH_WORDS = 8


class ExemplarPageQuerySet(PageQuerySet):
    """Exemplars as the directory asks for them."""

    def in_directory(self, index):
        """Exemplars below ``index`` that everybody may see."""
        return self.child_of(index).live().filter(unrestricted())

    def matching(self, text: str):
        """Exemplars in whose name, deed or unit every word of ``text`` occurs, accents apart."""
        found = self
        for word in fold(text).split()[:MAX_SEARCH_WORDS]:
            found = found.filter(
                Q(folded_deed__contains=word) | Q(unit__folded_name__contains=word)
            )
        return found

    def honoured_in(self, year: int):
        """Exemplars with an honour of ``year``."""
        honours = self.model.honours.rel.related_model.objects.filter(year=year)
        return self.filter(pk__in=honours.values("exemplar"))

    def refusing_search_engines(self):
        """Exemplars whose profile search engines are asked to leave out."""
        by_age = Q(indexing=Indexing.BY_AGE) & ~Q(age_band=AgeBand.ADULT)
        return self.filter(by_age | Q(indexing=Indexing.REFUSED))

    def for_cards(self):
        """With what a card shows, and without the body."""
        return self.select_related("unit", "portrait").defer("body", "internal_note")

    def by_name(self):
        """In the order of given names."""
        return self.order_by("name_key", "pk")


class GreetingQuerySet(models.QuerySet):
    """Good wishes as the profile and the office ask for them."""

    def waiting(self):
        """Greetings about which nobody has decided, of profiles that are public."""
        return self.filter(state=GreetingState.WAITING, exemplar__live=True)

    def shown(self):
        """Greetings that somebody allowed."""
        return self.filter(state=GreetingState.SHOWN)


ExemplarPageManager = PageManager.from_queryset(ExemplarPageQuerySet)
