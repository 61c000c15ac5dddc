"""Translations of pages: what is missing, what is done, and how one is handed over for review.

wagtail-localize's editor knows only "publish". A finished translation is written into its page,
which then goes through the workflow as any other.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page, WorkflowState
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from goodnews.workflows.errors import WorkflowError
from goodnews.workflows.models import WaitingItem
from goodnews.workflows.services import hand_over


class UnfinishedError(WorkflowError):
    default_message = _("Some texts are not translated yet. Translate them first.")


class UnderReviewError(WorkflowError):
    default_message = _("This translation is being reviewed already.")


class OriginalNotPublicError(WorkflowError):
    default_message = _("The original is not public: only public pages are translated.")


def page_translations(locale: Locale | None = None) -> QuerySet[Translation]:
    """Return the translations of pages that are kept in step with their originals.

    Annotated with ``missing`` (texts without a translation, or with a faulty one) and ``target``
    (id of the translated page).

    Args:
        locale: of the originals; any where none is given.
    """
    done = StringTranslation.objects.filter(
        translation_of=OuterRef("string"),
        context=OuterRef("context"),
        locale=OuterRef(OuterRef("target_locale")),
        has_error=False,
    )
    texts = StringSegment.objects.filter(~Exists(done), source=OuterRef("source")).order_by()
    count = texts.values("source").annotate(number=Count("pk")).values("number")
    found = Translation.objects.filter(enabled=True).annotate(
        missing=Coalesce(Subquery(count, output_field=IntegerField()), 0),
        target=Subquery(_targets().values("pk")[:1]),
    )
    found = found.filter(target__isnull=False).select_related("source")
    return found if locale is None else found.filter(source__locale=locale)


def translations_to_send(locale: Locale) -> QuerySet[Translation]:
    """Return those that are complete, say something that is not public yet, and wait for nobody."""
    newest = StringTranslation.objects.filter(
        context__object=OuterRef("source__object"), locale=OuterRef("target_locale")
    ).order_by("-updated_at")
    waiting = WaitingItem.objects.waiting().filter(
        page__translation_key=OuterRef("source__object_id"),
        page__locale_id=OuterRef("target_locale_id"),
    )
    found = page_translations(locale).annotate(
        is_all_public=Exists(_targets().filter(live=True, has_unpublished_changes=False)),
        saved_at=Subquery(_targets().values("latest_revision_created_at")[:1]),
        written_at=Subquery(newest.values("updated_at")[:1]),
    )
    unseen = Q(is_all_public=False) | Q(written_at__gt=F("saved_at"))
    return found.filter(unseen, ~Exists(waiting), missing=0).order_by("-written_at", "-pk")


def _targets() -> QuerySet[Page]:
    return Page.objects.filter(
        translation_key=OuterRef("source__object_id"), locale_id=OuterRef("target_locale_id")
    )


@transaction.atomic
def send_translation(*, translation: Translation, user) -> None:
    """Write a finished translation into its page, and hand the page to the reviewers.

    Raises:
        UnfinishedError: a text has no translation.
        UnderReviewError: the page is with the reviewers.
        OriginalNotPublicError: it was taken down, or was never published.
        WorkflowError: what was written makes no page.
    """
    target = translation.get_target_instance()
    # A double tap waits here, and then finds the page under review.
    if Page.objects.select_for_update(of=("self",)).get(pk=target.pk).workflow_in_progress:
        raise UnderReviewError
    if not translation.source.get_source_instance().live:
        raise OriginalNotPublicError
    if page_translations().get(pk=translation.pk).missing:
        raise UnfinishedError
    try:
        translation.save_target(user=user, publish=False)
    except ValidationError as error:
        raise WorkflowError(error.messages) from error
    if not hand_over(page_id=target.pk, user=user):
        raise WorkflowError


def words_of_return(page: Page) -> str:
    """Return why ``page`` came back from its review; "" where it did not."""
    state = page.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return ""
    return state.current_task_state.comment
