import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consents", "0002_proofs_of_consents"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ConsentAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("agrees", models.BooleanField(verbose_name="agrees")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at"),
                ),
            ],
            options={
                "verbose_name": "answer",
                "verbose_name_plural": "answers",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ConsentRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("subject_key", models.UUIDField(verbose_name="subject key")),
                ("subject_name", models.CharField(max_length=200, verbose_name="about")),
                (
                    "age_band",
                    models.CharField(
                        choices=[
                            ("16+", "16 or over"),
                            ("7-15", "7 to under 16"),
                            ("<7", "under 7"),
                        ],
                        max_length=8,
                        verbose_name="age",
                    ),
                ),
                (
                    "occasion",
                    models.CharField(blank=True, max_length=200, verbose_name="what it is for"),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("vi", "Vietnamese"), ("en", "English")],
                        default="vi",
                        max_length=8,
                        verbose_name="language",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                ("expires_at", models.DateTimeField(verbose_name="answer until")),
                (
                    "revoked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="taken back at"),
                ),
            ],
            options={
                "verbose_name": "request for consent",
                "verbose_name_plural": "requests for consent",
                "ordering": ["-asked_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ConsentRequestParty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("person", "the person concerned"),
                            ("guardian", "parent or guardian"),
                        ],
                        max_length=16,
                        verbose_name="role",
                    ),
                ),
                ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("link_made_at", models.DateTimeField(verbose_name="link made at")),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="full name")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="answered at"),
                ),
            ],
            options={
                "verbose_name": "person asked",
                "verbose_name_plural": "people asked",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ConsentRequestPurpose",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("profile", "a public profile as an exemplar"),
                            ("story", "being written about in a story"),
                            ("image", "a recognisable photograph"),
                            ("leaderboard", "a name on a leaderboard"),
                        ],
                        max_length=16,
                        verbose_name="purpose",
                    ),
                ),
            ],
            options={
                "verbose_name": "purpose asked for",
                "verbose_name_plural": "purposes asked for",
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="consentrecord",
            name="expired_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="ended at"),
        ),
        migrations.AddField(
            model_name="consentrecord",
            name="valid_until",
            field=models.DateField(
                blank=True,
                help_text="The last day. Without one it is valid until it is withdrawn.",
                null=True,
                verbose_name="valid until",
            ),
        ),
        migrations.AddField(
            model_name="consentrecord",
            name="warned_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="consentrecord",
            name="withdrawn_role",
            field=models.CharField(
                blank=True,
                choices=[("person", "the person concerned"), ("guardian", "parent or guardian")],
                max_length=16,
                verbose_name="withdrawn by",
            ),
        ),
        migrations.AddField(
            model_name="consenttext",
            name="child_body",
            field=models.TextField(
                blank=True,
                help_text="The same in simple words, read by the child itself.",
                verbose_name="wording for the child",
            ),
        ),
        migrations.AlterField(
            model_name="consentrecord",
            name="channel",
            field=models.CharField(
                choices=[
                    ("link", "personal link on this site"),
                    ("paper", "signed paper"),
                    ("form", "form on this site"),
                    ("email", "e-mail"),
                    ("message", "message (Zalo, SMS)"),
                    ("spoken", "spoken, noted down"),
                ],
                max_length=16,
                verbose_name="channel",
            ),
        ),
        migrations.AlterField(
            model_name="consentrecord",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("profile", "a public profile as an exemplar"),
                    ("story", "being written about in a story"),
                    ("image", "a recognisable photograph"),
                    ("leaderboard", "a name on a leaderboard"),
                ],
                max_length=16,
                verbose_name="purpose",
            ),
        ),
        migrations.AlterField(
            model_name="consenttext",
            name="body",
            field=models.TextField(
                help_text="Read by adults, parents and guardians.", verbose_name="wording"
            ),
        ),
        migrations.AlterField(
            model_name="consenttext",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("profile", "a public profile as an exemplar"),
                    ("story", "being written about in a story"),
                    ("image", "a recognisable photograph"),
                    ("leaderboard", "a name on a leaderboard"),
                ],
                max_length=16,
                verbose_name="purpose",
            ),
        ),
        migrations.AddIndex(
            model_name="consentrecord",
            index=models.Index(
                condition=models.Q(("expired_at__isnull", True), ("withdrawn_at__isnull", True)),
                fields=["valid_until"],
                name="consent_by_last_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="consentrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("expired_at__isnull", True), ("valid_until__isnull", False), _connector="OR"
                ),
                name="consent_ends_by_a_last_day",
                violation_error_message="A consent without a last day does not end by itself.",
            ),
        ),
        migrations.AddField(
            model_name="consentrequest",
            name="asked_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="consent_requests",
                to=settings.AUTH_USER_MODEL,
                verbose_name="asked by",
            ),
        ),
        migrations.AddField(
            model_name="consentrequestparty",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parties",
                to="consents.consentrequest",
                verbose_name="request for consent",
            ),
        ),
        migrations.AddField(
            model_name="consentanswer",
            name="party",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answers",
                to="consents.consentrequestparty",
                verbose_name="person asked",
            ),
        ),
        migrations.AddField(
            model_name="consentrequestpurpose",
            name="record",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="asked",
                to="consents.consentrecord",
                verbose_name="consent",
            ),
        ),
        migrations.AddField(
            model_name="consentrequestpurpose",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="purposes",
                to="consents.consentrequest",
                verbose_name="request for consent",
            ),
        ),
        migrations.AddField(
            model_name="consentrequestpurpose",
            name="text",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="consents.consenttext",
                verbose_name="text shown",
            ),
        ),
        migrations.AddField(
            model_name="consentanswer",
            name="purpose",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answers",
                to="consents.consentrequestpurpose",
                verbose_name="purpose",
            ),
        ),
        migrations.AddIndex(
            model_name="consentrequest",
            index=models.Index(fields=["subject_key", "-asked_at"], name="request_by_subject"),
        ),
        migrations.AddConstraint(
            model_name="consentrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("asked_at"))),
                name="request_expires_after_it_was_made",
                violation_error_message="A request must be open for a while.",
            ),
        ),
        migrations.AddConstraint(
            model_name="consentrequestparty",
            constraint=models.UniqueConstraint(
                fields=("request", "role"),
                name="one_person_asked_in_a_role",
                violation_error_message="There is already somebody in this role.",
            ),
        ),
        migrations.AddConstraint(
            model_name="consentrequestparty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answered_at__isnull", True),
                    models.Q(("name", ""), _negated=True),
                    _connector="OR",
                ),
                name="an_answer_has_a_name",
                violation_error_message="Write your full name.",
            ),
        ),
        migrations.AddConstraint(
            model_name="consentrequestpurpose",
            constraint=models.UniqueConstraint(
                fields=("request", "purpose"),
                name="a_request_asks_once_for_a_purpose",
                violation_error_message="This is asked for already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="consentanswer",
            constraint=models.UniqueConstraint(
                fields=("party", "purpose"),
                name="one_answer_to_a_purpose",
                violation_error_message="This was answered already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="consentanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_at__isnull", True), ("agrees", True), _connector="OR"
                ),
                name="only_a_yes_is_withdrawn",
                violation_error_message="Only what was agreed to can be withdrawn.",
            ),
        ),
    ]
