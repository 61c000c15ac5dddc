import uuid

import django.db.models.deletion
from django.db import migrations, models

NOBODY, SOMEBODY = "nobody", "somebody"
BANDS = ("16+", "7-15", "<7")


def name_people_one_by_one(apps, schema_editor):
    """Make one person of the names that a draft gave together; its author may divide them."""
    drafts = apps.get_model("desk", "DeskDraft").objects.filter(people__in=BANDS)
    person = apps.get_model("desk", "DeskPerson")
    people = [
        person(
            draft_id=draft.pk,
            name=draft.people_names,
            age_band=draft.people,
            has_agreed=draft.people_agreed,
            guardian_name=draft.guardian_name,
            guardian_has_agreed=draft.guardian_agreed,
        )
        for draft in drafts.exclude(people_names="").iterator()
    ]
    person.objects.bulk_create(people, batch_size=500)
    drafts.update(people=SOMEBODY)


def name_people_together(apps, schema_editor):
    """Put the names of a draft together again, under the age of the youngest."""
    draft_model = apps.get_model("desk", "DeskDraft")
    person = apps.get_model("desk", "DeskPerson")
    for draft in draft_model.objects.filter(people=SOMEBODY).iterator():
        people = list(person.objects.filter(draft_id=draft.pk).order_by("position", "pk"))
        bands = {one.age_band for one in people}
        draft.people = next((band for band in reversed(BANDS) if band in bands), "")
        draft.people_names = ", ".join(one.name for one in people if one.name)[:200]
        draft.people_agreed = bool(people) and all(one.has_agreed for one in people)
        guardians = [one.guardian_name for one in people if one.guardian_name]
        draft.guardian_name = ", ".join(guardians)[:200]
        draft.guardian_agreed = any(one.guardian_has_agreed for one in people)
        draft.save(
            update_fields=[
                "people",
                "people_names",
                "people_agreed",
                "guardian_name",
                "guardian_agreed",
            ]
        )


class Migration(migrations.Migration):
    dependencies = [
        ("consents", "0002_proofs_of_consents"),
        ("desk", "0002_editions_and_photographs_by_hash"),
    ]

    operations = [
        migrations.AlterField(
            model_name="deskdraft",
            name="people",
            field=models.CharField(
                blank=True,
                choices=[
                    (NOBODY, "Nobody can be recognised"),
                    (SOMEBODY, "Somebody is named or can be recognised"),
                ],
                max_length=8,
                verbose_name="people",
            ),
        ),
        migrations.CreateModel(
            name="DeskPerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.UUIDField(default=uuid.uuid4, editable=False, verbose_name="key"),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(default=0, verbose_name="position"),
                ),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="full name")),
                (
                    "age_band",
                    models.CharField(
                        blank=True,
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
                    "has_agreed",
                    models.BooleanField(default=False, verbose_name="the person agreed"),
                ),
                (
                    "guardian_name",
                    models.CharField(blank=True, max_length=200, verbose_name="parent or guardian"),
                ),
                (
                    "guardian_has_agreed",
                    models.BooleanField(default=False, verbose_name="the guardian agreed"),
                ),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
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
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="named_people",
                        to="desk.deskdraft",
                        verbose_name="draft",
                    ),
                ),
                (
                    "proof",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consents.consentproof",
                        verbose_name="proof",
                    ),
                ),
            ],
            options={
                "verbose_name": "person in a draft",
                "verbose_name_plural": "people in drafts",
                "ordering": ["draft", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("draft", "key"), name="a_draft_has_a_person_once"
                    )
                ],
            },
        ),
        migrations.RunPython(name_people_one_by_one, name_people_together),
    ]
