from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0004_people_in_stories"),
    ]

    operations = [
        migrations.AddField(
            model_name="storypage",
            name="sponsorship",
            field=models.CharField(
                blank=True,
                help_text="Who paid for the story or is advertised in it, as readers see it above the text. Leave it empty for news.",
                max_length=200,
                verbose_name="sponsorship",
            ),
        ),
    ]
