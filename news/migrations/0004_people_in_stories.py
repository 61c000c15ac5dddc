import django.db.models.deletion
import modelcluster.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0003_list_live_stories"),
    ]

    operations = [
        migrations.CreateModel(
            name="StoryPerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("name", models.CharField(max_length=200, verbose_name="full name")),
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
                    "story",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="named_people",
                        to="news.storypage",
                    ),
                ),
            ],
            options={
                "verbose_name": "person in a story",
                "verbose_name_plural": "people in stories",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
    ]
