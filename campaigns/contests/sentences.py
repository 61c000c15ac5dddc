"""The rules in full sentences, as entrants read them (thể lệ); pure.

What is printed here is what the engine does: both read the same values.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodnews.units.choices import UnitKind

from .choices import PersonRule
from .moments import closing, opening
from .prize_sentences import certificate_sentences, prize_sentences
from .round_sentences import chain_sentence, round_sentences
from .rules import ContestRules, LeagueRules, RoundRules

ANY_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Article:
    """One article (điều) of the rules.

    Attributes:
        key: names it in the address of the page.
    """

    key: str
    title: str
    sentences: tuple[str, ...]


def articles(rules: ContestRules) -> list[Article]:
    """Return the rules as articles, each with at least one sentence."""
    found = [
        Article("du-thi", _("Who may enter"), tuple(_who(rules))),
        Article("dang-ky", _("Registration"), tuple(_registration(rules))),
        Article("bang-thi", _("Leagues"), tuple(_league(each) for each in rules.leagues)),
        Article("thoi-gian", _("Dates"), tuple(_dates(rules.rounds))),
        *_play(rules),
        Article("giai-thuong", _("Prizes"), tuple(prize_sentences(rules))),
        Article("giay-chung-nhan", _("Certificates"), tuple(certificate_sentences(rules))),
    ]
    return [each for each in found if each.sentences]


def enumeration(parts: Iterable[str]) -> str:
    """Return "a, b, c"."""
    return ", ".join(str(part) for part in parts)


def ages(low: int | None, high: int | None) -> str:
    """Return the years that somebody may have, or ""."""
    values = {"from": low, "to": high}
    if low is None and high is None:
        return ""
    if high is None:
        return _("%(from)s years or older") % values
    if low is None:
        return _("%(to)s years or younger") % values
    return _("%(from)s to %(to)s years old") % values


def unit_kinds(kinds: Iterable[str]) -> str:
    """Return the names of kinds of units."""
    return enumeration(UnitKind(kind).label for kind in kinds)


def _who(rules: ContestRules) -> Iterator[str]:
    old = ages(rules.age_from, rules.age_to)
    if rules.roster_only:
        yield _("Only people whose name is on the organiser's roster may enter.")
    elif not old and not rules.unit_title and not rules.unit_kinds:
        yield _("Everybody may enter.")
    if old:
        yield _("Entrants are %(ages)s on the day of the contest's first opening.") % {"ages": old}
    if rules.unit_title:
        yield _("Entrants belong to %(unit)s.") % {"unit": rules.unit_title}
    if rules.unit_kinds:
        yield _("Their unit is one of: %(kinds)s.") % {"kinds": unit_kinds(rules.unit_kinds)}
    yield _("Members of the organising team and the people who run the system may not enter.")


def _registration(rules: ContestRules) -> Iterator[str]:
    asked = [_("full name")]
    asked += [_("birth date")] if rules.asks_birth_date else []
    asked += [_("unit")] if rules.asks_unit else []
    asked += [_("phone number")] if rules.asks_phone else []
    asked += [_("e-mail address")] if rules.asks_email else []
    yield _("Entrants give: %(fields)s.") % {"fields": enumeration(asked)}
    if rules.guardian_below is not None:
        message = _("Entrants below %(age)s give the phone number of a parent or guardian, too.")
        yield message % {"age": rules.guardian_below}
    yield {
        PersonRule.NAME_BIRTH_UNIT: _(
            "Everybody registers once; same name, birth date and unit are taken for one person."
        ),
        PersonRule.PHONE: _("Everybody registers once; one phone number is one person."),
        PersonRule.PHONE_NAME: _(
            "Everybody registers once; one phone number may serve several children of a family, "
            "each under the own name."
        ),
        PersonRule.EMAIL: _("Everybody registers once; one e-mail address is one person."),
        PersonRule.ROSTER: _("Everybody registers once, as the line of the roster says."),
    }[PersonRule(rules.person)]


def _league(league: LeagueRules) -> str:
    who = [ages(league.age_from, league.age_to), unit_kinds(league.unit_kinds)]
    values = {"league": league.title, "who": "; ".join(each for each in who if each)}
    if values["who"]:
        return _("%(league)s: %(who)s.") % values
    return _("%(league)s: everybody who belongs to no other league.") % values


def _dates(rounds: Iterable[RoundRules]) -> Iterator[str]:
    for each in rounds:
        values = {
            "round": each.title,
            "opens": opening(each.opens_at),
            "closes": closing(each.closes_at),
        }
        if each.kind == "practice":
            yield (
                _(
                    "%(round)s (practice): opens at %(opens)s, closes at %(closes)s. What is done "
                    "here is not ranked and not counted."
                )
                % values
            )
        else:
            yield _("%(round)s: opens at %(opens)s, closes at %(closes)s.") % values
    yield _(
        "All times are Viet Nam time, by the server's clock. What arrives at the moment of "
        "opening is accepted, what arrives at the moment of closing or later is not."
    )


def _play(rules: ContestRules) -> Iterator[Article]:
    """Rounds that are played alike stand in one article."""
    groups: dict[RoundRules, list[RoundRules]] = {}
    for each in rules.rounds:
        alike = replace(each, number=0, title="", opens_at=ANY_MOMENT, closes_at=ANY_MOMENT)
        groups.setdefault(alike, []).append(each)
    for members in groups.values():
        title = _("How it is played and ranked")
        if len(groups) > 1:
            names = enumeration(each.title for each in members)
            title = _("How it is played and ranked: %(rounds)s") % {"rounds": names}
        sentences = tuple(round_sentences(members[0], rules.leagues))
        yield Article(f"cach-thi-{members[0].number}", title, sentences)
    if rules.is_cumulative:
        yield Article("ca-cuoc-thi", _("Result of the whole contest"), tuple(_sum(rules)))


def _sum(rules: ContestRules) -> Iterator[str]:
    scored = len(rules.scored_rounds)
    yield ngettext(
        "The scores of the round are the result of the contest.",
        "The scores of all %(count)s rounds are added up. Who misses a round gets 0 for it and "
        "stays in the contest.",
        scored,
    ) % {"count": scored}
    yield chain_sentence(rules.cumulative_tie_breaks)
