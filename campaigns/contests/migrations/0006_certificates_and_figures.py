import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contests", "0002_evidence_stays"),
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
        migrations.AlterField(
            model_name="contestact",
            name="kind",
            field=models.CharField(
                choices=[
                    ("closed", "closed a round"),
                    ("disqualified", "disqualified an entrant"),
                    ("reinstated", "took an entrant back"),
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
    ]
