"""What questions are about."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goodnews.core.folding import fold, slugify_vietnamese
from goodnews.core.models import FoldedNameMixin
from quizblocks.querysets import TopicQuerySet
from quizblocks.topic_paths import MOST_LEVELS, SEPARATOR, without_separators


class Topic(FoldedNameMixin):
    """What a group of questions is about (chủ đề); topics form a tree.

    ``path_name``, ``folded_path`` and ``tree_order`` follow from the names and the
    order of the topic and all above it; they are kept in the row for lists and reads.
    """

    name = models.CharField(_("name"), max_length=120)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    slug = models.SlugField(_("slug"), max_length=80, unique=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    path_name = models.CharField(_("path"), max_length=500, editable=False, default="")
    folded_path = models.CharField(max_length=500, unique=True, editable=False)
    tree_order = models.CharField(max_length=540, db_index=True, editable=False, default="")

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["tree_order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("pk")), name="topic_is_no_part_of_itself"
            ),
        ]

    def __str__(self):
        return self.path_name or self.name

    def clean(self):
        self.name = without_separators(self.name)
        self.set_path()
        if not self.slug:
            self.slug = slugify_vietnamese(self.path_name)
        if self.parent and self.pk in {topic.pk for topic in self.line_up()[:-1]}:
            raise ValidationError({"parent": gettext("A topic cannot be a part of itself.")})
        if len(self.line_up()) + self.levels_below() > MOST_LEVELS:
            message = gettext("Topics have at most %(most)s levels.")
            raise ValidationError({"parent": message % {"most": MOST_LEVELS}})
        same = Topic.objects.filter(folded_path=self.folded_path).exclude(pk=self.pk)
        if same.exists():
            raise ValidationError({"name": gettext("There is such a topic already.")})

    @transaction.atomic
    def save(self, *args, **kwargs):
        self.set_path()
        if not self.slug:
            self.slug = slugify_vietnamese(self.path_name)
        super().save(*args, **kwargs)
        for child in self.children.all():
            child.parent = self
            child.save()

    def line_up(self) -> list["Topic"]:
        """Return the topics from the root down to this one; a loop is cut."""
        line, topic = [], self
        while topic is not None and len(line) <= MOST_LEVELS + 1:
            line.append(topic)
            topic = topic.parent
        return line[::-1]

    def levels_below(self) -> int:
        """Return how many levels of topics are part of this one."""
        level, ids = 0, [self.pk] if self.pk else []
        while ids and level <= MOST_LEVELS:
            ids = list(Topic.objects.filter(parent__in=ids).values_list("pk", flat=True))
            level += bool(ids)
        return level

    def is_within(self, other: "Topic") -> bool:
        """Tell whether this is ``other`` or a part of it."""
        return self.pk == other.pk or self.folded_path.startswith(other.folded_start)

    @property
    def folded_start(self) -> str:
        """How the folded path of everything begins that is part of this topic."""
        return f"{self.folded_path}{SEPARATOR}"

    def set_path(self) -> None:
        """Bring what follows from names and order up to date."""
        line = self.line_up()
        self.path_name = SEPARATOR.join(topic.name for topic in line)[:500]
        self.folded_path = fold(self.path_name)[:500]
        self.tree_order = "/".join(f"{topic.order:05d} {fold(topic.name)}" for topic in line)[:540]
