"""The database itself refuses to change the chain of evidence and the acts of organisers.

SQLite's triggers hold changes only: the tests empty its tables by DELETE. There the
models refuse a deletion.
"""

from django.db import migrations

TABLES = ("contests_chainlink", "contests_contestact")
FUNCTION = """
CREATE FUNCTION contests_evidence_stays() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'Evidence stays as it is' USING ERRCODE = 'integrity_constraint_violation';
END
$$ LANGUAGE plpgsql
"""


def add_triggers(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    if is_postgresql:
        schema_editor.execute(FUNCTION)
    for table in TABLES:
        if is_postgresql:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION contests_evidence_stays()"
            )
        else:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'Evidence stays as it is'); END"
            )


def remove_triggers(apps, schema_editor):
    for table in TABLES:
        on_table = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER {table}_stays{on_table}")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION contests_evidence_stays()")


class Migration(migrations.Migration):
    dependencies = [("contests", "0001_initial")]

    operations = [migrations.RunPython(add_triggers, remove_triggers)]
