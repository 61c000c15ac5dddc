"""Questions and choices that may bear marks; texts of before stay as they are."""

from django.db import migrations

from quizblocks.formats.markup import RICH, plain_of
from quizblocks.marked_fields import MarkedTextField, validate_stem

BATCH = 500


def take_marks_off(apps, schema_editor):
    """Leave the words alone, where marks are no longer understood."""
    for model, name in (("Question", "stem"), ("Choice", "text")):
        rows = apps.get_model("quizblocks", model).objects
        found = rows.filter(**{f"{name}__startswith": RICH}).order_by("pk")
        batch = list(found[:BATCH])
        while batch:
            for row in batch:
                setattr(row, name, plain_of(getattr(row, name)))
            rows.bulk_update(batch, [name])
            batch = list(found.filter(pk__gt=batch[-1].pk)[:BATCH])


class Migration(migrations.Migration):
    dependencies = [("quizblocks", "0011_printed_papers")]

    operations = [
        migrations.AlterField("choice", "text", MarkedTextField(verbose_name="choice")),
        migrations.AlterField(
            "question",
            "stem",
            MarkedTextField(validators=[validate_stem], verbose_name="question"),
        ),
        migrations.RunPython(migrations.RunPython.noop, take_marks_off, elidable=True),
    ]
