"""Questions whose text has gaps, each with a list to choose from."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quizblocks", "0005_topics_in_a_tree_and_tags"),
    ]

    operations = [
        migrations.AddField(
            model_name="choice",
            name="gap",
            field=models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="gap"),
        ),
        migrations.AlterField(
            model_name="question",
            name="kind",
            field=models.CharField(
                choices=[
                    ("single", "One right choice"),
                    ("multiple", "Several right choices"),
                    ("true_false", "True or false"),
                    ("numeric", "A number"),
                    ("short_answer", "A short answer"),
                    ("ordering", "An order"),
                    ("matching", "Pairs"),
                    ("gaps", "Gaps to fill from lists"),
                ],
                default="single",
                max_length=16,
                verbose_name="kind",
            ),
        ),
    ]
