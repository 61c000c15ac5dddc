"""The site's own mark, help and style in Wagtail's admin."""

from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from goodnews.core import converters  # noqa: F401 - registers "row_id"

from .admin_views import GuideView, open_guide
from .guide import GUIDES
from .translating import ToTranslatePanel
from .translation_views import (
    SendToTranslationView,
    TakeOverView,
    decide_about_translation,
    decision_instead_of_editor,
    give_translation_up,
    send_translation_page,
)

# Wagtail's own help is in English, on another server, and about another workflow.
FOREIGN_HELP = ("editor-guide", "whats-new-in-wagtail")


@hooks.register("register_admin_urls")
def register_guide():
    return [
        path("huong-dan/", open_guide, name="guides"),
        path("huong-dan/<slug:slug>/", GuideView.as_view(), name="guide"),
        path(
            "ban-dich/<row_id:page_id>/gui-duyet/",
            send_translation_page,
            name="home_send_translation",
        ),
        path(
            "ban-dich/duyet/<str:token>/",
            decide_about_translation,
            name="home_decide_translation",
        ),
    ]


# In the place of wagtail-localize's own, which are found by the same addresses.
@hooks.register("register_admin_urls", order=-10)
def register_own_translation_views():
    return [
        path(
            "localize/submit/page/<int:page_id>/",
            SendToTranslationView.as_view(),
            name="home_send_to_translation",
        ),
        path(
            "localize/update/<int:translation_source_id>/",
            TakeOverView.as_view(),
            name="home_take_over_translations",
        ),
        path(
            "localize/page/<int:page_id>/convert_to_alias/",
            give_translation_up,
            name="home_give_translation_up",
        ),
    ]


for place, guide in enumerate(GUIDES):

    @hooks.register("register_help_menu_item")
    def register_guide_item(guide=guide, place=place):
        return MenuItem(
            guide.label,
            guide.url,
            name=f"guide-{guide.slug}",
            icon_name="help",
            order=100 + place,
        )


@hooks.register("construct_help_menu")
def leave_out_foreign_help(request, menu_items):
    menu_items[:] = [item for item in menu_items if not item.name.startswith(FOREIGN_HELP)]


@hooks.register("construct_homepage_summary_items", order=1000)
def leave_out_the_summary(request, summary_items):
    """Wagtail counts every page, picture and document for three links that the menu has."""
    summary_items.clear()


# Before wagtail-localize puts its own editor in the place of Wagtail's.
hooks.register("before_edit_page", decision_instead_of_editor, order=-10)


@hooks.register("construct_homepage_panels")
def tell_translators(request, panels):
    panels.append(ToTranslatePanel())


@hooks.register("register_icons")
def icon_of_information(icons):
    """Give messages that inform the icon that Wagtail's template asks for and does not have.

    Source: wagtailadmin/shared/messages.html, Wagtail 8.0.
    """
    return [*icons, "home/admin/info-icon.svg"]


@hooks.register("insert_global_admin_css")
def own_style():
    return format_html(
        '<link rel="stylesheet" href="{}"><noscript><link rel="stylesheet" href="{}"></noscript>',
        static("home/admin.css"),
        static("home/without-script.css"),
    )
