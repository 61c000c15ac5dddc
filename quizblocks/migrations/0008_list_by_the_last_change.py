"""PostgreSQL: the order of the bank's list, so that a page of it is read and not the whole.

SQLite knows no index that keeps the empty ones last.
"""

from django.db import migrations

NAME = "question_by_change"


def create_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE INDEX IF NOT EXISTS {NAME} "
            "ON quizblocks_question (latest_revision_id DESC NULLS LAST, id DESC)"
        )


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX IF EXISTS {NAME}")


class Migration(migrations.Migration):
    dependencies = [("quizblocks", "0007_printed_papers")]
    operations = [migrations.RunPython(create_index, drop_index)]
