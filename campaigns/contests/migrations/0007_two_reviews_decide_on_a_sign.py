"""The database itself holds that two different people decide on a sign, each with a reason.

A sign has an outcome once its two reviewers have said just that in reviews of their own, and
then keeps it; a review stays as it was written. As with the chain of evidence, SQLite lets its
rows be deleted, because the tests empty its tables by DELETE.
"""

from django.db import migrations

# The other two rules, that the reviewers differ and that both are named, are constraints.
UNDECIDED = """
    NEW.outcome <> '' AND (
        SELECT COUNT(*) FROM contests_flagreview AS said
        WHERE said.flag_id = NEW.id AND said.verdict = NEW.outcome AND TRIM(said.reason) <> ''
        AND said.reviewer_id IN (NEW.first_reviewer_id, NEW.second_reviewer_id)
    ) <> 2
"""
REOPENED = "OLD.outcome <> '' AND (NEW.outcome <> OLD.outcome OR NEW.entrant_id <> OLD.entrant_id)"
PROBLEM = "Two people decide on a sign, each with a reason"
STAYS = "A review stays as it was written"
POSTGRESQL = (
    f"""
    CREATE FUNCTION contests_sign_is_decided_by_two() RETURNS trigger AS $$
    BEGIN
        IF {UNDECIDED} THEN
            RAISE EXCEPTION '{PROBLEM}' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF TG_OP = 'UPDATE' THEN
            IF {REOPENED} THEN
                RAISE EXCEPTION '{PROBLEM}' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
        END IF;
        RETURN NEW;
    END
    $$ LANGUAGE plpgsql
    """,
    """
    CREATE TRIGGER contests_flag_decided BEFORE INSERT OR UPDATE ON contests_flag
    FOR EACH ROW EXECUTE FUNCTION contests_sign_is_decided_by_two()
    """,
    f"""
    CREATE FUNCTION contests_review_stays() RETURNS trigger AS $$
    BEGIN
        RAISE EXCEPTION '{STAYS}' USING ERRCODE = 'integrity_constraint_violation';
    END
    $$ LANGUAGE plpgsql
    """,
    """
    CREATE TRIGGER contests_flagreview_stays BEFORE UPDATE OR DELETE ON contests_flagreview
    FOR EACH ROW EXECUTE FUNCTION contests_review_stays()
    """,
)
SQLITE = (
    f"""
    CREATE TRIGGER contests_flag_decided_insert BEFORE INSERT ON contests_flag
    WHEN {UNDECIDED} BEGIN SELECT RAISE(ABORT, '{PROBLEM}'); END
    """,
    f"""
    CREATE TRIGGER contests_flag_decided_update BEFORE UPDATE ON contests_flag
    WHEN ({UNDECIDED}) OR ({REOPENED}) BEGIN SELECT RAISE(ABORT, '{PROBLEM}'); END
    """,
    f"""
    CREATE TRIGGER contests_flagreview_stays BEFORE UPDATE ON contests_flagreview
    BEGIN SELECT RAISE(ABORT, '{STAYS}'); END
    """,
)
REMOVE_POSTGRESQL = (
    "DROP TRIGGER contests_flag_decided ON contests_flag",
    "DROP TRIGGER contests_flagreview_stays ON contests_flagreview",
    "DROP FUNCTION contests_sign_is_decided_by_two()",
    "DROP FUNCTION contests_review_stays()",
)
REMOVE_SQLITE = (
    "DROP TRIGGER contests_flag_decided_insert",
    "DROP TRIGGER contests_flag_decided_update",
    "DROP TRIGGER contests_flagreview_stays",
)


def add_triggers(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRESQL if is_postgresql else SQLITE:
        schema_editor.execute(statement)


def remove_triggers(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in REMOVE_POSTGRESQL if is_postgresql else REMOVE_SQLITE:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("contests", "0006_lost_return_codes")]

    operations = [migrations.RunPython(add_triggers, remove_triggers)]
