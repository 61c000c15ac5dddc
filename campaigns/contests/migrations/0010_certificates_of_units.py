"""A certificate is a person's or a unit's: units that win collective prizes get theirs.

Nothing is rewritten: the new column is empty, its index is built over nothing, and one look at
each row finds that the rule holds. Backwards, certificates of units are lost with their column:
what was printed can be printed again, with the same codes, once the column is back.
"""

import django.db.models.deletion
from django.db import migrations, models


def remove_certificates_of_units(apps, schema_editor):
    rows = apps.get_model("contests", "Certificate").objects.using(schema_editor.connection.alias)
    rows.filter(entrant=None).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("contests", "0009_sums_of_questions_by_round"),
        ("units", "0003_unit_splits"),
    ]

    operations = [
        migrations.AddField(
            model_name="certificate",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contest_certificates",
                to="units.unit",
            ),
        ),
        migrations.AlterField(
            model_name="certificate",
            name="entrant",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="certificates",
                to="contests.entrant",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, remove_certificates_of_units),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("entrant__isnull", False), ("unit__isnull", True)),
                    models.Q(("entrant__isnull", True), ("unit__isnull", False)),
                    _connector="OR",
                ),
                name="a_certificate_is_for_a_person_or_a_unit",
            ),
        ),
    ]
