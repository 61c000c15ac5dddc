"""What the running of a contest needs: counts, messages, questions, ready answers, entry links."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Data that entrants read, and so Vietnamese; organisers change them in the admin.
FIRST_PHRASES = (
    "Bạn tải lại trang rồi làm tiếp: những câu đã lưu vẫn còn nguyên.",
    "Bạn dùng mã vào lại để thi tiếp trên máy khác; mã hiện một lần, ngay sau khi đăng ký.",
    "Hết giờ thì bài tự nộp với những câu đã lưu; lượt đó vẫn được tính.",
    "Điểm và đáp án hiện ra theo thể lệ; bạn xem ở trang “Bài thi của tôi”.",
    "Ban tổ chức đã ghi nhận và sẽ trả lời bạn sau khi kiểm tra.",
)


def write_phrases(apps, schema_editor):
    phrase = apps.get_model("contests", "HelpPhrase")
    phrase.objects.bulk_create(
        phrase(text=text, position=number * 10)
        for number, text in enumerate(FIRST_PHRASES, start=1)
    )


class Migration(migrations.Migration):
    dependencies = [
        ("contests", "0004_certificates_and_essays"),
        ("units", "0003_unit_splits"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HelpPhrase",
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
                    models.BooleanField(default=True, verbose_name="offered when answering"),
                ),
            ],
            options={
                "verbose_name": "ready answer",
                "verbose_name_plural": "ready answers",
                "ordering": ["position", "pk"],
            },
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
                    ("incident", "noted an incident"),
                    ("other", "something else"),
                ],
                max_length=14,
                verbose_name="what was done",
            ),
        ),
        migrations.CreateModel(
            name="EntrantMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("all", "all entrants"),
                            ("unit", "entrants of a unit and of all below it"),
                            ("open", "those with an open try"),
                        ],
                        default="all",
                        max_length=4,
                        verbose_name="for whom",
                    ),
                ),
                ("text", models.TextField(max_length=600, verbose_name="message")),
                ("written_at", models.DateTimeField(verbose_name="written at")),
                (
                    "taken_back_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="taken back at"),
                ),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="contests.contest",
                    ),
                ),
                (
                    "taken_back_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "message to entrants",
                "verbose_name_plural": "messages to entrants",
                "ordering": ["-written_at", "-pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("audience", "unit"), ("unit__isnull", False)),
                            models.Q(
                                models.Q(("audience", "unit"), _negated=True),
                                ("unit__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="a_message_to_a_unit_names_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="a_message_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("taken_back_at__isnull", False),
                            ("taken_back_by__isnull", True),
                            _connector="OR",
                        ),
                        name="a_message_is_taken_back_at_a_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EntryLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        editable=False, max_length=7, unique=True, verbose_name="code"
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="made at")),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entry_links",
                        to="contests.contest",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contest_entry_links",
                        to="units.unit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry link of a unit",
                "verbose_name_plural": "entry links of units",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("contest", "unit"), name="a_unit_has_one_entry_link_to_a_contest"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HelpQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=600, verbose_name="question")),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                ("answer", models.TextField(blank=True, max_length=1200, verbose_name="answer")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="answered at"),
                ),
                (
                    "answered_by",
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
                        related_name="help_questions",
                        to="contests.contest",
                    ),
                ),
                (
                    "entrant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="help_questions",
                        to="contests.entrant",
                    ),
                ),
            ],
            options={
                "verbose_name": "question to the organisers",
                "verbose_name_plural": "questions to the organisers",
                "ordering": ["asked_at", "pk"],
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        condition=models.Q(("answered_at__isnull", True)),
                        fields=["contest", "asked_at"],
                        name="waiting_questions_of_entrants",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="a_question_asks_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", ""),
                                ("answered_at__isnull", True),
                                ("answered_by__isnull", True),
                            ),
                            models.Q(
                                ("answered_at__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="an_answer_has_words_and_a_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MinuteCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("minute", models.DateTimeField()),
                ("kind", models.CharField(max_length=40)),
                ("count", models.PositiveIntegerField(default=0)),
                ("total_ms", models.PositiveBigIntegerField(default=0)),
                ("slowest_ms", models.PositiveIntegerField(default=0)),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="minute_counts",
                        to="contests.contest",
                    ),
                ),
            ],
            options={
                "verbose_name": "count of a minute",
                "verbose_name_plural": "counts of minutes",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("contest", "minute", "kind"), name="a_minute_is_counted_once"
                    )
                ],
            },
        ),
        migrations.RunPython(write_phrases, migrations.RunPython.noop),
    ]
