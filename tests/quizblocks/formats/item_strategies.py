"""Questions of every kind, as a sound file could hold them, for tests of round trips.

Texts are composed (NFC), without spaces at either end, and made of Vietnamese letters, of
signs that some format must escape, and of anything else that is not a control character.
"""

import os
import unicodedata
from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st

from goodnews.core.marked_text import BOLD, ITALIC, LOWERED, RAISED, MarkedText
from quizblocks.formats.gap_texts import gaps_in
from quizblocks.formats.items import (
    FALSE_TEXT,
    NOTHING,
    TRUE_TEXT,
    WHOLE,
    Item,
    ItemChoice,
    ItemKind,
    ItemNumber,
    ItemPair,
    ItemPicture,
)
from quizblocks.formats.markup import kept

# ROUND_TRIPS=1000 for the figure.
EXAMPLES = int(os.environ.get("ROUND_TRIPS", "25"))
LETTERS = "aăâbcdđeêghiyklmnoôơpqrstuưvxABĐÊƠƯáảãạếệờợữụỳ 0123456789"
SIGNS = "~=#{}:\\%*[]()<>&\"'/.,;|@!?_-+$`^"
TRAPS = (
    "->",
    "####",
    "::",
    "//",
    "[html]",
    "[plain]",
    "%50%",
    "\\n",
    "\\\\",
    "TRUE",
    "&amp;",
    "&nbsp;",
    "<b>",
    "<!--",
    "]]>",
    "$CATEGORY:",
    "_____",
    "..",
    "ANSWER: A",
    "A. ",
    "[tag:",
    "=1+1",
    "  ",
)
PARTS = st.one_of(
    st.text(LETTERS, min_size=1, max_size=12),
    st.sampled_from(SIGNS),
    st.sampled_from(TRAPS),
    st.characters(exclude_categories=("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs")),
)
WEIGHTS = st.sampled_from(
    [Fraction(part, whole) for whole in (1, 2, 3, 4, 6, 7, 8, 9) for part in range(-1, whole)]
)
LESS_THAN_WHOLE = WEIGHTS.filter(lambda weight: weight < WHOLE)


def composed(parts: list[str]) -> str:
    return unicodedata.normalize("NFC", "".join(parts)).strip()


def lines(most_parts: int = 6) -> st.SearchStrategy[str]:
    """Texts of one line that are not empty."""
    return st.lists(PARTS, min_size=1, max_size=most_parts).map(composed).filter(bool)


def texts() -> st.SearchStrategy[str]:
    """Texts of one line to three, with an empty line here and there."""
    more = st.lists(st.tuples(st.sampled_from(["\n", "\n\n"]), lines()), max_size=2)
    return st.builds(
        lambda first, rest: first + "".join(end + line for end, line in rest), lines(), more
    )


def marked_texts() -> st.SearchStrategy[str]:
    """Texts of one line to three, about half of them with marks on some of their letters."""
    marks = st.sampled_from([BOLD, ITALIC, RAISED, LOWERED, BOLD | ITALIC, ITALIC | LOWERED])
    spans = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12), marks), max_size=3)

    def marked(text: str, spans: list[tuple[int, int, int]]) -> str:
        flags = bytearray(len(text))
        for start, length, mark in spans:
            for place in range(start, min(start + length, len(text))):
                flags[place] = mark
        return kept(MarkedText(text, bytes(flags)))

    return st.builds(marked, texts(), spans)


def maybe(text: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(st.just(""), text)


def topics() -> st.SearchStrategy[str]:
    """Paths of up to three names, "" included; no name holds a slash."""
    name = lines(3).map(lambda text: composed([text.replace("/", "").replace("$", "")]))
    return st.lists(name.filter(bool), max_size=3).map("/".join)


def tags() -> st.SearchStrategy[tuple[str, ...]]:
    tag = lines(3).filter(lambda text: "," not in text and not text.startswith("difficulty:"))
    return st.lists(tag, max_size=3, unique_by=str.casefold).map(tuple)


def details(kind: ItemKind) -> dict[str, st.SearchStrategy]:
    """Strategies of all that a question of any kind may hold beside its answers."""
    return {
        "kind": st.just(kind),
        "stem": marked_texts(),
        "name": maybe(lines()),
        "explanation": maybe(texts()),
        "right_feedback": maybe(texts()),
        "wrong_feedback": maybe(texts()),
        "topic": topics(),
        "difficulty": st.sampled_from(["", "easy", "medium", "hard"]),
        "tags": tags(),
        "source": maybe(lines()),
        "source_url": st.sampled_from(["", "https://vanban.example.vn/luat?dieu=4&khoan=1#a"]),
        "identifier": maybe(lines(2)),
    }


def choices(weights: list[Fraction], text: st.SearchStrategy[str]) -> st.SearchStrategy[tuple]:
    """One choice for each of ``weights``, in any order, no text twice."""
    size = len(weights)
    different = st.lists(text, min_size=size, max_size=size, unique=True)
    feedback = st.lists(maybe(texts()), min_size=size, max_size=size)
    return st.builds(
        lambda order, words, said: tuple(map(ItemChoice, words, order, said)),
        st.permutations(weights),
        different,
        feedback,
    )


def single_items() -> st.SearchStrategy[Item]:
    """One choice earns all of the mark; others may earn a part, or lose one."""
    others = st.lists(LESS_THAN_WHOLE, min_size=1, max_size=4)
    answers = others.flatmap(lambda weights: choices([WHOLE, *weights], marked_texts()))
    return st.builds(Item, choices=answers, **details(ItemKind.SINGLE))


def several_items() -> st.SearchStrategy[Item]:
    """Right choices share the mark evenly; wrong ones lose a share or nothing."""
    lost = st.sampled_from([NOTHING, Fraction(-1, 2), Fraction(-1, 3), Fraction(-1)])
    weights = st.builds(
        lambda right, wrong: [*[Fraction(1, right)] * right, *wrong],
        st.integers(1, 4),
        st.lists(lost, min_size=1, max_size=3),
    )
    answers = weights.flatmap(lambda each: choices(each, marked_texts()))
    return st.builds(Item, choices=answers, **details(ItemKind.SEVERAL))


def true_false_items() -> st.SearchStrategy[Item]:
    answers = st.builds(
        lambda is_true, first, second: (
            ItemChoice(TRUE_TEXT, Fraction(is_true), first),
            ItemChoice(FALSE_TEXT, Fraction(not is_true), second),
        ),
        st.booleans(),
        maybe(texts()),
        maybe(texts()),
    )
    return st.builds(Item, choices=answers, **details(ItemKind.TRUE_FALSE))


def numeric_items() -> st.SearchStrategy[Item]:
    """Decimals with up to three places; at least one range earns all of the mark."""

    def number(low: int, width: int, weight: Fraction, feedback: str) -> ItemNumber:
        return ItemNumber(Fraction(low, 1000), Fraction(low + width, 1000), weight, feedback)

    low, width = st.integers(-(10**9), 10**9), st.one_of(st.just(0), st.integers(0, 10**6))
    full = st.builds(number, low, width, st.just(WHOLE), maybe(texts()))
    partial = st.builds(number, low, width, WEIGHTS, maybe(texts()))
    numbers = st.builds(lambda first, rest: (first, *rest), full, st.lists(partial, max_size=2))
    return st.builds(Item, numbers=numbers, **details(ItemKind.NUMERIC))


def short_answer_items() -> st.SearchStrategy[Item]:
    others = st.lists(LESS_THAN_WHOLE, max_size=2)
    # A lone star that earns nothing speaks to all other answers.
    text = lines().filter(lambda text: text != "*")
    answers = others.flatmap(lambda weights: choices([WHOLE, *weights], text))
    return st.builds(Item, choices=answers, **details(ItemKind.SHORT_ANSWER))


def ordering_items() -> st.SearchStrategy[Item]:
    steps = st.lists(texts(), min_size=2, max_size=5, unique=True).map(tuple)
    return st.builds(Item, steps=steps, **details(ItemKind.ORDERING))


def matching_items() -> st.SearchStrategy[Item]:
    """Two pairs or more, then answers that belong to none."""
    pairs = st.lists(
        st.builds(ItemPair, texts(), lines()),
        min_size=2,
        max_size=4,
        unique_by=lambda pair: pair.stem,
    )
    wrong = st.lists(st.builds(ItemPair, st.just(""), lines()), max_size=2)
    both = st.builds(lambda first, rest: (*first, *rest), pairs, wrong)
    return st.builds(Item, pairs=both, **details(ItemKind.MATCHING))


def gap_items() -> st.SearchStrategy[Item]:
    """A text with one gap to three, each with a list of its own."""
    part = lines(3).filter(lambda text: not gaps_in(text))
    gap = st.lists(lines(3), min_size=2, max_size=4, unique=True).map(tuple)

    def stem(parts: list[str], count: int) -> str:
        return " ".join(f"{text} [[{number}]]" for number, text in enumerate(parts[:count], 1))

    return st.lists(gap, min_size=1, max_size=3).flatmap(
        lambda gaps: st.builds(
            Item,
            **details(ItemKind.GAPS)
            | {
                "gaps": st.just(tuple(gaps)),
                "stem": st.lists(part, min_size=3, max_size=3).map(
                    lambda parts: stem(parts, len(gaps))
                ),
            },
        )
    )


def items_with_gaps() -> st.SearchStrategy[Item]:
    """Questions of every kind, for formats that hold them all."""
    return st.one_of(items(), gap_items())


def pictured_items() -> st.SearchStrategy[Item]:
    """Questions of every kind, about half of them with pictures, for formats that carry those."""
    picture = st.builds(
        ItemPicture,
        lines().map(lambda text: " ".join(text.split())),
        st.binary(min_size=1, max_size=60),
    )
    maybe_picture = st.one_of(st.none(), picture)

    def pictured(item: Item, own: ItemPicture | None, others: list) -> Item:
        if item.kind not in (ItemKind.SINGLE, ItemKind.SEVERAL):
            return replace(item, picture=own)
        # A picture may stand alone, where no other choice has the same words.
        choices = tuple(
            replace(choice, picture=other, text="" if other and is_alone else choice.text)
            for choice, (other, is_alone) in zip(item.choices, others, strict=False)
        )
        return replace(item, picture=own, choices=choices + item.choices[len(choices) :])

    others = st.lists(st.tuples(maybe_picture, st.booleans()), max_size=5)
    return st.builds(pictured, items_with_gaps(), maybe_picture, others)


def items() -> st.SearchStrategy[Item]:
    """Questions of every kind but those with gaps, which GIFT does not know."""
    return st.one_of(
        single_items(),
        several_items(),
        true_false_items(),
        numeric_items(),
        short_answer_items(),
        ordering_items(),
        matching_items(),
    )
