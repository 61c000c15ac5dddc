"""Certificates, figures kept with a ranking, essays and their marks; a mark once given stays."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

MARKS = "contests_essaymark"


def add_trigger(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE TRIGGER {MARKS}_stays BEFORE UPDATE OR DELETE ON {MARKS} "
            "FOR EACH ROW EXECUTE FUNCTION contests_evidence_stays()"
        )
    else:
        schema_editor.execute(
            f"CREATE TRIGGER {MARKS}_stays BEFORE UPDATE ON {MARKS} "
            "BEGIN SELECT RAISE(ABORT, 'Evidence stays as it is'); END"
        )


def remove_trigger(apps, schema_editor):
    on_table = f" ON {MARKS}" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER {MARKS}_stays{on_table}")


class Migration(migrations.Migration):
    dependencies = [
        ("contests", "0003_rosters_extra_time_and_flags"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="contest",
            name="certifies_participation",
            field=models.BooleanField(
                default=False, verbose_name="certificates for everybody who takes part"
            ),
        ),
        migrations.AddField(
            model_name="ranking",
            name="figures",
            field=models.JSONField(blank=True, default=dict, verbose_name="statistics"),
        ),
        migrations.AddField(
            model_name="round",
            name="essay",
            field=models.TextField(
                blank=True, max_length=2000, verbose_name="essay: what to write about"
            ),
        ),
        migrations.AddField(
            model_name="round",
            name="essay_gap",
            field=models.PositiveSmallIntegerField(
                default=2, verbose_name="difference that needs a third marker"
            ),
        ),
        migrations.AddField(
            model_name="round",
            name="essay_points",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="points for the essay"),
        ),
        migrations.AddField(
            model_name="round",
            name="essay_words",
            field=models.PositiveSmallIntegerField(
                default=300, verbose_name="most words of the essay"
            ),
        ),
        migrations.AlterField(
            model_name="contestact",
            name="kind",
            field=models.CharField(
                choices=[
                    ("closed", "closed a round"),
                    ("disqualified", "disqualified an entrant"),
                    ("reinstated", "took an entrant back"),
                    ("marked", "marked an essay"),
                    ("revoked", "revoked a certificate"),
                    ("extra_time", "gave extra time"),
                    ("other", "something else"),
                ],
                max_length=14,
                verbose_name="what was done",
            ),
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("content", models.JSONField(editable=False, verbose_name="what it says")),
                ("issued_at", models.DateTimeField(verbose_name="issued at")),
                (
                    "revoked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="revoked at"),
                ),
                (
                    "revoked_reason",
                    models.TextField(blank=True, max_length=600, verbose_name="reason"),
                ),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="contests.contest",
                    ),
                ),
                (
                    "entrant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="contests.entrant",
                    ),
                ),
                (
                    "ranking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="contests.ranking",
                    ),
                ),
            ],
            options={
                "verbose_name": "certificate",
                "verbose_name_plural": "certificates",
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at__isnull", True), ("revoked_reason", "")),
                            models.Q(
                                ("revoked_at__isnull", False),
                                models.Q(("revoked_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_certificate_is_revoked_for_a_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EssayMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "points",
                    models.DecimalField(decimal_places=2, max_digits=7, verbose_name="points"),
                ),
                ("made_at", models.DateTimeField(verbose_name="marked at")),
                (
                    "attempt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="essay_marks",
                        to="contests.attempt",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="marked by",
                    ),
                ),
            ],
            options={
                "verbose_name": "mark of an essay",
                "verbose_name_plural": "marks of essays",
                "ordering": ["attempt", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("attempt", "made_by"), name="nobody_marks_an_essay_twice"
                    ),
                    models.UniqueConstraint(
                        fields=("attempt", "number"), name="marks_of_an_essay_are_numbered_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1), ("number__lte", 3)),
                        name="an_essay_has_three_marks_at_most",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("points__gte", 0)),
                        name="a_mark_of_an_essay_is_not_below_nothing",
                    ),
                ],
            },
        ),
        migrations.RunPython(add_trigger, remove_trigger),
    ]
