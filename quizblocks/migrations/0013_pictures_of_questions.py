"""One picture for a question, one for each choice, and what keeps them from being deleted."""

from django.conf import settings
from django.db import migrations, models

import quizblocks.deletions
import quizblocks.marked_fields


class Migration(migrations.Migration):
    dependencies = [
        ("images", "0002_withdrawn_pictures"),
        ("quizblocks", "0012_rich_text_in_questions"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HeldPicture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("question_key", models.UUIDField(editable=False)),
            ],
            options={
                "verbose_name": "picture of a question",
                "verbose_name_plural": "pictures of questions",
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="choice",
            name="picture",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=quizblocks.deletions.keep,
                related_name="+",
                to="images.siteimage",
                verbose_name="picture",
            ),
        ),
        migrations.AddField(
            model_name="choice",
            name="picture_alt",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                max_length=250,
                verbose_name="description of the picture",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="picture",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=quizblocks.deletions.keep,
                related_name="+",
                to="images.siteimage",
                verbose_name="picture",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="picture_alt",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                max_length=250,
                verbose_name="description of the picture",
            ),
        ),
        migrations.AlterField(
            model_name="choice",
            name="text",
            field=quizblocks.marked_fields.MarkedTextField(blank=True, verbose_name="choice"),
        ),
        migrations.AddConstraint(
            model_name="choice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("picture__isnull", True),
                    models.Q(("picture_alt", ""), _negated=True),
                    _connector="OR",
                ),
                name="picture_of_a_choice_is_described",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("picture__isnull", True),
                    models.Q(("picture_alt", ""), _negated=True),
                    _connector="OR",
                ),
                name="picture_of_a_question_is_described",
            ),
        ),
        migrations.AddField(
            model_name="heldpicture",
            name="picture",
            field=models.ForeignKey(
                editable=False,
                on_delete=quizblocks.deletions.keep,
                related_name="+",
                to="images.siteimage",
            ),
        ),
        migrations.AddConstraint(
            model_name="heldpicture",
            constraint=models.UniqueConstraint(
                fields=("question_key", "picture"), name="question_holds_a_picture_once"
            ),
        ),
    ]
