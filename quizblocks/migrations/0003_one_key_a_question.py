"""One row for each key, with all that it says, instead of one for each right choice."""

from itertools import groupby

from django.db import migrations, models

BATCH = 500
STAGES = ["draft", "live"]


def gather(apps, schema_editor):
    """Write one row for each question and stage, and take its rows of single choices away."""
    keys = apps.get_model("quizblocks", "AnswerKey").objects.using(schema_editor.connection.alias)
    old = keys.filter(choice_key__isnull=False)
    for batch in question_batches(old):
        rows = old.filter(question_key__in=batch).order_by("question_key", "stage", "choice_key")
        names = rows.values_list("question_key", "stage", "choice_key")
        gathered = [
            keys.model(
                question_key=question_key,
                stage=stage,
                content={"right": [str(choice_key) for _question, _stage, choice_key in group]},
            )
            for (question_key, stage), group in groupby(names, key=lambda name: name[:2])
        ]
        old.filter(question_key__in=batch).delete()
        keys.bulk_create(gathered, batch_size=BATCH)


def scatter(apps, schema_editor):
    """Write a row for each right choice; what else a key says is lost."""
    keys = apps.get_model("quizblocks", "AnswerKey").objects.using(schema_editor.connection.alias)
    new = keys.filter(choice_key__isnull=True)
    for batch in question_batches(new):
        scattered = [
            keys.model(question_key=key.question_key, stage=key.stage, choice_key=choice_key)
            for key in new.filter(question_key__in=batch)
            for choice_key in key.content.get("right", ())
        ]
        new.filter(question_key__in=batch).delete()
        keys.bulk_create(scattered, batch_size=BATCH)


def question_batches(keys):
    """Yield the question keys of ``keys``, 500 at a time."""
    names = keys.order_by("question_key").values_list("question_key", flat=True).distinct()
    batch = list(names[:BATCH])
    while batch:
        yield batch
        batch = list(names.filter(question_key__gt=batch[-1])[:BATCH])


class Migration(migrations.Migration):
    dependencies = [
        ("quizblocks", "0002_imports_of_questions"),
    ]

    operations = [
        migrations.AlterField(
            model_name="answerkey",
            name="choice_key",
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="answerkey",
            name="content",
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.RunPython(gather, scatter),
        migrations.RemoveConstraint(model_name="answerkey", name="answer_key_is_said_once"),
        migrations.RemoveField(model_name="answerkey", name="choice_key"),
        migrations.AlterField(
            model_name="answerkey",
            name="content",
            field=models.JSONField(editable=False),
        ),
        migrations.AddConstraint(
            model_name="answerkey",
            constraint=models.UniqueConstraint(
                fields=("question_key", "stage"), name="question_has_one_key_a_stage"
            ),
        ),
        migrations.AddConstraint(
            model_name="answerkey",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__in", STAGES)), name="answer_key_has_a_known_stage"
            ),
        ),
        migrations.AddConstraint(
            model_name="answerkey",
            constraint=models.CheckConstraint(
                condition=models.Q(("content", {}), _negated=True), name="answer_key_says_something"
            ),
        ),
    ]
