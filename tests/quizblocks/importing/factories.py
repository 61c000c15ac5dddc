"""Questions as files hold them, with fixed values."""

from fractions import Fraction

from quizblocks.choices import QuestionUse
from quizblocks.formats.items import NOTHING, WHOLE, Item, ItemChoice, ItemKind, ItemPair
from quizblocks.importing.plans import RowState, plan_import
from quizblocks.importing.rows import Row
from quizblocks.importing.services import Outcome, run_import
from tests.workflows.factories import NOW

TOPIC = "An toàn trên mạng"
PAIRS = (ItemPair("Lào", "Viêng Chăn"), ItemPair("Thái", "Băng Cốc"), ItemPair("", "Huế"))
ORDER = {"kind": ItemKind.ORDERING, "choices": (), "steps": ("Một", "Hai", "Ba")}


def make_item(stem: str = "Khi nhận đường dẫn lạ, em làm gì trước?", **values) -> Item:
    """Return a question of one right choice, the second, that names its topic."""
    values = {
        "kind": ItemKind.SINGLE,
        "place": "2",
        "choices": choices(
            "Bấm vào để xem", "*Hỏi lại bạn bằng kênh khác", "Chia sẻ cho mọi người"
        ),
        "topic": TOPIC,
        **values,
    }
    return Item(stem=stem, **values)


def choices(*texts: str) -> tuple[ItemChoice, ...]:
    """Return choices; those with a star are right, and share the mark evenly."""
    right = sum(text.startswith("*") for text in texts)
    return tuple(
        ItemChoice(text.removeprefix("*"), Fraction(1, right) if text[0] == "*" else NOTHING)
        for text in texts
    )


def true_false(stem: str, *, is_true: bool, **values) -> Item:
    """Return a true-or-false question."""
    marks = (WHOLE, NOTHING) if is_true else (NOTHING, WHOLE)
    pair = tuple(ItemChoice(text, mark) for text, mark in zip(("Đúng", "Sai"), marks, strict=True))
    return make_item(stem, kind=ItemKind.TRUE_FALSE, choices=pair, **values)


def rows(*items: Item) -> tuple[Row, ...]:
    """Return ``items`` as the rows of a file."""
    return tuple(Row(item) for item in items)


def import_items(*items: Item, use=QuestionUse.PRACTICE, topic: str = "", user=None) -> Outcome:
    """Import ``items`` as they would be after a look at their plan."""
    plan = plan_import(rows=rows(*items), topic=topic)
    return run_import(
        rows=rows(*items),
        topic=topic,
        use=use,
        name="cau-hoi.xlsx",
        expected=plan.digest,
        user=user,
        now=NOW,
    )


def states(*items, topic: str = "") -> list[RowState]:
    """Return what an import of ``items`` would do, by item."""
    return [row.state for row in plan_import(rows=rows(*items), topic=topic).rows]
