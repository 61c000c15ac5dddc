import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import goodnews.consents.storage


class Migration(migrations.Migration):
    dependencies = [
        ("consents", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ConsentProof",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        storage=goodnews.consents.storage.private_storage,
                        upload_to="proofs",
                        verbose_name="file",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("application/pdf", "PDF"),
                            ("image/jpeg", "photograph"),
                            ("image/png", "drawing or scan"),
                        ],
                        max_length=32,
                        verbose_name="kind",
                    ),
                ),
                ("upload_hash", models.CharField(editable=False, max_length=64)),
                ("uploaded_at", models.DateTimeField(verbose_name="uploaded at")),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="uploaded by",
                    ),
                ),
            ],
            options={
                "verbose_name": "proof of a consent",
                "verbose_name_plural": "proofs of consents",
                "ordering": ["-uploaded_at", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="consentrecord",
            name="proof",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="records",
                to="consents.consentproof",
                verbose_name="proof",
            ),
        ),
    ]
