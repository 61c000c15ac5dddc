"""Questions of numbers, short answers, orders and pairs."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quizblocks", "0003_one_key_a_question"),
    ]

    operations = [
        migrations.AddField(
            model_name="choice",
            name="is_item",
            field=models.BooleanField(
                default=False, editable=False, verbose_name="left side of a pair"
            ),
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
                ],
                default="single",
                max_length=16,
                verbose_name="kind",
            ),
        ),
    ]
