"""Who may see a page, as a condition of the same query."""

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length, Substr
from wagtail.models import PageViewRestriction


def unrestricted() -> Q:
    """Return the condition that a page stands in no private section.

    Wagtail's ``.public()`` asks for every restriction with a query of its own
    each time; a page with six lists would pay six.

    Source: wagtail.query.PageQuerySet.private_q, Wagtail 8.0.
    """
    above = PageViewRestriction.objects.filter(
        page__path=Substr(OuterRef("path"), 1, Length("page__path"))
    )
    return Q(~Exists(above))
