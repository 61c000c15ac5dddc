"""What contests add to Wagtail's admin; registration only."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .entrant_admin import register_entry_urls
from .result_admin import register_admin_urls
from .running import admin_urls
from .running.menu import UnitFiguresMenuItem
from .running.panels import ContestsPanel
from .viewsets import ContestViewSet, HelpPhraseViewSet

hooks.register("register_admin_urls", register_admin_urls)
hooks.register("register_admin_urls", register_entry_urls)
hooks.register("register_admin_urls", admin_urls.register_admin_urls)
register_snippet(HelpPhraseViewSet)


@hooks.register("register_admin_viewset")
def register_contest_viewset():
    return ContestViewSet()


@hooks.register("register_admin_menu_item")
def register_unit_figures_menu_item():
    return UnitFiguresMenuItem()


@hooks.register("construct_homepage_panels")
def put_contests_on_the_start_page(request, panels):
    panels.append(ContestsPanel())
