import datetime

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("units", "0002_placements_headcounts_mergers"),
        ("wagtailcore", "0098_apitoken"),
        ("workflows", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReturnPhrase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=300, unique=True, verbose_name="phrase")),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=100,
                        help_text="The smaller number stands first.",
                        verbose_name="position",
                    ),
                ),
                (
                    "is_offered",
                    models.BooleanField(default=True, verbose_name="offered when returning"),
                ),
            ],
            options={
                "verbose_name": "ready phrase",
                "verbose_name_plural": "ready phrases",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ReviewSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "quick_hours",
                    models.PositiveSmallIntegerField(
                        default=24,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1000),
                        ],
                        verbose_name="hours to decide about good news",
                    ),
                ),
                (
                    "slow_hours",
                    models.PositiveSmallIntegerField(
                        default=72,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1000),
                        ],
                        verbose_name="hours to decide about a beautiful story",
                    ),
                ),
                (
                    "first_day",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Monday"),
                            (1, "Tuesday"),
                            (2, "Wednesday"),
                            (3, "Thursday"),
                            (4, "Friday"),
                            (5, "Saturday"),
                            (6, "Sunday"),
                        ],
                        default=0,
                        verbose_name="first working day",
                    ),
                ),
                (
                    "last_day",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Monday"),
                            (1, "Tuesday"),
                            (2, "Wednesday"),
                            (3, "Thursday"),
                            (4, "Friday"),
                            (5, "Saturday"),
                            (6, "Sunday"),
                        ],
                        default=4,
                        verbose_name="last working day",
                    ),
                ),
                (
                    "opens_at",
                    models.TimeField(default=datetime.time(7, 30), verbose_name="office opens"),
                ),
                (
                    "closes_at",
                    models.TimeField(default=datetime.time(17, 0), verbose_name="office closes"),
                ),
                (
                    "claim_hours",
                    models.PositiveSmallIntegerField(
                        default=4,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(168),
                        ],
                        verbose_name="hours until a claim ends by itself",
                    ),
                ),
                (
                    "returned_days",
                    models.PositiveSmallIntegerField(
                        default=5,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(365),
                        ],
                        verbose_name="days after which a return without an answer is overdue",
                    ),
                ),
            ],
            options={
                "verbose_name": "Editors' desk",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_day__lte", models.F("last_day")), ("last_day__lte", 6)
                        ),
                        name="the_working_week_begins_before_it_ends",
                        violation_error_message="The working week must begin before it ends.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("opens_at__lt", models.F("closes_at"))),
                        name="the_office_opens_before_it_closes",
                        violation_error_message="The office must open before it closes.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WaitingItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "priority",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "normal"), (1, "urgent")], default=0, verbose_name="priority"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("returned", "returned to the author"),
                            ("left", "has left the stage"),
                        ],
                        default="waiting",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("entered_at", models.DateTimeField(verbose_name="waiting since")),
                ("due_at", models.DateTimeField(verbose_name="due")),
                ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="left at")),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="waiting_items",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="page",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.task",
                        verbose_name="stage",
                    ),
                ),
                (
                    "task_state",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="waiting_item",
                        to="wagtailcore.taskstate",
                        verbose_name="state of the stage",
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
                "verbose_name": "waiting item",
                "verbose_name_plural": "waiting items",
                "ordering": ["-priority", "due_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("claimed_at", models.DateTimeField(verbose_name="claimed at")),
                ("expires_at", models.DateTimeField(verbose_name="ends by itself at")),
                (
                    "released_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="released at"),
                ),
                (
                    "claimed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="claimed by",
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty where the time or the decision ended it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="released by",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claims",
                        to="workflows.waitingitem",
                        verbose_name="item",
                    ),
                ),
            ],
            options={
                "verbose_name": "claim",
                "verbose_name_plural": "claims",
                "ordering": ["-claimed_at", "-pk"],
            },
        ),
        migrations.AddIndex(
            model_name="waitingitem",
            index=models.Index(
                condition=models.Q(("state", "waiting")),
                fields=["-priority", "due_at", "id"],
                name="waiting_by_urgency",
            ),
        ),
        migrations.AddIndex(
            model_name="waitingitem",
            index=models.Index(
                condition=models.Q(("state", "returned")),
                fields=["left_at", "id"],
                name="returned_by_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="waitingitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("waiting", "returned"))),
                fields=("page",),
                name="a_page_waits_at_one_stage",
            ),
        ),
        migrations.AddConstraint(
            model_name="waitingitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("left_at__isnull", True), ("state", "waiting")),
                    models.Q(
                        models.Q(("state", "waiting"), _negated=True), ("left_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="a_waiting_item_has_not_left",
            ),
        ),
        migrations.AddConstraint(
            model_name="waitingitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_at__gt", models.F("entered_at"))),
                name="a_waiting_item_is_due_after_it_came",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.UniqueConstraint(
                condition=models.Q(("released_at__isnull", True)),
                fields=("item",),
                name="an_item_is_claimed_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("claimed_at"))),
                name="a_claim_lasts_some_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("released_by__isnull", True), ("released_at__isnull", False), _connector="OR"
                ),
                name="a_claim_released_by_somebody_has_ended",
            ),
        ),
    ]
