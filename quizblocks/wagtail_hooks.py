"""Registration of the question bank in the admin."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .gates import gated_urls
from .viewsets import QuestionBankViewSetGroup

register_snippet(QuestionBankViewSetGroup)


@hooks.register("register_admin_urls", order=-10)
def register_gates():
    """Stand before wagtail-localize's addresses."""
    return gated_urls()
