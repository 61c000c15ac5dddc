"""Reminders by e-mail: who wants them, and who was reminded of what."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contests", "0007_two_reviews_decide_on_a_sign"),
        ("units", "0003_unit_splits"),
    ]

    operations = [
        migrations.CreateModel(
            name="EntrantReminder",
            fields=[
                (
                    "key",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("opens", "a round has opened"),
                            ("closes", "a round closes in a day"),
                        ],
                        max_length=6,
                    ),
                ),
                ("written_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "reminder to an entrant",
                "verbose_name_plural": "reminders to entrants",
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="entrant",
            name="reminders_wanted_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="wants reminders since"),
        ),
        migrations.AddIndex(
            model_name="entrant",
            index=models.Index(
                condition=models.Q(("reminders_wanted_at__isnull", False)),
                fields=["contest", "id"],
                name="entrants_who_want_reminders",
            ),
        ),
        migrations.AddField(
            model_name="entrantreminder",
            name="entrant",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reminders",
                to="contests.entrant",
            ),
        ),
        migrations.AddField(
            model_name="entrantreminder",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contests.round"
            ),
        ),
        migrations.AddConstraint(
            model_name="entrantreminder",
            constraint=models.UniqueConstraint(
                fields=("entrant", "round", "kind"), name="an_entrant_is_reminded_once"
            ),
        ),
    ]
