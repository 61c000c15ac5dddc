"""Reads of the exemplars."""

from datetime import date, datetime, time

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from goodnews.consents.choices import AgeBand, Purpose
from goodnews.consents.models import ConsentRecord
from goodnews.core.folding import fold
from goodnews.core.visibility import unrestricted

from .ages import ADULT_AT
from .choices import GreetingState, Indexing

MAX_SEARCH_WORDS = 8


def refusing_search_engines() -> Q:
    """Return the condition that search engines are asked to leave a profile out.

    By age: who was entered as under 16, and who cannot be 16 yet by the year of birth.
    """
    too_young = Q(birth_year__gt=timezone.localdate().year - ADULT_AT)
    by_age = Q(indexing=Indexing.BY_AGE) & (~Q(age_band=AgeBand.ADULT) | too_young)
    return by_age | Q(indexing=Indexing.REFUSED)


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

    def honoured(self, *, year: int | None = None, level: str = ""):
        """Exemplars with an honour of ``year``, of ``level``, or of both at once."""
        honours = self.model.honours.rel.related_model.objects.all()
        if year:
            honours = honours.filter(year=year)
        if level:
            honours = honours.filter(level=level)
        return self.filter(pk__in=honours.order_by().values("exemplar"))

    def refusing_search_engines(self):
        """Exemplars whose profile search engines are asked to leave out."""
        return self.filter(refusing_search_engines())

    def follow_up_due(self, *, today: date):
        """Public profiles about which nobody has asked again for twelve months.

        Counted from the last publication or the last follow-up, whichever is
        later; the longest untouched come first.
        """
        since = a_year_before(today)
        # In the public's time zone, like every rule about days.
        midnight = timezone.make_aware(datetime.combine(since, time.max))
        rows = self.model.follow_ups.rel.related_model.objects.filter(noted_on__gt=since)
        return (
            self.live()
            .filter(last_published_at__lte=midnight, alias_of__isnull=True)
            .exclude(pk__in=rows.values("exemplar"))
            .order_by("last_published_at", "pk")
        )

    def withdrawn(self):
        """Profiles that are not public because a consent to them ended and none came after."""
        consents = ConsentRecord.objects.filter(
            subject_key=OuterRef("translation_key"), purpose=Purpose.PROFILE
        )
        return self.filter(Exists(consents.ended()), ~Exists(consents.standing()), live=False)

    def for_cards(self):
        """With what a card shows, and without the body."""
        return self.select_related("unit", "portrait", "locale").defer("body", "internal_note")

    def by_name(self):
        """In the order of given names."""
        return self.order_by("name_key", "pk")


def a_year_before(day: date) -> date:
    """Return the same day of the year before; the last of February for its 29th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


class GreetingQuerySet(models.QuerySet):
    """Good wishes as the profile and the office ask for them."""

    def waiting(self):
        """Greetings about which nobody has decided, of profiles that are public."""
        return self.filter(state=GreetingState.WAITING, exemplar__live=True)

    def shown(self):
        """Greetings that somebody allowed."""
        return self.filter(state=GreetingState.SHOWN)

    def refused(self):
        """Greetings that nobody will read."""
        return self.filter(state=GreetingState.REFUSED)


ExemplarPageManager = PageManager.from_queryset(ExemplarPageQuerySet)
