"""Questions of before: what is live counts as approved, and is version 1."""

from django.db import migrations
from django.db.models import Min
from django.utils import timezone
from modelcluster.fields import ParentalKey
from modelcluster.models import get_serializable_data_for_fields

from quizblocks.contents import digest_of, joint_digest, said_in

BATCH = 500
VOUCHER = "migration"


def begin(apps, schema_editor):
    """Write lives, approvals and first versions, 500 questions at a time."""
    Question = apps.get_model("quizblocks", "Question")
    names = Question.objects.order_by("translation_key").values_list("translation_key", flat=True)
    names = names.distinct()
    batch = list(names[:BATCH])
    while batch:
        begin_batch(apps, batch)
        batch = list(names.filter(translation_key__gt=batch[-1])[:BATCH])


def begin_batch(apps, names):
    Question = apps.get_model("quizblocks", "Question")
    questions = list(
        Question.objects.filter(translation_key__in=names)
        .select_related("locale", "latest_revision")
        .order_by("pk")
    )
    contents = row_contents(apps, questions)
    keys = {stage: keys_of(apps, names, stage) for stage in ("draft", "live")}
    firsts = Question.objects.filter(translation_key__in=names).order_by()
    firsts = firsts.values("translation_key").annotate(first=Min("pk"))
    originals = {row["first"] for row in firsts}
    now = timezone.now()
    lives, reviews = [], []
    for question in questions:
        key = question.translation_key if question.pk in originals else None
        lives.append(life_of(apps, question, contents[question.pk], key, keys["draft"], now))
        if question.live:
            text = digest_of(contents[question.pk])
            digest = joint_digest(text, key_digest(keys["live"], key))
            reviews.append(review_of(apps, question, digest, now))
            if lives[-1].text_digest == text and lives[-1].key_digest == key_digest(
                keys["live"], key
            ):
                lives[-1].state = "approved"
    apps.get_model("quizblocks", "QuestionLife").objects.bulk_create(lives, ignore_conflicts=True)
    apps.get_model("quizblocks", "QuestionReview").objects.bulk_create(reviews)
    freeze(apps, questions, contents, keys["live"], now)


def life_of(apps, question, row, key, draft_keys, now):
    """Return where ``question`` stands; whoever saved it last is its author."""
    revision = question.latest_revision
    saved = said_in(revision.content) if revision else row
    author = revision.user_id if revision else None
    return apps.get_model("quizblocks", "QuestionLife")(
        question=question,
        state="draft",
        text_digest=digest_of(saved),
        text_by_id=author,
        key_digest=key_digest(draft_keys, key),
        key_by_id=author if key else None,
        saved_at=revision.created_at if revision else now,
    )


def review_of(apps, question, digest, now):
    return apps.get_model("quizblocks", "QuestionReview")(
        question=question, verdict="approved", digest=digest, voucher=VOUCHER, decided_at=now
    )


def freeze(apps, questions, contents, live_keys, now):
    """Make version 1 of what is live."""
    said = {}
    for question in questions:
        if question.live:
            languages = said.setdefault(question.translation_key, {})
            languages[question.locale.language_code] = contents[question.pk]
    versions = apps.get_model("quizblocks", "QuestionVersion").objects.bulk_create(
        apps.get_model("quizblocks", "QuestionVersion")(
            question_key=name, number=1, made_at=now, content=content
        )
        for name, content in said.items()
    )
    apps.get_model("quizblocks", "VersionKey").objects.bulk_create(
        apps.get_model("quizblocks", "VersionKey")(
            version=version, content=live_keys.get(version.question_key, {})
        )
        for version in versions
    )


def row_contents(apps, questions):
    """Return what the rows of ``questions`` say, with all that hangs on them, by id."""
    data = {question.pk: get_serializable_data_for_fields(question) for question in questions}
    for model in apps.get_app_config("quizblocks").get_models():
        for field in model._meta.get_fields():
            if isinstance(field, ParentalKey) and field.related_model.__name__ == "Question":
                add_rows(data, model, field)
    return {pk: said_in(content) for pk, content in data.items()}


def add_rows(data, model, field):
    name = field.remote_field.get_accessor_name()
    for content in data.values():
        content[name] = []
    rows = model._base_manager.filter(**{f"{field.name}__in": list(data)})
    ordered = "sort_order" in {each.name for each in model._meta.get_fields()}
    for row in rows.order_by(*(["sort_order", "pk"] if ordered else ["pk"])):
        data[getattr(row, field.attname)][name].append(get_serializable_data_for_fields(row))


def keys_of(apps, names, stage):
    rows = apps.get_model("quizblocks", "AnswerKey").objects
    rows = rows.filter(question_key__in=names, stage=stage)
    return dict(rows.values_list("question_key", "content"))


def key_digest(keys, name):
    """Return the fingerprint of a key; "" for a translation, which has none of its own."""
    return digest_of(keys.get(name, {})) if name else ""


def end(apps, schema_editor):
    """Take away all that was begun; questions and keys stay as they are."""
    for name in ("VersionKey", "QuestionVersion", "Annulment", "QuestionReview", "QuestionLife"):
        apps.get_model("quizblocks", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("quizblocks", "0008_life_of_questions"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(begin, end)]
