from django.db import migrations


def list_live_stories(apps, schema_editor):
    """Write down the locale of every live story."""
    StoryPage = apps.get_model("news", "StoryPage")
    for locale in apps.get_model("wagtailcore", "Locale").objects.all():
        live = StoryPage.objects.filter(live=True, locale_id=locale.pk).values_list("pk", flat=True)
        StoryPage.objects.filter(pk__in=list(live)).update(listed_locale_id=locale.pk)


class Migration(migrations.Migration):
    # Apart from 0002: PostgreSQL makes no index on a table with rows just written.
    dependencies = [
        ("news", "0002_list_along_one_index"),
    ]

    operations = [
        migrations.RunPython(list_live_stories, migrations.RunPython.noop),
    ]
