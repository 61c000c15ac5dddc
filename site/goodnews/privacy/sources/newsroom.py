"""Stories, drafts of the desk, photographs and royalties."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from goodnews.consents.models import PersonInPicture
from goodnews.images.models import SiteImage
from goodnews.privacy.holdings import Holding, HoldingSource, Wanted
from goodnews.reports.models import RoyaltyLine
from goodnews.search.engine import matching
from goodnews.search.words import words_of as search_words
from news.desk.models import DeskPerson
from news.models import StoryPage, StoryPerson


def _page(pk: int, title: str, is_live: bool, detail: str) -> Holding:
    state = _("public") if is_live else _("not public")
    return Holding(
        what=title,
        detail=f"{detail} · {state}" if detail else state,
        url=reverse("wagtailadmin_pages:edit", args=[pk]),
        is_public=is_live,
    )


def _story_people(wanted: Wanted) -> Iterator[Holding]:
    rows = StoryPerson.objects.order_by("-story_id", "pk").values_list(
        "name", "story_id", "story__title", "story__live"
    )
    for name, story_id, title, is_live in rows.iterator(chunk_size=1000):
        if wanted.is_named(name):
            yield _page(
                story_id, title, is_live, _("person in the story: %(name)s") % {"name": name}
            )


def _mentions(wanted: Wanted) -> Iterator[Holding]:
    """Yield pages whose text names the person, and stories that carry the name as their author's."""
    keys: set[int] = set()
    for name in wanted.names:
        words = search_words(name)
        if words:
            entries = matching(words)
            # A word that comes twice in a name is asked for once, and so stands in no phrase.
            if len(words) == len(name.split()) > 1:
                entries = entries.filter(is_phrase=1)
            keys |= set(entries.values_list("page_id", flat=True))
    for page in Page.objects.filter(pk__in=keys).order_by("-pk").iterator():
        yield _page(page.pk, page.title, page.live, _("the text holds the name"))
    rows = StoryPage.objects.exclude(byline="").order_by("-pk")
    for pk, title, byline, is_live in rows.values_list("pk", "title", "byline", "live").iterator():
        if pk not in keys and wanted.is_named(byline):
            yield _page(pk, title, is_live, _("author: %(name)s") % {"name": byline})


def _photographs(wanted: Wanted) -> Iterator[Holding]:
    rows = SiteImage.objects.order_by("-pk").values_list(
        "pk", "title", "alt_text", "people_note", "credit"
    )
    for pk, title, alt_text, people_note, credit in rows.iterator(chunk_size=1000):
        if wanted.is_named(title, alt_text, people_note, credit):
            yield Holding(
                what=title,
                detail=people_note or alt_text or credit,
                url=reverse("wagtailimages:edit", args=[pk]),
            )


def _people_in_pictures(wanted: Wanted) -> Iterator[Holding]:
    people = PersonInPicture.objects.select_related("image").order_by("-image_id", "pk")
    for person in people.iterator(chunk_size=1000):
        if wanted.is_named(person.name):
            yield Holding(
                what=person.image.title,
                detail=_("person in the picture: %(name)s") % {"name": person.name},
                url=reverse("wagtailimages:edit", args=[person.image_id]),
            )


def _desk_people(wanted: Wanted) -> Iterator[Holding]:
    rows = DeskPerson.objects.select_related("draft").order_by("-pk")
    for person in rows.iterator(chunk_size=1000):
        if wanted.is_named(person.name, person.guardian_name):
            draft = person.draft
            yield Holding(
                what=str(draft),
                detail=_("person in a draft of the desk: %(name)s") % {"name": person.name},
                url=reverse("wagtailadmin_pages:edit", args=[draft.page_id])
                if draft.page_id
                else "",
            )


def _royalties(wanted: Wanted) -> Iterator[Holding]:
    rows = RoyaltyLine.objects.select_related("sheet").order_by("-pk")
    for line in rows.iterator(chunk_size=1000):
        if wanted.is_named(line.author_name):
            yield Holding(
                what=line.title,
                detail=_("royalties of %(name)s, locked evidence") % {"name": line.author_name},
            )


STORY_PEOPLE = HoldingSource("story-people", gettext_lazy("People in stories"), _story_people)
MENTIONS = HoldingSource("mentions", gettext_lazy("Pages that name the person"), _mentions)
PHOTOGRAPHS = HoldingSource("photographs", gettext_lazy("Photographs"), _photographs)
PEOPLE_IN_PICTURES = HoldingSource(
    "people-in-pictures", gettext_lazy("People in pictures"), _people_in_pictures
)
DESK_PEOPLE = HoldingSource("desk-people", gettext_lazy("Drafts of the desk"), _desk_people)
ROYALTIES = HoldingSource("royalties", gettext_lazy("Royalties"), _royalties)
