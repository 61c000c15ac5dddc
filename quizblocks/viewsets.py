"""The question bank in the admin ("Ngân hàng câu hỏi")."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .models import Question, Topic


class TopicViewSet(SnippetViewSet):
    """Topics of the bank."""

    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    list_display = ["name", "order"]
    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("order")]


class QuestionViewSet(SnippetViewSet):
    """Questions of the bank."""

    model = Question
    icon = "help"
    menu_label = _("Questions")
    copy_view_enabled = False


class QuestionBankViewSetGroup(SnippetViewSetGroup):
    """The bank's entry in the admin menu."""

    menu_label = _("Question bank")
    menu_icon = "help"
    menu_order = 250
    items = (QuestionViewSet, TopicViewSet)
