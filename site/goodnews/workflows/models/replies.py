"""What an author answers to a return."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState

REPLY_LENGTH = 1000
# Who has more to say corrects the story.
REPLIES_TO_A_RETURN = 5


class AuthorReply(models.Model):
    """The author's words to whoever returned the page (trả lời của tác giả)."""

    task_state = models.ForeignKey(
        TaskState,
        on_delete=models.CASCADE,
        related_name="author_replies",
        verbose_name=_("stage that returned it"),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("author"),
    )
    text = models.TextField(_("reply"), max_length=REPLY_LENGTH)
    written_at = models.DateTimeField(_("written at"))

    class Meta:
        verbose_name = _("reply of an author")
        verbose_name_plural = _("replies of authors")
        ordering = ["written_at", "pk"]

    def __str__(self):
        return f"{self.task_state_id} · {self.author_id}"
