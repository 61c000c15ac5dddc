"""The article of this site that a question cites."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quizblocks", "0006_questions_with_gaps"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="question",
            name="source_page",
            field=models.ForeignKey(
                blank=True,
                help_text="Where readers find the passage; it is linked while everybody may read it.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.WAGTAIL_PAGE_MODEL,
                verbose_name="article of this site",
            ),
        ),
    ]
