from django.db import migrations, models


def hash_photographs(apps, schema_editor):
    """Take each photograph's hash from its image, once a draft."""
    photos = apps.get_model("desk", "DeskPhoto").objects
    seen = set()
    hashed = []
    rows = photos.exclude(image__upload_hash="").select_related("image").order_by("pk")
    for photo in rows.iterator():
        if (photo.draft_id, photo.image.upload_hash) not in seen:
            seen.add((photo.draft_id, photo.image.upload_hash))
            photo.content_hash = photo.image.upload_hash
            hashed.append(photo)
    photos.bulk_update(hashed, ["content_hash"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="deskdraft",
            name="edition",
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name="edition"),
        ),
        migrations.AddField(
            model_name="deskdraft",
            name="sent_with",
            field=models.UUIDField(blank=True, editable=False, null=True, verbose_name="ticket"),
        ),
        migrations.AddField(
            model_name="deskdraft",
            name="sequence",
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name="sequence"),
        ),
        migrations.AddField(
            model_name="deskdraft",
            name="writer",
            field=models.UUIDField(
                blank=True, editable=False, null=True, verbose_name="writing device"
            ),
        ),
        migrations.AddField(
            model_name="deskphoto",
            name="content_hash",
            field=models.CharField(blank=True, default="", editable=False, max_length=64),
            preserve_default=False,
        ),
        migrations.RunPython(hash_photographs, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="deskphoto",
            constraint=models.UniqueConstraint(
                condition=~models.Q(content_hash=""),
                fields=("draft", "content_hash"),
                name="a_draft_has_a_file_once",
            ),
        ),
    ]
