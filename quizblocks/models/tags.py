"""Words by which keepers of the bank find questions again."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase


class QuestionTag(TagBase):
    """A word for questions (thẻ), apart from the words of the site: it may tell of a contest."""

    free_tagging = True

    class Meta:
        verbose_name = _("tag of questions")
        verbose_name_plural = _("tags of questions")
        # Nobody gets rights to these rows: they have no form of their own.
        default_permissions = ()


class QuestionTagging(ItemBase):
    """A question has a tag."""

    tag = models.ForeignKey(QuestionTag, on_delete=models.CASCADE, related_name="taggings")
    content_object = ParentalKey(
        "quizblocks.Question", on_delete=models.CASCADE, related_name="tagged_items"
    )

    class Meta:
        verbose_name = _("tag of a question")
        verbose_name_plural = _("tags of a question")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["content_object", "tag"], name="question_has_a_tag_once"
            ),
        ]
