"""What is held on a person: the registry of places to look, which knows no model of any other room.

A place is added in ``sources/``: it gets what is known of the person and yields
what it holds. Names are compared folded and as whole words, so that "nguyen van
an" finds "Nguyễn Văn An" and not "Nguyễn Văn Anh".
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from django.utils.functional import Promise

from goodnews.core.folding import fold

if TYPE_CHECKING:
    from .models import DataRequest

SHORTEST_NAME = 2
SHORTEST_PHONE = 6
MOST_ROWS = 200
NO_WORD = re.compile(r"[\W_]+")
NO_DIGIT = re.compile(r"\D+")
# What stands before a Vietnamese number instead of its first 0.
COUNTRY = "84"


def words_of(text: str) -> str:
    """Return the folded words of ``text`` with a space before, between and after them."""
    return f" {NO_WORD.sub(' ', fold(text)).strip()} "


def digits_of(text: str) -> str:
    """Return the digits of a phone number without its 0 or country."""
    return NO_DIGIT.sub("", text).removeprefix(COUNTRY).lstrip("0")


@dataclass(frozen=True)
class Wanted:
    """What is known of the person who is looked for.

    Attributes:
        names: folded, as :func:`words_of` returns them.
        phones: as :func:`digits_of` returns them.
        emails: in lower case.
    """

    names: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()

    @classmethod
    def of(cls, *, names: Iterable[str] = (), phones=(), emails=()) -> "Wanted":
        """Return what is known, without what is too short to find anything by."""
        folded = dict.fromkeys(words_of(name) for name in names)
        digits = dict.fromkeys(digits_of(phone) for phone in phones)
        return cls(
            names=tuple(name for name in folded if len(name.strip()) >= SHORTEST_NAME),
            phones=tuple(number for number in digits if len(number) >= SHORTEST_PHONE),
            emails=tuple(dict.fromkeys(email.strip().lower() for email in emails if email.strip())),
        )

    @classmethod
    def by(cls, request: "DataRequest") -> "Wanted":
        """Return what ``request`` says of the person and of who is asking."""
        return cls.of(
            names=[request.person_name, request.requester_name],
            phones=[request.phone],
            emails=[request.email],
        )

    def __bool__(self):
        return bool(self.names or self.phones or self.emails)

    def is_named(self, *texts: str) -> bool:
        """Tell whether one of ``texts`` holds one of the names, as whole words."""
        return bool(self.names) and any(
            name in words for words in map(words_of, texts) for name in self.names
        )

    def is_mailed(self, *addresses: str) -> bool:
        """Tell whether one of ``addresses`` is the person's."""
        return any(address.lower() in self.emails for address in addresses if address)

    def is_called(self, *texts: str) -> bool:
        """Tell whether one of the phone numbers stands in one of ``texts``."""
        if not self.phones:
            return False
        digits = [NO_DIGIT.sub("", text) for text in texts]
        return any(number in found for found in digits for number in self.phones)

    def is_in(self, *texts: str) -> bool:
        """Tell whether anything known of the person stands in one of ``texts``."""
        return (
            self.is_named(*texts)
            or self.is_called(*texts)
            or any(email in text.lower() for text in texts for email in self.emails)
        )


@dataclass(frozen=True)
class Holding:
    """One thing that is held on somebody.

    Attributes:
        what: which thing it is.
        detail: what it says of the person, or in which state it is.
        url: where staff see it; empty where nothing leads there.
        is_public: everybody can read it.
        consent_id: the consent that can be withdrawn, where it is one in force.
    """

    what: str
    detail: str = ""
    url: str = ""
    is_public: bool = False
    consent_id: int | None = None


@dataclass(frozen=True)
class HoldingSource:
    """A place where something may be held on people.

    Attributes:
        code: its name; lower-case letters and hyphens.
        label: what it holds, for people.
        find: yields what it holds on somebody.
    """

    code: str
    label: str | Promise
    find: Callable[[Wanted], Iterator[Holding]]


@dataclass(frozen=True)
class Found:
    """What one place holds on somebody, as far as it is shown."""

    source: HoldingSource
    holdings: list[Holding] = field(default_factory=list)
    has_more: bool = False


_sources: dict[str, HoldingSource] = {}


def register_holdings(source: HoldingSource) -> None:
    """Let searches look into ``source``.

    Raises:
        ValueError: another one has its code.
    """
    if source.code in _sources and _sources[source.code] is not source:
        raise ValueError(f"two places of holdings are called {source.code}")
    _sources[source.code] = source


def all_sources() -> list[HoldingSource]:
    """Return every place, in the order of its registration."""
    return list(_sources.values())


def find_holdings(wanted: Wanted) -> list[Found]:
    """Return what every place holds on the person; one without anything says so."""
    found = []
    for source in all_sources():
        holdings = list(islice(source.find(wanted), MOST_ROWS + 1)) if wanted else []
        found.append(Found(source, holdings[:MOST_ROWS], len(holdings) > MOST_ROWS))
    return found
