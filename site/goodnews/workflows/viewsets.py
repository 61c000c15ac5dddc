"""The ready phrases in Wagtail's admin."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import ReturnPhrase


class ReturnPhraseViewSet(SnippetViewSet):
    """Ready reasons for a return, kept by the editors (câu mẫu)."""

    model = ReturnPhrase
    icon = "openquote"
    menu_label = _("Ready phrases")
    menu_order = 230
    add_to_admin_menu = True
    list_display = [
        "text",
        "position",
        BooleanColumn(
            "is_offered", label=capfirst(_("offered when returning")), sort_key="is_offered"
        ),
    ]
    ordering = ["position", "pk"]
    search_fields = ["text"]
