"""Questions as XML that Moodle takes, and :func:`read_moodle_xml` takes back unchanged.

Texts are marked as plain, or as HTML where they bear marks or a picture. Source and its address stand in elements that Moodle passes over.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from html import escape
from itertools import accumulate

from .gap_texts import renumbered
from .items import Item, ItemChoice, ItemKind, ItemPicture
from .markup import RICH, html_text, is_rich
from .moodle_xml_pictures import picture_file, picture_html
from .numerals import decimal_range, write_number, write_percent
from .plain_texts import clean_text
from .topics import write_category, write_tags

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'
PLAIN, HTML = ' format="plain_text"', ' format="html"'
TYPES = {
    ItemKind.SINGLE: "multichoice",
    ItemKind.SEVERAL: "multichoice",
    ItemKind.TRUE_FALSE: "truefalse",
    ItemKind.SHORT_ANSWER: "shortanswer",
    ItemKind.NUMERIC: "numerical",
    ItemKind.MATCHING: "matching",
    ItemKind.ORDERING: "ordering",
    ItemKind.GAPS: "gapselect",
}


def write_moodle_xml(items: Iterable[Item]) -> bytes:
    """Return ``items`` as Moodle XML in UTF-8, each under its category."""
    parts = [HEAD]
    topic = ""
    for item in items:
        if item.topic != topic:
            topic = item.topic
            path = _texted("category", write_category(topic))
            parts.append(f'<question type="category">\n{path}</question>\n')
        parts += [
            f'<question type="{TYPES[item.kind]}">\n',
            *_details(item),
            *WRITERS[item.kind](item),
            "</question>\n",
        ]
    return ("".join(parts) + "</quiz>\n").encode()


def _escaped(text: str) -> str:
    return escape(clean_text(text), quote=False)


def _simple(tag: str, text: str) -> str:
    return f"<{tag}>{_escaped(text)}</{tag}>\n"


def _texted(tag: str, text: str, attributes: str = "") -> str:
    return f"<{tag}{attributes}><text>{_escaped(text)}</text></{tag}>\n"


def _maybe(tag: str, text: str) -> str:
    return _texted(tag, text, PLAIN) if text else ""


def _details(item: Item) -> Iterator[str]:
    """Yield what a question has beside its answers."""
    yield _texted("name", item.name)
    form, body = _body(item.stem, item.picture)
    yield f"<questiontext{form}>{_renumbered(item, body)}</questiontext>\n"
    yield _maybe("generalfeedback", item.explanation)
    yield _maybe("correctfeedback", item.right_feedback)
    yield _maybe("incorrectfeedback", item.wrong_feedback)
    details = (("idnumber", item.identifier), ("source", item.source))
    for tag, text in (*details, ("sourceurl", item.source_url)):
        if text:
            yield _simple(tag, text)
    if tags := write_tags(item.tags, item.difficulty):
        yield "<tags>\n" + "".join(_texted("tag", tag) for tag in tags) + "</tags>\n"


def _body(text: str, picture: ItemPicture | None) -> tuple[str, str]:
    """Return the attribute and the elements of a text that may bear marks and a picture."""
    if picture is None and not is_rich(text):
        return PLAIN, f"<text>{_escaped(text)}</text>"
    if picture is None:
        return HTML, f"<text>{_escaped(html_text(text))}</text>"
    shown = html_text(text if is_rich(text) else f"{RICH}{escape(text, quote=False)}")
    said = f"{shown}{picture_html(picture)}"
    return HTML, f"<text>{_escaped(said)}</text>{picture_file(picture)}"


def _answer(text: str, weight: Fraction, *, feedback: str = "", more: str = "") -> str:
    said = _maybe("feedback", feedback)
    head = f'<answer fraction="{write_percent(weight)}"{PLAIN}>'
    return f"{head}<text>{_escaped(text)}</text>\n{more}{said}</answer>\n"


def _choice(choice: ItemChoice) -> str:
    form, body = _body(choice.text, choice.picture)
    head = f'<answer fraction="{write_percent(choice.weight)}"{form}>'
    return f"{head}{body}\n{_maybe('feedback', choice.feedback)}</answer>\n"


def _write_choices(item: Item) -> Iterator[str]:
    yield _simple("single", "true" if item.kind == ItemKind.SINGLE else "false")
    yield "<shuffleanswers>true</shuffleanswers>\n<answernumbering>ABC</answernumbering>\n"
    for choice in item.choices:
        yield _choice(choice)


def _write_truth(item: Item) -> Iterator[str]:
    for name, choice in zip(("true", "false"), item.choices, strict=True):
        yield _answer(name, choice.weight, feedback=choice.feedback)


def _write_accepted(item: Item) -> Iterator[str]:
    yield "<usecase>0</usecase>\n"
    for choice in item.choices:
        yield _answer(choice.text, choice.weight, feedback=choice.feedback)


def _write_numbers(item: Item) -> Iterator[str]:
    for number in item.numbers:
        low, high = decimal_range(number.lowest, number.highest)
        tolerance = _simple("tolerance", write_number((high - low) / 2))
        middle = write_number((low + high) / 2)
        yield _answer(middle, number.weight, feedback=number.feedback, more=tolerance)


def _write_pairs(item: Item) -> Iterator[str]:
    yield "<shuffleanswers>true</shuffleanswers>\n"
    for pair in item.pairs:
        answer = _texted("answer", pair.answer)
        yield f"<subquestion{PLAIN}><text>{_escaped(pair.stem)}</text>\n{answer}</subquestion>\n"


def _write_steps(item: Item) -> Iterator[str]:
    """Yield the steps in their order, which is how Moodle reads them too."""
    yield "<layouttype>VERTICAL</layouttype>\n<selecttype>ALL</selecttype>\n"
    yield "<selectcount>0</selectcount>\n<gradingtype>ABSOLUTE_POSITION</gradingtype>\n"
    yield "<showgrading>SHOW</showgrading>\n<numberingstyle>none</numberingstyle>\n"
    for number, step in enumerate(item.steps, start=1):
        yield f'<answer fraction="{number}"{PLAIN}><text>{_escaped(step)}</text></answer>\n'


def _renumbered(item: Item, body: str) -> str:
    """Return the text; Moodle's gaps name the right one of all options, from 1 on."""
    if item.kind != ItemKind.GAPS:
        return body
    firsts = list(accumulate((len(texts) for texts in item.gaps), initial=1))
    return renumbered(body, lambda gap: firsts[gap - 1])


def _write_gaps(item: Item) -> Iterator[str]:
    yield "<shuffleanswers>1</shuffleanswers>\n"
    for gap, texts in enumerate(item.gaps, start=1):
        for text in texts:
            said = f"<text>{_escaped(text)}</text>\n<group>{gap}</group>"
            yield f"<selectoption>{said}</selectoption>\n"


WRITERS = {
    ItemKind.SINGLE: _write_choices,
    ItemKind.SEVERAL: _write_choices,
    ItemKind.TRUE_FALSE: _write_truth,
    ItemKind.SHORT_ANSWER: _write_accepted,
    ItemKind.NUMERIC: _write_numbers,
    ItemKind.MATCHING: _write_pairs,
    ItemKind.ORDERING: _write_steps,
    ItemKind.GAPS: _write_gaps,
}
