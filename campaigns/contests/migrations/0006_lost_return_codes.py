"""Requests of people who have lost the return code, and what a new one leaves as it was."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contests", "0005_running"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="entrant",
            name="first_key",
            field=models.UUIDField(editable=False, null=True),
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
                    ("reviewed", "looked at a sign"),
                    ("identified", "checked who a winner is"),
                    ("new_code", "issued a new return code"),
                    ("incident", "noted an incident"),
                    ("other", "something else"),
                ],
                max_length=14,
                verbose_name="what was done",
            ),
        ),
        migrations.CreateModel(
            name="LostCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("full_name", models.CharField(max_length=120, verbose_name="full name")),
                ("birth_date", models.DateField(blank=True, null=True, verbose_name="birth date")),
                ("unit_text", models.CharField(blank=True, max_length=200, verbose_name="unit")),
                ("contact", models.CharField(max_length=120, verbose_name="to be reached at")),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                ("note", models.TextField(blank=True, max_length=600, verbose_name="reason")),
                (
                    "closed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="closed at"),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lost_codes",
                        to="contests.contest",
                    ),
                ),
                (
                    "entrant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lost_codes",
                        to="contests.entrant",
                    ),
                ),
            ],
            options={
                "verbose_name": "lost return code",
                "verbose_name_plural": "lost return codes",
                "ordering": ["asked_at", "pk"],
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=["contest", "asked_at"],
                        name="lost_codes_that_wait",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", True), ("entrant__isnull", True), ("note", "")
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("entrant__isnull", False),
                                ("note", ""),
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("entrant__isnull", True),
                                models.Q(("note", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_lost_code_ends_with_a_new_one_or_a_reason",
                    )
                ],
            },
        ),
    ]
