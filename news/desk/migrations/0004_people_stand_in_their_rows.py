from django.db import migrations


class Migration(migrations.Migration):
    # Apart from the rows: PostgreSQL changes no table in the transaction that has just filled another.
    dependencies = [
        ("desk", "0003_people_one_by_one"),
    ]

    operations = [
        migrations.RemoveField(model_name="deskdraft", name="people_names"),
        migrations.RemoveField(model_name="deskdraft", name="people_agreed"),
        migrations.RemoveField(model_name="deskdraft", name="guardian_name"),
        migrations.RemoveField(model_name="deskdraft", name="guardian_agreed"),
    ]
