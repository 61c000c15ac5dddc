"""Which column of a table holds what: guessed from its headings, changed by a person.

Headings are Vietnamese or English, in any order, in one row or in two of which
the upper one is merged ("Phương án" above "A", "B", "C", "D"); titles may stand
above them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from goodnews.core.spreadsheets.cells import tidy
from goodnews.core.spreadsheets.tables import heading_key

from .choice_texts import LETTERS
from .drafts import Part

# Titles, decrees and remarks may stand above the headings.
HEADING_ROWS = 20
CHOICE = "choice:"
OFFERED_CHOICES = 8
HEADINGS = {
    Part.IDENTIFIER: "Mã câu hỏi",
    Part.KIND: "Loại câu hỏi",
    Part.STEM: "Câu hỏi",
    Part.KEY: "Đáp án",
    Part.EXPLANATION: "Giải thích",
    Part.TOPIC: "Chủ đề",
    Part.DIFFICULTY: "Độ khó",
    Part.TAGS: "Thẻ",
    Part.SOURCE: "Nguồn",
    Part.SOURCE_URL: "Đường dẫn nguồn",
    Part.NAME: "Tên câu hỏi",
    Part.RIGHT_FEEDBACK: "Nhận xét khi đúng",
    Part.WRONG_FEEDBACK: "Nhận xét khi sai",
    Part.CHOICE_FEEDBACK: "Nhận xét từng phương án",
    Part.CHOICES: "Các phương án",
}
_OTHER_HEADINGS = {
    Part.IDENTIFIER: "ma macau maso mach id code identifier macauhoi",
    Part.KIND: "loai dang dangcauhoi loaicau kieu kieucauhoi hinhthuc type kind questiontype",
    Part.STEM: "noidung noidungcauhoi cauhoitracnghiem cauhoivatraloi debai dedan caudan "
    "noidungcau question questiontext questions stem",
    Part.KEY: "dapandung da dapanchinhxac phuongandung traloidung cautraloidung ketqua "
    "luachondung key answer correct correctanswer rightanswer answerkey correctanswers",
    Part.EXPLANATION: "giaithichdapan loigiai huongdangiai lygiai lydo explanation rationale",
    Part.TOPIC: "chuyende linhvuc chuong mang phan topic category subject",
    Part.DIFFICULTY: "mucdo mucdokho mucdonhanthuc capdo capdonhanthuc difficulty level",
    Part.TAGS: "tukhoa nhan tag tags keywords",
    Part.SOURCE: "nguontrichdan trichdan cancu cancuphaply tailieu tailieuthamkhao source reference",
    Part.SOURCE_URL: "duongdan link lienket linknguon lienketnguon url sourceurl diachinguon",
    Part.NAME: "ten tencau tieude name title",
    Part.RIGHT_FEEDBACK: "loikhen correctfeedback rightfeedback",
    Part.WRONG_FEEDBACK: "incorrectfeedback wrongfeedback",
    Part.CHOICE_FEEDBACK: "nhanxetphuongan feedback choicefeedback",
    Part.CHOICES: "phuongan luachon cacluachon phuongantraloi cacphuongantraloi phuonganluachon "
    "cautraloi traloi cacdapan choices options answers phuonganabcd",
}
_ROLE_OF = {heading_key(heading): part.value for part, heading in HEADINGS.items()}
_ROLE_OF |= {word: part.value for part, words in _OTHER_HEADINGS.items() for word in words.split()}
_CHOICE_HEADING = re.compile(
    r"(?:phuongan|pa|dapan|da|luachon|cautraloi|traloi|cacphuongan|phuongantraloi"
    r"|choice|option|answer)?(?:([a-z])|([1-9]))"
)


@dataclass(frozen=True)
class SheetMapping:
    """What each column of a table holds.

    Attributes:
        heading_row: the last row of the headings, from 1 on; 0 where there are none.
        headings: what stands above each column, from the first one on.
        roles: for each column a part, "choice:a", "choice:b"…, or "" where it is not read.
    """

    heading_row: int = 0
    headings: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()

    def with_role(self, place: int, role: str) -> Self:
        """Return the mapping with ``role`` at column ``place`` (from 0) and nowhere else."""
        roles = ["" if one == role else one for one in self.roles]
        roles[place] = role
        return replace(self, roles=tuple(roles))

    @property
    def is_complete(self) -> bool:
        """Whether questions can be read: there is a column with their text."""
        return Part.STEM in self.roles

    def column(self, role: str) -> str:
        """Return how people find the column of ``role``: its heading, or else its letter."""
        if role not in self.roles:
            return ""
        place = self.roles.index(role)
        return self.headings[place] or get_column_letter(place + 1)

    def choice_places(self) -> list[int]:
        """Return where choice A, choice B… stand."""
        found = sorted(
            (role, place) for place, role in enumerate(self.roles) if role.startswith(CHOICE)
        )
        return [place for _role, place in found]


def choice_role(place: int) -> str:
    """Return the role of the choice ``place``, from 0 on."""
    return f"{CHOICE}{LETTERS[place].lower()}"


def role_labels(mapping: SheetMapping) -> dict[str, str]:
    """Return what a mapping screen offers for each column, in the reader's language."""
    last = max([OFFERED_CHOICES, *(LETTERS.index(r[-1].upper()) + 1 for r in _choices(mapping))])
    choices = {
        choice_role(place): _("Choice %(letter)s") % {"letter": LETTERS[place]}
        for place in range(last)
    }
    return {
        "": _("Do not read"),
        Part.STEM.value: _("Question"),
        **choices,
        Part.CHOICES.value: _("All choices in one cell"),
        Part.KEY.value: _("Key"),
        Part.EXPLANATION.value: _("Explanation"),
        Part.TOPIC.value: _("Topic"),
        Part.DIFFICULTY.value: _("Difficulty"),
        Part.SOURCE.value: _("Source"),
        Part.SOURCE_URL.value: _("Address of the source"),
        Part.TAGS.value: _("Tags"),
        Part.KIND.value: _("Kind of question"),
        Part.IDENTIFIER.value: _("Code of the question"),
        Part.NAME.value: _("Name of the question"),
        Part.RIGHT_FEEDBACK.value: _("Said when right"),
        Part.WRONG_FEEDBACK.value: _("Said when wrong"),
        Part.CHOICE_FEEDBACK.value: _("Said to each choice"),
    }


def guess_columns(rows: Sequence[Sequence[Any]]) -> SheetMapping:
    """Return the mapping that the headings of ``rows`` suggest.

    Where no headings are found, no column has a role and a person must choose.
    """
    best, best_score = SheetMapping(), (1, True)
    width = max((len(row) for row in rows[: HEADING_ROWS + 2]), default=0)
    for number in range(min(len(rows), HEADING_ROWS)):
        for mapping in _readings(rows, number, width):
            # Where one row says as much as two, the upper one is a title.
            score = sum(map(bool, mapping.roles)), mapping.heading_row == number + 1
            if mapping.is_complete and score > best_score:
                best, best_score = mapping, score
    return best if best.roles else SheetMapping(0, ("",) * width, ("",) * width)


def _choices(mapping: SheetMapping) -> list[str]:
    return [role for role in mapping.roles if role.startswith(CHOICE)]


def _readings(rows, number: int, width: int) -> Iterator[SheetMapping]:
    """Yield row ``number`` (from 0) as headings, then it together with the row below."""
    upper = _texts(rows[number], width)
    yield SheetMapping(number + 1, tuple(upper), _roles([(text,) for text in upper]))
    below = _texts(rows[number + 1], width) if number + 1 < len(rows) else []
    if sum(map(bool, below)) < 2:
        return
    pairs, above = [], ""
    for text, lower in zip(upper, below, strict=True):
        # A merged heading holds its text in its first cell only.
        above = text or (above if lower else "")
        pairs.append((above, lower) if lower else (text,))
    if all(_role_of(pair) for pair in pairs if len(pair) == 2):
        headings = tuple(" ".join(filter(None, pair)) for pair in pairs)
        yield SheetMapping(number + 2, headings, _roles(pairs))


def _texts(row: Sequence[Any], width: int) -> list[str]:
    texts = [tidy(cell) if isinstance(cell, str | int) else "" for cell in row[:width]]
    return texts + [""] * (width - len(texts))


def _roles(headings: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the roles of the columns; of two with the same role the first has it."""
    roles: list[str] = []
    for heading in headings:
        role = _role_of(heading)
        roles.append("" if role in roles else role)
    if Part.STEM not in roles:
        # "Câu" is a number's heading, unless nothing else can hold the question.
        bare = [heading_key(" ".join(heading)) for heading in headings]
        if "cau" in bare and not roles[bare.index("cau")]:
            roles[bare.index("cau")] = Part.STEM.value
    # A single letter says something only beside others: "A", "B".
    places = [place for place, role in enumerate(roles) if role.startswith(CHOICE)]
    if len(places) < 2:
        roles = ["" if place in places else role for place, role in enumerate(roles)]
    return tuple(roles)


def _role_of(heading: tuple[str, ...]) -> str:
    """Return the role of a heading of one row, or of two rows one above the other."""
    if len(heading) == 2:
        above, below = heading
        if _role_of((above,)) in (Part.CHOICES, Part.KEY, "") and _is_choice(below):
            return _role_of((below,))
        return _role_of((f"{above} {below}",)) or _role_of((below,))
    (text,) = heading
    if len(text) > 60:
        return ""
    for said in (text, re.sub(r"\([^)]*\)|\[[^]]*\]", " ", text)):
        key = heading_key(said)
        if key in _ROLE_OF:
            return _ROLE_OF[key]
        if found := _CHOICE_HEADING.fullmatch(key):
            letter = found[1] or LETTERS[int(found[2]) - 1].lower()
            return f"{CHOICE}{letter}"
    return Part.STEM.value if heading_key(text).startswith("noidungcauhoi") else ""


def _is_choice(text: str) -> bool:
    return _role_of((text,)).startswith(CHOICE)
