"""Themes in the admin ("Chủ đề")."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Theme


class ThemeViewSet(SnippetViewSet):
    """The short list of themes that editors keep."""

    model = Theme
    icon = "tag"
    menu_label = _("Themes")
    menu_order = 220
    add_to_admin_menu = True
    list_display = ["name", "english_name", "colour"]
    panels = [
        FieldPanel("name"),
        FieldPanel("english_name"),
        FieldPanel("colour"),
    ]
