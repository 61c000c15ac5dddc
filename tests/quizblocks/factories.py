"""Questions of a small bank, and stories that ask them; all with fixed values."""

import uuid
from fractions import Fraction

from django.urls import reverse

from news.blocks import StoryStreamBlock
from quizblocks.bodies import Body
from quizblocks.choices import KeyStage, QuestionKind
from quizblocks.formats.items import WHOLE, ItemChoice, ItemNumber, ItemPair
from quizblocks.life.reviewing import approve_question
from quizblocks.life.steps import vouch_for
from quizblocks.models import Choice, Question, QuestionLife, Topic
from quizblocks.services import create_question, read_keys
from tests.news.factories import NOW, make_site, make_story

BLOCK_ID = uuid.UUID("11111111-2222-3333-4444-555555555555")


def make_topic(name: str = "An toàn trên mạng", order: int = 1) -> Topic:
    """Return a topic."""
    return Topic.objects.create(name=name, order=order)


def make_question(topic: Topic, stem: str = "Khi nhận đường dẫn lạ, em làm gì trước?", **values):
    """Return a live practice question of one right choice, the second; easy."""
    values = {
        "choices": [
            ("Bấm vào để xem", False),
            ("Hỏi lại bạn bằng kênh khác", True),
            ("Chia sẻ cho mọi người", False),
        ],
        "explanation": "Tài khoản của bạn có thể đã bị chiếm.",
        "source": "Quyết định 874/QĐ-BTTTT, Điều 4",
        "source_url": "https://example.vn/874",
        "vouched_by": "tests",
        **values,
    }
    return create_question(topic=topic, stem=stem, **values)


def make_multiple(topic: Topic, stem: str = "Những việc nào là an toàn?", **values) -> Question:
    """Return a live practice question with two right choices of three, the first two."""
    return make_question(
        topic,
        stem,
        kind=QuestionKind.MULTIPLE,
        choices=[("Đặt mật khẩu mạnh", True), ("Xác thực hai bước", True), ("Cho mượn mã", False)],
        **values,
    )


def make_numeric(topic: Topic, stem: str = "Mật khẩu mạnh dài ít nhất mấy ký tự?", **values):
    """Return a live practice question: 12 to 14 is right, 8 half right."""
    numbers = (
        ItemNumber(Fraction(12), Fraction(14), feedback="Đúng như khuyến cáo."),
        ItemNumber(Fraction(8), Fraction(8), Fraction(1, 2), "Vẫn còn ngắn."),
    )
    body = Body(numbers=numbers, wrong_feedback="Xem lại bài.")
    return make_bodied(topic, stem, QuestionKind.NUMERIC, body, **values)


def make_short_answer(topic: Topic, stem: str = "Ai viết “Nhật ký trong tù”?", **values):
    """Return a live practice question: "Hồ Chí Minh" is right, what ends in "Quốc" half right."""
    texts = (ItemChoice("Hồ Chí Minh", WHOLE), ItemChoice("*Quốc", Fraction(1, 2)))
    return make_bodied(topic, stem, QuestionKind.SHORT_ANSWER, Body(texts=texts), **values)


def make_ordering(topic: Topic, stem: str = "Bị lừa trên mạng thì làm gì trước?", **values):
    """Return a live practice question of four steps: Dừng lại, Chụp lại, Báo công an, Kể lại."""
    steps = ("Dừng lại", "Chụp lại", "Báo công an", "Kể lại")
    return make_bodied(topic, stem, QuestionKind.ORDERING, Body(steps=steps), **values)


def make_matching(topic: Topic, stem: str = "Nối nước với thủ đô.", **values):
    """Return a live practice question of two pairs and one answer that belongs to none."""
    pairs = (
        ItemPair("Lào", "Viêng Chăn"),
        ItemPair("Thái Lan", "Băng Cốc"),
        ItemPair("", "Hà Nội"),
    )
    return make_bodied(topic, stem, QuestionKind.MATCHING, Body(pairs=pairs), **values)


def make_gaps(topic: Topic, stem: str = "Mật khẩu cần [[1]] ký tự, đổi sau [[2]] tháng.", **values):
    """Return a live practice question of two gaps: 12 of three choices, 6 of two."""
    body = Body(gaps=(("12", "4", "8"), ("6", "60")))
    return make_bodied(topic, stem, QuestionKind.GAPS, body, **values)


def make_bodied(topic: Topic, stem: str, kind: QuestionKind, body: Body, **values) -> Question:
    """Return a live practice question of any kind."""
    values = {"vouched_by": "tests", **values}
    return create_question(topic=topic, stem=stem, kind=kind, body=body, **values)


def right_texts(question: Question, stage=KeyStage.LIVE) -> set[str]:
    """Return the texts of the choices that the key of ``question`` names, published or saved."""
    if stage == KeyStage.DRAFT:
        question = question.get_latest_revision_as_object()
    keys = read_keys([question.translation_key], stage=stage)
    right = keys.get(question.translation_key, {}).get("right", ())
    return {row.text for row in question.choices.all() if str(row.translation_key) in right}


def choice_ids(question: Question, *places: int) -> list[str]:
    """Return the ids of the choices at ``places``, as a form sends them."""
    rows = list(Choice.objects.filter(question=question))
    return [str(rows[place].pk) for place in places]


def quiz_value(**values) -> dict:
    """Return a quiz block as the editor sends it."""
    return {
        "title": "Thử nhanh",
        "mode": "chosen",
        "questions": [],
        "topic": None,
        "difficulty": "",
        "count": None,
        **values,
    }


def make_story_with_quiz(*questions: Question, tree=None, **values):
    """Return a live story whose body asks ``questions``, or draws them as ``values`` say."""
    tree = tree or make_site()
    value = quiz_value(questions=[question.pk for question in questions], **values)
    stream = StoryStreamBlock().to_python([{"type": "quiz", "value": value, "id": str(BLOCK_ID)}])
    return make_story(tree.stories, body=stream)


def answer_url(page, block_id: uuid.UUID = BLOCK_ID) -> str:
    """Return where the quiz of ``page`` is answered."""
    return reverse("quizblocks:answer", args=[page.pk, block_id])


def make_draft(topic: Topic, stem: str = "Mật khẩu mạnh dài ít nhất bao nhiêu?", **values):
    """Return a draft of one right choice that nobody has reviewed; ``author`` wrote it."""
    return make_question(topic, stem, live=False, **values)


def save_live(question: Question) -> None:
    """Save a live ``question`` that has no revision, changed as it is, as if it were approved."""
    vouch_for(question=question, voucher="tests", now=NOW)
    question.save()


def digest_of_draft(question: Question) -> str:
    """Return the fingerprint of what was saved last of ``question``."""
    return QuestionLife.objects.get(question=question.pk).digest


def approve(question: Question, *, by) -> Question:
    """Return ``question``, its last saved content approved and published by the user ``by``."""
    approve_question(question=question, user=by, digest=digest_of_draft(question), now=NOW)
    question.refresh_from_db()
    return question
