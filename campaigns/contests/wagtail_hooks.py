"""What contests add to Wagtail's admin; registration only."""

from wagtail import hooks

from .entrant_admin import register_entry_urls
from .result_admin import register_admin_urls
from .viewsets import ContestViewSet

hooks.register("register_admin_urls", register_admin_urls)
hooks.register("register_admin_urls", register_entry_urls)


@hooks.register("register_admin_viewset")
def register_contest_viewset():
    return ContestViewSet()
