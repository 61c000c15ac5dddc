"""The question bank of the demo."""

from random import Random

from wagtail.models import Locale

from goodnews.demo.reading import QuestionText, read_toml, read_topics
from quizblocks.choices import Difficulty, QuestionKind
from quizblocks.models import Question, Topic
from quizblocks.services import create_question, translate_question

from .signs import load_sign_questions

DIFFICULTIES = {1: Difficulty.EASY, 2: Difficulty.MEDIUM, 3: Difficulty.HARD}
SIGN_TOPIC = "an-toan-giao-thong"
# True before false, as everybody expects it.
TRUE_FIRST = {"Đúng": 0, "Sai": 1}


class Bank(dict):
    """The questions by reference, such as ``quyen-tre-em#5``, and the topics by key."""

    def __init__(self):
        super().__init__()
        self.topics: dict[str, Topic] = {}


def choice_order(question: QuestionText) -> list[int]:
    """Return the order in which the choices are shown: the files have the right ones first.

    The reference is the seed, so that a question reads the same in every language.
    """
    order = list(range(len(question.choices)))
    if question.kind == QuestionKind.TRUE_FALSE:
        return sorted(order, key=lambda place: TRUE_FIRST[question.choices[place][0]])
    Random(question.ref).shuffle(order)  # noqa: S311 -- practice questions
    return order


def load_questions() -> Bank:
    """Put topics and questions into the bank, and the translations of some."""
    bank, texts = Bank(), {}
    for number, topic in enumerate(read_topics(), 1):
        bank.topics[topic.key] = Topic.objects.create(name=topic.name, slug=topic.key, order=number)
        for text in topic.questions:
            texts[text.ref] = text
            bank[text.ref] = create_question(
                topic=bank.topics[topic.key],
                stem=text.stem,
                choices=[text.choices[place] for place in choice_order(text)],
                kind=text.kind,
                explanation=text.explanation,
                source=text.source,
                difficulty=DIFFICULTIES[text.difficulty],
                vouched_by="demo",
            )
    load_sign_questions(bank.topics[SIGN_TOPIC])
    for row in read_toml("english.toml")["question"]:
        _translate(bank[row["ref"]], row, order=choice_order(texts[row["ref"]]))
    return bank


def _translate(question: Question, row: dict, *, order: list[int]) -> None:
    translate_question(
        question=question,
        locale=Locale.objects.get(language_code="en"),
        stem=row["stem"],
        choices=[row["choices"][place] for place in order],
        explanation=row["explanation"],
        source=row["source"],
        vouched_by="demo",
    )
