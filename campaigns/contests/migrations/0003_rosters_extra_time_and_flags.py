"""Rosters, excluded people, extra minutes, marks of devices, and signs with their reviews."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contests", "0002_evidence_stays"),
        ("units", "0003_unit_splits"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="entrant",
            name="device_key",
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="entrant",
            name="extra_minutes",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="extra minutes"),
        ),
        migrations.AlterField(
            model_name="contestact",
            name="kind",
            field=models.CharField(
                choices=[
                    ("closed", "closed a round"),
                    ("disqualified", "disqualified an entrant"),
                    ("reinstated", "took an entrant back"),
                    ("extra_time", "gave extra time"),
                    ("reviewed", "looked at a sign"),
                    ("identified", "checked who a winner is"),
                    ("other", "something else"),
                ],
                max_length=14,
                verbose_name="what was done",
            ),
        ),
        migrations.CreateModel(
            name="Flag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("too_fast", "too fast"),
                            ("twin", "the same answers, the wrong ones too"),
                            ("device", "one device, several names"),
                            ("phone", "one phone number, several names"),
                            ("order", "impossible order of moments"),
                            ("namesake", "name of somebody who runs the contest"),
                        ],
                        max_length=14,
                        verbose_name="sign",
                    ),
                ),
                ("group", models.CharField(blank=True, editable=False, max_length=64)),
                ("details", models.JSONField(default=dict)),
                (
                    "score",
                    models.DecimalField(
                        decimal_places=4, default=0, max_digits=9, verbose_name="score"
                    ),
                ),
                ("found_at", models.DateTimeField(verbose_name="found at")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("no_fault", "no fault"), ("disqualify", "disqualify")],
                        max_length=12,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "entrant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="flags",
                        to="contests.entrant",
                    ),
                ),
                (
                    "first_reviewer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="flags",
                        to="contests.round",
                    ),
                ),
                (
                    "second_reviewer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "sign to look at",
                "verbose_name_plural": "signs to look at",
                "ordering": ["-score", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="FlagReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[("no_fault", "no fault"), ("disqualify", "disqualify")],
                        max_length=12,
                        verbose_name="verdict",
                    ),
                ),
                ("reason", models.TextField(max_length=600, verbose_name="reason")),
                ("made_at", models.DateTimeField(verbose_name="said at")),
                (
                    "flag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="contests.flag",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "review of a sign",
                "verbose_name_plural": "reviews of signs",
                "ordering": ["pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="FlagRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("attempt_count", models.PositiveIntegerField(verbose_name="attempts gone over")),
                ("made_at", models.DateTimeField(verbose_name="made at")),
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="flag_run",
                        to="contests.round",
                    ),
                ),
            ],
            options={
                "verbose_name": "search for signs",
                "verbose_name_plural": "searches for signs",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="RosterLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "person_key",
                    models.CharField(editable=False, max_length=64, verbose_name="one person"),
                ),
                ("known_by", models.CharField(editable=False, max_length=80)),
                ("full_name", models.CharField(max_length=120, verbose_name="full name")),
                ("folded_name", models.CharField(editable=False, max_length=120)),
                ("added_at", models.DateTimeField(verbose_name="added at")),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roster",
                        to="contests.contest",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of a roster",
                "verbose_name_plural": "lines of rosters",
                "ordering": ["folded_name", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ExcludedPerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("full_name", models.CharField(max_length=120, verbose_name="full name")),
                ("name_key", models.CharField(blank=True, editable=False, max_length=64)),
                ("phone_key", models.CharField(blank=True, editable=False, max_length=64)),
                ("email_key", models.CharField(blank=True, editable=False, max_length=64)),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                ("added_at", models.DateTimeField(verbose_name="added at")),
                (
                    "added_by",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="excluded",
                        to="contests.contest",
                    ),
                ),
            ],
            options={
                "verbose_name": "excluded person",
                "verbose_name_plural": "excluded people",
                "ordering": ["full_name", "pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name_key", ""), _negated=True),
                            models.Q(("phone_key", ""), _negated=True),
                            models.Q(("email_key", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="an_excluded_person_is_known_by_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="an_exclusion_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="flag",
            index=models.Index(fields=["round", "kind", "group"], name="contests_flags_by_group"),
        ),
        migrations.AddIndex(
            model_name="flag",
            index=models.Index(fields=["round", "-score", "id"], name="contests_flags_by_score"),
        ),
        migrations.AddConstraint(
            model_name="flag",
            constraint=models.UniqueConstraint(
                fields=("round", "kind", "entrant"), name="a_sign_is_noted_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="flag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("first_reviewer__isnull", True),
                        ("outcome", ""),
                        ("second_reviewer__isnull", True),
                    ),
                    models.Q(
                        models.Q(("outcome", ""), _negated=True),
                        ("first_reviewer__isnull", False),
                        ("second_reviewer__isnull", False),
                        models.Q(("first_reviewer", models.F("second_reviewer")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="two_different_people_decide_on_a_sign",
                violation_error_message="A second person has to look at it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="flagreview",
            constraint=models.UniqueConstraint(
                fields=("flag", "reviewer"),
                name="a_person_reviews_a_sign_once",
                violation_error_message="You have said already what you think of this sign.",
            ),
        ),
        migrations.AddConstraint(
            model_name="flagreview",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="a_review_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="rosterline",
            constraint=models.UniqueConstraint(
                fields=("contest", "person_key"), name="a_person_is_on_a_roster_once"
            ),
        ),
    ]
