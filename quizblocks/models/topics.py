"""What questions are about."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from goodnews.core.folding import slugify_vietnamese
from goodnews.core.models import FoldedNameMixin
from quizblocks.querysets import TopicQuerySet


class Topic(FoldedNameMixin):
    """What a group of questions is about (chủ đề)."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(_("slug"), max_length=80, unique=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["order", "folded_name", "pk"]

    def __str__(self):
        return self.name

    def clean(self):
        if not self.slug:
            self.slug = slugify_vietnamese(self.name)

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = slugify_vietnamese(self.name)
        super().save(*args, **kwargs)
