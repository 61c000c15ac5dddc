"""The database itself refuses to change a sheet that is locked.

SQLite's triggers hold changes only: the tests empty its tables by DELETE. There the
models and PROTECT refuse a deletion.
"""

from django.db import migrations

TABLES = ("reports_royaltysheet", "reports_royaltyline")
FUNCTION = """
CREATE FUNCTION reports_locked_sheets_stay() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'A royalty sheet is locked' USING ERRCODE = 'integrity_constraint_violation';
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
                "FOR EACH ROW EXECUTE FUNCTION reports_locked_sheets_stay()"
            )
        else:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'A royalty sheet is locked'); END"
            )


def remove_triggers(apps, schema_editor):
    for table in TABLES:
        on_table = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER {table}_stays{on_table}")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION reports_locked_sheets_stay()")


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_royalties_and_settings")]

    operations = [migrations.RunPython(add_triggers, remove_triggers)]
