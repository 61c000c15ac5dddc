"""A bank of 500 questions whose secrets are canaries, and a search for canaries in what is sent."""

import re
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from pathlib import Path

from django.db.models import F
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from goodnews.accounts.roles import Role
from quizblocks.choices import KeyStage, QuestionState, QuestionUse
from quizblocks.contents import said_in
from quizblocks.formats.items import WHOLE, Item, ItemChoice, ItemKind, ItemNumber, ItemPair
from quizblocks.models import AnswerKey, Question, QuestionLife, QuestionVersion, VersionKey
from tests.quizblocks.factories import quiz_value
from tests.quizblocks.importing.factories import choices, import_items, make_item
from tests.workflows.factories import NOW

# Plain letters and digits: folding, escaping and addresses leave a canary as it is.
SONG = "hoangyen"
CANARY = re.compile(rb"hoangyen([ket])([pcxdr])(\d{3})")
# What is planted: the key with all that is said to an answer; explanation and source; the text.
KEY, REASON, TEXT = "k", "e", "t"
PRACTICE, CONTEST, CONTEST_DRAFT, DRAFT, RETIRED = "pcxdr"
COUNTS = {PRACTICE: 200, CONTEST: 100, CONTEST_DRAFT: 50, DRAFT: 75, RETIRED: 75}
KEPT = (CONTEST, CONTEST_DRAFT)
PUBLISHED = (PRACTICE, CONTEST, RETIRED)
ASKED = (PRACTICE, CONTEST, CONTEST_DRAFT, RETIRED)
TOPIC = "Chim hót"
QUESTIONS = "/admin/snippets/quizblocks/question/"

KEEPERS = {Role.ORGANISER.value, Role.ADMINISTRATOR.value}
# They write the texts of practice questions, explanations among them, and see drafts.
WRITERS = {*KEEPERS, Role.TRANSLATOR.value}


def canary(what: str, state: str, number: int) -> str:
    return f"{SONG}{what}{state}{number:03d}"


def may_see(who: str, what: str, state: str) -> bool:
    """Tell whether ``who`` is entitled to a secret in what the site sends unasked."""
    if what == KEY or state in KEPT:
        return who in KEEPERS
    return who in WRITERS


@dataclass(frozen=True)
class Bank:
    """The planted questions, by their state."""

    questions: dict[str, list[Question]]

    def first(self, state: str) -> Question:
        return self.questions[state][0]


def planted_item(state: str, number: int) -> Item:
    """Return a question of the kind whose turn it is.

    Its key and its reasons are secret, and what it asks too: for a contest, or before it is live.
    """
    kind = list(ItemKind)[number % len(ItemKind)]
    key, reason = canary(KEY, state, number), canary(REASON, state, number)
    text = "" if state in (PRACTICE, RETIRED) else f" {canary(TEXT, state, number)}"
    bodies = {
        ItemKind.SINGLE: {"choices": choices(f"*Sẻ{text}", f"Én{text}", f"Cò{text}")},
        ItemKind.SEVERAL: {"choices": choices(f"*Sẻ{text}", f"*Én{text}", f"Cò{text}")},
        ItemKind.TRUE_FALSE: {"choices": choices("*Đúng", "Sai")},
        ItemKind.NUMERIC: {
            "numbers": (ItemNumber(Fraction(7), Fraction(7), feedback=key),),
            "choices": (),
        },
        ItemKind.SHORT_ANSWER: {"choices": (ItemChoice(key, WHOLE, key),)},
        ItemKind.ORDERING: {"steps": (f"Một{text}", "Hai", "Ba"), "choices": ()},
        ItemKind.MATCHING: {
            "pairs": (ItemPair(f"Sẻ{text}", "Nâu"), ItemPair("Cò", "Trắng")),
            "choices": (),
        },
        ItemKind.GAPS: {"gaps": (("Sẻ", "Én"),), "choices": ()},
    }
    return make_item(
        f"Chim số {state} {number} là chim gì{text} [[1]]?",
        kind=kind,
        topic=TOPIC,
        explanation=reason,
        source=reason,
        source_url=f"https://{reason}.vn/",
        # A row of keys is never seen without them.
        right_feedback=key,
        wrong_feedback=key,
        tags=(canary(TEXT, CONTEST, 0),) if state in KEPT else (),
        **bodies[kind],
    )


def plant_bank(world) -> Bank:
    """Put 500 questions into the bank and let every story ask those of all states."""
    user = world.people[Role.ORGANISER.value]
    for use, states in (
        (QuestionUse.PRACTICE, set(COUNTS) - set(KEPT)),
        (QuestionUse.CONTEST, KEPT),
    ):
        items = [planted_item(s, number) for s in sorted(states) for number in range(COUNTS[s])]
        import_items(*items, use=use, user=user)
    found = Question.objects.filter(folded_stem__startswith="chim so ").order_by("pk")
    questions = {state: [] for state in COUNTS}
    for question in found.select_related("latest_revision", "locale"):
        questions[question.stem.split()[2]].append(question)
    assert {state: len(each) for state, each in questions.items()} == COUNTS
    bank = Bank(questions)
    _publish([each for state in PUBLISHED for each in questions[state]])
    retired = [each.pk for each in questions[RETIRED]]
    Question.objects.filter(pk__in=retired).update(live=False)
    QuestionLife.objects.filter(question__in=retired).update(state=QuestionState.RETIRED)
    _translate([bank.first(PRACTICE), bank.first(CONTEST)])
    # No window offers a draft.
    _ask(world, [each for state in ASKED for each in questions[state][:2]])
    return bank


def _publish(questions: Collection[Question]) -> None:
    """Publish what the import left as drafts, each with a version and its key."""
    published = Question.objects.filter(pk__in=[each.pk for each in questions])
    published.update(live=True, live_revision=F("latest_revision"), has_unpublished_changes=False)
    QuestionLife.objects.filter(question__in=published).update(state=QuestionState.APPROVED)
    keys = AnswerKey.objects.draft().contents_of([each.translation_key for each in questions])
    AnswerKey.objects.bulk_create(
        AnswerKey(question_key=key, stage=KeyStage.LIVE, content=content)
        for key, content in keys.items()
    )
    versions = QuestionVersion.objects.bulk_create(
        QuestionVersion(
            question_key=each.translation_key,
            number=1,
            made_at=NOW,
            content={"vi": said_in(each.latest_revision.content)},
        )
        for each in questions
    )
    VersionKey.objects.bulk_create(
        VersionKey(version=version, content=keys[version.question_key]) for version in versions
    )


def _translate(questions: Collection[Question]) -> None:
    """Begin an English translation of each."""
    english = Locale.objects.get(language_code="en")
    for question in questions:
        source, _is_new = TranslationSource.get_or_create_from_instance(question)
        Translation.objects.create(source=source, target_locale=english)


def _ask(world, questions: Collection[Question]) -> None:
    """Put a quiz of ``questions`` into every story as it stands: the gate is not what is tried."""
    for page in world.stories.values():
        value = quiz_value(questions=[question.pk for question in questions])
        block = {"type": "quiz", "value": value, "id": str(page.translation_key)}
        stream = page._meta.get_field("body").to_python([block])
        type(page).objects.filter(pk=page.pk).update(body=stream)
        for revision in page.revisions.all():
            revision.content["body"] = page._meta.get_field("body").stream_block.get_prep_value(
                stream
            )
            revision.save(update_fields=["content"])


def addresses_of(bank: Bank, world) -> Iterator[str]:
    """Yield addresses beyond one for each route: formats, searches and questions in each state."""
    story = world.stories["own", "published"]
    yield story.url
    for word in ("chim", SONG[:5]):
        yield f"/tim-kiem/?q={word}"
        yield f"/tim-kiem/goi-y/?q={word}"
        yield f"{QUESTIONS}?q={word}&use=contest"
        yield f"/admin/snippets/choose/quizblocks/question/results/?q={word}"
        yield f"/admin/tag-autocomplete/quizblocks/questiontag/?term={word}"
    for version in ("v2", "v3"):
        yield f"/api/{version}/pages/?fields=*"
        yield f"/api/{version}/pages/{story.pk}/?fields=*"
    yield f"/admin/api/main/pages/{story.pk}/?fields=*"
    yield f"/admin/pages/{story.pk}/edit/"
    yield f"/admin/pages/{story.pk}/view_draft/"
    yield "/admin/reports/site-history/?export=csv"
    yield f"{QUESTIONS}?export=xlsx"
    for state in COUNTS:
        pk = bank.first(state).pk
        for page in ("edit", "history", "usage", "review", "versions", "annul", "delete"):
            if state in KEPT or page in ("edit", "review"):
                yield f"{QUESTIONS}{page}/{pk}/"
        yield f"/admin/snippets/choose/quizblocks/question/chosen/{pk}/"
        yield f"/admin/localize/submit/snippet/quizblocks/question/{pk}/"
    yield f"/admin/reports/phan-tich-cau-hoi/{bank.first(CONTEST).pk}/"
    for translation in Translation.objects.filter(source__object_id__in=_keys(bank)):
        yield f"/admin/localize/translate/{translation.pk}/pofile/download/"


def _keys(bank: Bank) -> list:
    return [bank.first(state).translation_key for state in COUNTS]


def leaks_in(content: bytes, who: str) -> set[str]:
    """Return the canaries in ``content`` that ``who`` must not see."""
    return {
        match.group().decode()
        for text in _unpacked(content)
        if SONG.encode() in text
        for match in CANARY.finditer(text)
        if not may_see(who, match[1].decode(), match[2].decode())
    }


def _unpacked(content: bytes) -> Iterator[bytes]:
    """Yield ``content``, and what is packed in it: spreadsheets, documents of Word, archives."""
    yield content
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(BytesIO(content)) as packed:
            for name in packed.namelist():
                yield from _unpacked(packed.read(name))


def files_below(folder: Path) -> Iterator[bytes]:
    """Yield the files that the site left in ``folder``, where a web server sends them to anybody."""
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.read_bytes()
