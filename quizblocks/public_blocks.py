"""A block of a live page that everybody may read, found by the names that a form sends."""

from uuid import UUID

from wagtail.models import Page

from .errors import QuizNotFoundError
from .quizzes import stream_children


def find_public_block(*, page_id: int, block_id: UUID, block_class: type) -> tuple[Page, object]:
    """Return the page and the value of its block.

    Raises:
        QuizNotFoundError: no such page or block, not live or not public.
    """
    page = Page.objects.live().public().filter(pk=page_id).specific().first()
    for child in stream_children(page):
        if isinstance(child.block, block_class) and child.id == str(block_id):
            return page, child.value
    raise QuizNotFoundError
