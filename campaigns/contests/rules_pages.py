"""What a page of rules shows: articles, the texts around them, what changed."""

from collections.abc import Iterator
from dataclasses import dataclass

from .models import RulesVersion
from .rules import ContestRules, from_json
from .sentences import Article, articles


@dataclass(frozen=True)
class ShownRules:
    """The rules as they are read.

    Attributes:
        before, after: rich text around the articles.
    """

    articles: tuple[Article, ...]
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class ShownChange:
    """What one article said before, and what it says since."""

    title: str
    gone: tuple[str, ...]
    new: tuple[str, ...]


def shown_rules(rules: ContestRules, *, before: str = "", after: str = "") -> ShownRules:
    """Return ``rules`` for a page."""
    return ShownRules(tuple(articles(rules)), before, after)


def shown_version(version: RulesVersion) -> ShownRules:
    """Return the rules of a version for a page."""
    rules = from_json(version.content)
    return shown_rules(rules, before=version.before_rules, after=version.after_rules)


def shown_changes(before: ContestRules, after: ContestRules) -> list[ShownChange]:
    """Return the articles that differ, sentence by sentence."""
    return list(_changes(articles(before), articles(after)))


def _changes(old: list[Article], new: list[Article]) -> Iterator[ShownChange]:
    known = {each.key: each for each in old}
    following = {each.key: each for each in new}
    for key in dict.fromkeys([*following, *known]):
        was = known[key].sentences if key in known else ()
        now = following[key].sentences if key in following else ()
        gone = tuple(each for each in was if each not in now)
        added = tuple(each for each in now if each not in was)
        if gone or added:
            yield ShownChange((following.get(key) or known[key]).title, gone, added)
