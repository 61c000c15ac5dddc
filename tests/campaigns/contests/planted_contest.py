"""A contest in which everything that is nobody's to see carries a mark."""

import re
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from urllib.parse import urlencode

from django.core.management.color import no_style
from django.db import connection
from django.test import Client
from django.urls import reverse

from campaigns.contests.attempts.receipts import receipt_of
from campaigns.contests.attempts.submitting import submit_attempt
from campaigns.contests.certificates.codes import shown_code
from campaigns.contests.certificates.issuing import issue_certificates
from campaigns.contests.certificates.statements import Statement, certified_table
from campaigns.contests.choices import AttemptState
from campaigns.contests.models import Attempt, AttemptAnswer, Certificate, Contest, Entrant
from campaigns.contests.rules import DrawRules, PrizeRules
from campaigns.contests.services import build_contest, publish_contest
from quizblocks.bodies import Body
from quizblocks.choices import QuestionKind, QuestionUse
from quizblocks.formats.items import WHOLE, ItemChoice, ItemNumber, ItemPair
from quizblocks.life.versions import version_key
from tests.quizblocks.factories import make_bodied, make_question, make_topic

from .attempts.factories import CLOSES, OPENS, begin, make_rules, right_content, usual_round

KEY, REASON, TEXT = "sonca", "chichoe", "hoami"
# An entrant's name, numbers and address; the counts that a prediction asks for; a score.
NAME, PHONE, GUARDIAN, EMAIL = "Chimsau", "0987650001", "0987650002", "vanhkhuyen@example.vn"
PEOPLE = 1237
# For one right answer, which is the child's score.
POINTS = 1013
# The ids of rows tell how many there are.
FIRST_ID = 734_000_001
BODIES = {
    QuestionKind.NUMERIC: Body(
        numbers=(ItemNumber(Fraction(7), Fraction(7), feedback=KEY),),
        right_feedback=KEY,
        wrong_feedback=KEY,
    ),
    QuestionKind.SHORT_ANSWER: Body(texts=(ItemChoice(KEY, WHOLE, KEY),)),
    QuestionKind.ORDERING: Body(steps=("Một", "Hai", "Ba"), wrong_feedback=KEY),
    QuestionKind.MATCHING: Body(
        pairs=(ItemPair("Lào", "Viêng Chăn"), ItemPair("Thái Lan", "Băng Cốc")),
        right_feedback=KEY,
    ),
    QuestionKind.GAPS: Body(gaps=(("Một", "Hai", "Ba"),), wrong_feedback=KEY),
}
MIDDLE = OPENS + timedelta(days=2)


@dataclass
class Planted:
    """The contest, and the devices of three entrants.

    Attributes:
        child: who answers, a pupil with a guardian; other: who has registered alone;
            neighbour: who is in another contest.
        codes: the return codes of the three.
    """

    contest: Contest
    question_pk: int
    child: Client
    other: Client
    neighbour: Client
    codes: list[str] = field(default_factory=list)

    @property
    def attempt(self) -> Attempt:
        return Attempt.objects.get(entrant__folded_name=f"giang thi {NAME.lower()}")

    def own_addresses(self) -> list[str]:
        """Return what an entrant's device opens in this contest."""
        names = (("register",), ("come_back",), ("mine",), ("attempt", 1, 1), ("receipt", 1, 1))
        return [self.url(*each) for each in (*names, ("own_result", 1))]

    @property
    def certificate_address(self) -> str:
        """Where an entrant's device asks for the own certificate."""
        return self.url("own_certificate", 1)

    def url(self, name: str, *args) -> str:
        return reverse(f"contest_attempts:{name}", args=[self.contest.slug, *args])

    def receipt_addresses(self) -> list[str]:
        ended = Attempt.objects.ended().filter(entrant__email=EMAIL)
        return [self.url("check", receipt_of(each)) for each in ended]

    def check_addresses(self) -> list[str]:
        """Return where the certificates of the child, of somebody of the crowd and of the unit
        that has won are checked."""
        table = certified_table(self.contest, self.contest.rounds.get(number=1))
        if table is None:
            return []
        said = [(pk, table.of(pk)) for pk in (self.attempt.entrant_id, FIRST_ID)]
        said += table.winning_units()
        made = issue_certificates(ranking=table.ranking, statements=said, now=CLOSES)
        return [
            reverse("contest_certificates:check", args=[shown_code(each.code)]) for each in made
        ]

    def rows_of_keys(self) -> set[str]:
        """Return the names of the right rows of all questions that were asked."""
        rows: set[str] = set()
        for attempt in Attempt.objects.filter(entrant__email=EMAIL):
            for key, number in attempt.versions:
                content = version_key(key, number)
                rows |= {*content.get("right", ()), *content.get("pairs", {})}
        return rows


def plant(unit) -> Planted:
    """Return a contest of seven questions that opens on Monday, with three entrants."""
    questions = plant_questions()
    contest = plant_contest("luat-thanh-nien", len(questions))
    other = plant_contest("cuoc-thi-khac", len(questions))
    found = Planted(contest, questions[2].pk, Client(), Client(), Client())
    plant_ids(contest)
    for client, entered, values in (
        (found.child, contest, {"full_name": f"Giàng Thị {NAME}", "phone": PHONE, "email": EMAIL}),
        (found.other, contest, {"full_name": "Vàng A Pao", "phone": "0912345671"}),
        (found.neighbour, other, {"full_name": "Lò Văn Ba", "phone": "0912345672"}),
    ):
        found.codes.append(register(client, entered, unit=unit, **values))
    return found


def plant_questions() -> list:
    topic = make_topic("Chim hót")
    kept = {
        "use": QuestionUse.CONTEST,
        "explanation": REASON,
        "source": REASON,
        "source_url": f"https://{REASON}.vn/",
    }
    choices = [(f"Sẻ {TEXT}", True), (f"Én {TEXT}", False)]
    return [
        make_question(topic, f"Chim {TEXT} là chim gì?", choices=choices, **kept),
        make_question(
            topic,
            f"Những chim {TEXT} nào?",
            kind=QuestionKind.MULTIPLE,
            choices=[*choices, (f"Cò {TEXT}", True)],
            **kept,
        ),
        *(
            make_bodied(topic, f"Câu {kind} {TEXT} hỏi gì [[1]]?", kind, body, **kept)
            for kind, body in BODIES.items()
        ),
    ]


def plant_contest(slug: str, count: int) -> Contest:
    """Return a published contest that tells nothing before its round closes."""
    rules = make_rules(
        usual_round(
            draws=(DrawRules(count=count, points=POINTS),),
            attempts=2,
            prediction="people",
            tie_breaks=("score", "distance", "submitted"),
            shown_at_once="nothing",
            shown_count=3,
        ),
        usual_round(2, draws=(DrawRules(count=count),)),
        asks_birth_date=True,
        asks_unit=True,
        asks_phone=True,
        asks_email=True,
        guardian_below=16,
        certifies_participation=True,
        prizes=(
            PrizeRules("Giải Nhất", 1, 1, round=1),
            PrizeRules("Giải Nhất tập thể", 1, 1, measure="entrants", round=1),
        ),
    )
    contest = build_contest(
        rules=rules, slug=slug, organiser_name="Tỉnh Đoàn", complaint_contact="Văn phòng"
    )
    publish_contest(contest=contest, user=None, now=OPENS - timedelta(days=7))
    return contest


def plant_ids(contest: Contest) -> None:
    """Enter so many people beforehand that every later id is long enough to be found."""
    Entrant.objects.bulk_create(
        Entrant(
            pk=FIRST_ID + number,
            contest=contest,
            person_key=f"nguoi-{number}",
            code_hash=f"ma-{number}",
            full_name=f"Người {number}",
            folded_name=f"nguoi {number}",
            birth_date=date(2000, 1, 1),
            consented_at=OPENS,
            registered_at=OPENS,
        )
        for number in range(PEOPLE - 1)
    )
    go_on_after(Entrant)


def go_on_after(*models) -> None:
    """Let new rows be counted on from the highest id, on any database."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def register(client: Client, contest: Contest, *, unit, **values) -> str:
    """Register as a device does; return the code that is shown this once."""
    fields = {
        "birth_date": "05/05/2012",
        "unit_text": unit.name,
        "guardian_phone": GUARDIAN,
        "email": "a@example.vn",
        "consent": "on",
        **values,
    }
    reply = client.post(
        reverse("contest_attempts:register", args=[contest.slug]),
        urlencode(fields),
        content_type="application/x-www-form-urlencoded",
    )
    assert reply.status_code == 200, reply.context["form"].errors
    return reply.context["code"]


def begin_own(planted: Planted) -> None:
    """Let somebody of the crowd be done, and the child begin at the opening and answer one item."""
    first = Entrant.objects.get(pk=FIRST_ID)
    attempt = begin(first, now=OPENS, seed=2)
    Attempt.objects.filter(pk=attempt.pk).update(id=FIRST_ID)
    go_on_after(Attempt)
    submit_attempt(attempt=Attempt.objects.get(pk=FIRST_ID), now=OPENS)
    attempt = begin(Entrant.objects.get(email=EMAIL), now=OPENS)
    place = next(
        place
        for place, (key, number) in enumerate(attempt.versions, 1)
        if version_key(key, number).get("right")
    )
    content = right_content(attempt, place)
    AttemptAnswer.objects.create(
        attempt=attempt, place=place, sequence=1, content=content, saved_at=OPENS
    )


def let_all_answer(planted: Planted) -> None:
    """Submit the child's attempt, and one of everybody who entered beforehand."""
    own = submit_attempt(attempt=planted.attempt, now=OPENS + timedelta(minutes=5))
    crowd = Entrant.objects.filter(pk__gte=FIRST_ID, email="", full_name__startswith="Người ")
    Attempt.objects.bulk_create(
        Attempt(
            pk=FIRST_ID + 10 + place,
            entrant=entrant,
            round_id=own.round_id,
            rules_id=own.rules_id,
            number=2 if entrant.pk == FIRST_ID else 1,
            paper=own.paper,
            state=AttemptState.SUBMITTED,
            started_at=MIDDLE,
            deadline=MIDDLE + timedelta(minutes=15),
            closes_at=CLOSES,
            submitted_at=MIDDLE + timedelta(minutes=10),
            prediction=4098,
            score=0,
            full_marks=own.full_marks,
        )
        for place, entrant in enumerate(crowd.order_by("pk"))
    )
    go_on_after(Attempt)


def plant_certificate(ranking) -> None:
    """Revoke a certificate whose id every later one is counted on from."""
    Certificate.objects.create(
        pk=FIRST_ID,
        contest_id=ranking.contest_id,
        ranking=ranking,
        entrant_id=FIRST_ID,
        code_hash="0",
        content=asdict(Statement(contest="Cuộc thi", round="Tuần 1", version=1)),
        issued_at=CLOSES,
        revoked_at=CLOSES,
        revoked_reason="In nhầm.",
    )
    go_on_after(Certificate)


class AnyOf:
    """Words that are looked for one after the other, in half the time of one expression."""

    def __init__(self, words: list[str]):
        self.words = words

    def search(self, text: str) -> bool:
        return any(word in text for word in self.words)


def marks(planted: Planted) -> dict[str, AnyOf | re.Pattern]:
    """Return what is looked for in folded text, by what it tells."""
    codes = [code.lower() for code in planted.codes]
    said = {
        "key": [KEY, "opt--right", "opt--wrong", *planted.rows_of_keys()],
        "reason": [REASON],
        "text": [TEXT],
        "name": [NAME.lower()],
        "contact": [PHONE, GUARDIAN, EMAIL],
        "code": [*codes, *(code.replace("-", "") for code in codes)],
    }
    # Whole numbers only, or any fingerprint may hold them. Each begins with what is found fastest.
    return {what: AnyOf(words) for what, words in said.items()} | {
        "count": re.compile(r"1(?<![\w-]1)[., ]?23[78](?![\w-])"),
        "id": re.compile(r"73400[01]\d{3}"),
        "score": re.compile(r"1(?<![\w-]1)[., ]?013/"),
    }
