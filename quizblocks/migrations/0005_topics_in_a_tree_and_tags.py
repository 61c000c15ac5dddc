"""Topics that are part of topics, tags of questions, and who wrote a question."""

import django.db.models.deletion
import modelcluster.contrib.taggit
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models

from goodnews.core.folding import fold

DIVISION_SLASH = "\u2215"


def write_paths(apps, schema_editor):
    """Give every topic its path: all are roots. What would divide a path leaves the names."""
    topics = apps.get_model("quizblocks", "Topic").objects.using(schema_editor.connection.alias)
    taken = set()
    for topic in topics.order_by("pk"):
        name = topic.name.replace("/", DIVISION_SLASH).replace("›", ">")
        topic.name, number = name, 2
        while fold(topic.name) in taken:
            topic.name, number = f"{name[:110]} ({number})", number + 1
        taken.add(fold(topic.name))
        topic.path_name = topic.name
        topic.folded_path = topic.folded_name = fold(topic.name)
        topic.tree_order = f"{topic.order:05d} {fold(topic.name)}"
        topic.save()


class Migration(migrations.Migration):
    dependencies = [
        ("quizblocks", "0004_questions_of_more_kinds"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="QuestionTag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(
                        allow_unicode=True, max_length=100, unique=True, verbose_name="slug"
                    ),
                ),
            ],
            options={
                "verbose_name": "tag of questions",
                "verbose_name_plural": "tags of questions",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="QuestionTagging",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
            options={
                "verbose_name": "tag of a question",
                "verbose_name_plural": "tags of a question",
                "default_permissions": (),
            },
        ),
        migrations.AlterModelOptions(
            name="topic",
            options={
                "ordering": ["tree_order", "pk"],
                "verbose_name": "topic",
                "verbose_name_plural": "topics",
            },
        ),
        migrations.AddField(
            model_name="question",
            name="author",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="author",
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="folded_path",
            field=models.CharField(editable=False, max_length=500, null=True),
        ),
        migrations.AddField(
            model_name="topic",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="children",
                to="quizblocks.topic",
                verbose_name="part of",
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="path_name",
            field=models.CharField(default="", editable=False, max_length=500, verbose_name="path"),
        ),
        migrations.AddField(
            model_name="topic",
            name="tree_order",
            field=models.CharField(db_index=True, default="", editable=False, max_length=540),
        ),
        migrations.RunPython(write_paths, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="topic",
            name="folded_path",
            field=models.CharField(editable=False, max_length=500, unique=True),
        ),
        migrations.AlterField(
            model_name="topic",
            name="name",
            field=models.CharField(max_length=120, verbose_name="name"),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(("parent", models.F("pk")), _negated=True),
                name="topic_is_no_part_of_itself",
            ),
        ),
        migrations.AddField(
            model_name="questiontagging",
            name="content_object",
            field=modelcluster.fields.ParentalKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="tagged_items",
                to="quizblocks.question",
            ),
        ),
        migrations.AddField(
            model_name="questiontagging",
            name="tag",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="taggings",
                to="quizblocks.questiontag",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="tags",
            field=modelcluster.contrib.taggit.ClusterTaggableManager(
                blank=True,
                help_text="Words to find it by; readers never see them.",
                through="quizblocks.QuestionTagging",
                to="quizblocks.QuestionTag",
                verbose_name="tags",
            ),
        ),
        migrations.AddConstraint(
            model_name="questiontagging",
            constraint=models.UniqueConstraint(
                fields=("content_object", "tag"), name="question_has_a_tag_once"
            ),
        ),
    ]
