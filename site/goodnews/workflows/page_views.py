"""Wagtail's views beside the editor, for whoever may edit just this page.

A unit's reviewer has no right on pages: the stage opens a story of the unit, for as long as it
lasts. Wagtail's editor asks the page itself; these views ask for a right on any page besides, so
that preview, versions and history of an open story were refused. The page is asked here, too.

Source: wagtail.admin.views.pages.preview, .revisions and .history, Wagtail 8.0.
"""

from wagtail.admin.views.generic.preview import PreviewRevision
from wagtail.admin.views.pages.history import PageHistoryView
from wagtail.admin.views.pages.preview import PreviewOnEditView
from wagtail.admin.views.pages.revisions import RevisionsCompareView, RevisionsView
from wagtail.admin.viewsets.pages import PageViewSet


class PreviewView(PreviewOnEditView):
    """The page as its form would make it."""

    permission_required = None


class RevisionView(RevisionsView):
    """The page as it was saved."""

    def dispatch(self, request, *args, **kwargs):
        # The right on any page is asked for by what is wrapped around the parent's method.
        return PreviewRevision.dispatch(self, request, *args, **kwargs)


class CompareView(RevisionsCompareView):
    """What changed between two versions."""

    def dispatch(self, request, *args, **kwargs):
        return super(RevisionsCompareView, self).dispatch(request, *args, **kwargs)


class HistoryView(PageHistoryView):
    """What happened to the page."""

    any_permission_required = None


class OpenPageViewSet(PageViewSet):
    """Pages whose editor is open to somebody; the one of all types that have none of their own."""

    preview_on_edit_view_class = PreviewView
    revisions_view_class = RevisionView
    revisions_compare_view_class = CompareView
    history_view_class = HistoryView
