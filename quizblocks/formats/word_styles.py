"""Styles and automatic numbers of a Word file: what its reader sees, but its text does not say.

Source: ECMA-376 part 1, 17.7 (styles) and 17.9 (numbering).
"""

from dataclasses import dataclass, field

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from goodnews.core.marked_text import BOLD, HIGHLIGHTED, RED, UNDERLINED, is_red

ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
OFF = ("0", "false", "none", "off")
MAX_DEPTH = 12
NO_FILL = ("auto", "FFFFFF", "clear", "")


@dataclass(frozen=True)
class Style:
    """What a style says of itself: marks that it sets or takes away, its list, its heading."""

    based_on: str = ""
    sets: int = 0
    clears: int = 0
    number_id: str = ""
    level: int = 0
    heading: int = 0


def marks_of(properties) -> tuple[int, int]:
    """Return which marks a run's properties set, and which they take away."""
    sets = clears = 0
    if properties is None:
        return 0, 0
    for mark, name in ((BOLD, "w:b"), (UNDERLINED, "w:u"), (HIGHLIGHTED, "w:highlight")):
        found = properties.find(qn(name))
        if found is not None:
            is_off = (found.get(qn("w:val")) or "") in OFF
            sets, clears = sets | (0 if is_off else mark), clears | (mark if is_off else 0)
    colour = properties.find(qn("w:color"))
    if colour is not None:
        red = is_red(colour.get(qn("w:val")))
        sets, clears = sets | (RED if red else 0), clears | (0 if red else RED)
    shade = properties.find(qn("w:shd"))
    if shade is not None and (shade.get(qn("w:fill")) or "").upper() not in (*NO_FILL, "AUTO"):
        sets |= HIGHLIGHTED
    return sets, clears


class Styles:
    """The styles of a document, by their names inside the file."""

    def __init__(self, document):
        self._styles: dict[str, Style] = {}
        self._default = ""
        for element in document.styles.element.findall(qn("w:style")):
            name = element.get(qn("w:styleId")) or ""
            self._styles[name] = _style(element)
            if element.get(qn("w:default")) == "1" and element.get(qn("w:type")) == "paragraph":
                self._default = name

    def marks(self, name: str) -> int:
        """Return the marks that text in the style ``name`` bears."""
        flag = 0
        for style in reversed(self._line(name)):
            flag = (flag & ~style.clears) | style.sets
        return flag

    def heading(self, name: str) -> int:
        """Return the level of the heading, 1 the highest; 0 where it is none."""
        return next((style.heading for style in self._line(name) if style.heading), 0)

    def numbering(self, name: str) -> tuple[str, int]:
        """Return the list that the style ``name`` belongs to and the level in it."""
        found = (style for style in self._line(name) if style.number_id)
        style = next(found, Style())
        return style.number_id, style.level

    def _line(self, name: str) -> list[Style]:
        """Return the style and those that it is based on."""
        line: list[Style] = []
        name = name or self._default
        while name in self._styles and len(line) < MAX_DEPTH:
            line.append(self._styles[name])
            name = self._styles[name].based_on
        return line


def _style(element) -> Style:
    based_on, name = element.find(qn("w:basedOn")), element.find(qn("w:name"))
    said = (name.get(qn("w:val")) or "").lower() if name is not None else ""
    heading = said.removeprefix("heading ") if said.startswith("heading ") else ""
    sets, clears = marks_of(element.find(qn("w:rPr")))
    number_id, level = list_of(element.find(qn("w:pPr")))
    return Style(
        based_on=based_on.get(qn("w:val")) or "" if based_on is not None else "",
        sets=sets,
        clears=clears,
        number_id=number_id,
        level=level,
        heading=int(heading) if heading.isdecimal() and len(heading) == 1 else 0,
    )


def list_of(properties) -> tuple[str, int]:
    """Return the list and the level that a paragraph's properties name, "" for none."""
    numbering = properties.find(qn("w:numPr")) if properties is not None else None
    if numbering is None:
        return "", 0
    number_id, level = numbering.find(qn("w:numId")), numbering.find(qn("w:ilvl"))
    said = level.get(qn("w:val")) if level is not None else "0"
    return (
        number_id.get(qn("w:val")) or "" if number_id is not None else "",
        int(said) if (said or "").isdecimal() and int(said) < 9 else 0,
    )


@dataclass
class _Level:
    """How one level of a list is numbered."""

    shape: str = "decimal"
    text: str = "%1."
    start: int = 1


@dataclass
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


class Numbers:
    """The automatic numbers of a document, counted from its beginning on."""

    def __init__(self, document):
        self._shapes: dict[str, dict[int, _Level]] = {}
        self._numbers: dict = {}
        self._lists: dict[str, _List | None] = {}
        self._shared: dict[str, _List] = {}
        relations = document.part.rels.values()
        part = next(
            (r.target_part for r in relations if r.reltype == RELATIONSHIP_TYPE.NUMBERING), None
        )
        if part is None:
            return
        root, named = part.element, qn("w:numId")
        self._shapes = {
            one.get(qn("w:abstractNumId")): _levels(one)
            for one in root.findall(qn("w:abstractNum"))
        }
        self._numbers = {number.get(named): number for number in root.findall(qn("w:num"))}

    def _list(self, number_id: str) -> _List | None:
        """Return a list of the document, read when a paragraph first names it."""
        if number_id not in self._lists:
            number = self._numbers.get(number_id)
            self._lists[number_id] = None if number is None else self._read(number)
        return self._lists[number_id]

    def _read(self, number) -> _List:
        abstract = number.find(qn("w:abstractNumId"))
        name = abstract.get(qn("w:val")) if abstract is not None else ""
        # Lists of one shape count on together, unless one of them begins anew.
        shared = self._shared.setdefault(name, _List(self._shapes.get(name, {})))
        overrides = number.findall(qn("w:lvlOverride"))
        if not overrides:
            return shared
        levels = dict(shared.levels)
        for override in overrides:
            _override(levels, override)
        return _List(levels)

    def label(self, number_id: str, level: int) -> str | None:
        """Return the next label of a list: "A.", "3)", "" for a bullet; None for no list."""
        numbered = self._list(number_id)
        if numbered is None or level not in numbered.levels:
            return None
        shape = numbered.levels[level]
        counts = numbered.counts
        counts[level] = counts.get(level, shape.start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        if shape.shape in ("bullet", "none"):
            return ""
        text = shape.text
        for place, one in numbered.levels.items():
            number = counts.get(place, one.start)
            text = text.replace(f"%{place + 1}", _shown(number, one.shape))
        return text


def _levels(element) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for one in element.findall(qn("w:lvl")):
        place = one.get(qn("w:ilvl")) or ""
        if place.isdecimal():
            levels[int(place)] = _level(one, _Level())
    return levels


def _level(element, before: _Level) -> _Level:
    said = {
        name: found.get(qn("w:val")) or ""
        for name in ("numFmt", "lvlText", "start")
        if (found := element.find(qn(f"w:{name}"))) is not None
    }
    start = said.get("start", "")
    return _Level(
        said.get("numFmt", before.shape),
        said.get("lvlText", before.text),
        int(start) if start.isdecimal() and len(start) < 6 else before.start,
    )


def _override(levels: dict[int, _Level], override) -> None:
    place = override.get(qn("w:ilvl")) or ""
    if not place.isdecimal():
        return
    before = levels.get(int(place), _Level())
    inner, start = override.find(qn("w:lvl")), override.find(qn("w:startOverride"))
    after = _level(inner, before) if inner is not None else before
    said = start.get(qn("w:val")) or "" if start is not None else ""
    if said.isdecimal() and len(said) < 6:
        after = _Level(after.shape, after.text, int(said))
    levels[int(place)] = after


def _shown(number: int, shape: str) -> str:
    if shape in ("upperLetter", "lowerLetter") and number > 0:
        letter = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if shape == "upperLetter" else letter.lower()
    if shape in ("upperRoman", "lowerRoman"):
        roman = _roman(number)
        return roman.upper() if shape == "upperRoman" else roman
    return str(number)


def _roman(number: int) -> str:
    text = ""
    for value, sign in ROMAN:
        while number >= value and len(text) < 20:
            text, number = text + sign, number - value
    return text
