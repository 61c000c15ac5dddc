"""What contests add to Wagtail's admin; registration only."""

from wagtail import hooks

from .viewsets import ContestViewSet


@hooks.register("register_admin_viewset")
def register_contest_viewset():
    return ContestViewSet()
