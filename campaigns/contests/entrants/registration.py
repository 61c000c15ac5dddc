"""Entering a contest, and coming back by a code."""

from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from campaigns.contests.models import Contest, Entrant, League
from campaigns.contests.rules import ContestRules
from campaigns.contests.successors import successors_on
from goodnews.accounts.models import User
from goodnews.accounts.roles import Role
from goodnews.core.folding import fold
from goodnews.units.models import Unit

from .codes import draw_code, hash_of
from .errors import (
    AgeError,
    AlreadyRegisteredError,
    ContestOverError,
    ExcludedError,
    NoLeagueError,
    OtherUnitError,
    RosterError,
    RunningTeamError,
    UnknownCodeError,
)
from .exclusions import Traits, is_excluded
from .people import Person, age_on, is_of_age, league_of, person_text
from .roster import earlier_selves, identifying_fields, is_listed

# Unit secretaries and editors enter like anybody; who sees questions or the site's inside does not.
MOST_MERGED = 100
RUNNING_ROLES = (Role.ORGANISER, Role.ADMINISTRATOR)


@dataclass(frozen=True)
class Application:
    """What somebody filled in, read by the form.

    Attributes:
        user: the account that is signed in on the device, or None.
        device_key: what is kept of the device, "" where it is not known.
    """

    full_name: str
    birth_date: date | None = None
    unit: Unit | None = None
    phone: str = ""
    email: str = ""
    guardian_phone: str = ""
    shows_name: bool = False
    wants_reminders: bool = False
    user: User | None = None
    device_key: str = ""

    @property
    def traits(self) -> Traits:
        """By what an excluded person is known."""
        return Traits(self.full_name, self.birth_date, self.phone, self.email)

    @property
    def person(self) -> Person:
        """What makes two registrations one person."""
        unit = self.unit.pk if self.unit else None
        return Person(self.full_name, self.birth_date, unit, self.phone, self.email)


def register_entrant(
    *,
    contest: Contest,
    rules: ContestRules,
    application: Application,
    now: datetime,
    rng: Random,
) -> tuple[Entrant, str]:
    """Enter somebody who agreed to the rules; return the entrant and the return code.

    Args:
        rng: where the code comes from: ``SystemRandom`` in the view.

    Raises:
        RegistrationError: the person may not enter, or has entered.
    """
    league = check_application(rules=rules, application=application, now=now)
    key = _check_lists(contest, rules, application, timezone.localdate(now))
    code = draw_code(rng)
    values = {
        name: getattr(application, name)
        for name in ("full_name", "birth_date", "unit", "phone", "email", "guardian_phone")
    }
    try:
        # The database decides between two that come at once.
        with transaction.atomic():
            entrant = Entrant.objects.create(
                contest=contest,
                person_key=key,
                code_hash=hash_of(code),
                folded_name=fold(application.full_name)[:120],
                league=_league_row(contest, league),
                consented_at=now,
                registered_at=now,
                shows_name=application.shows_name,
                reminders_wanted_at=now if application.wants_reminders else None,
                device_key=application.device_key,
                **values,
            )
    except IntegrityError as error:
        raise AlreadyRegisteredError from error
    return entrant, code


def person_key(contest: Contest, rule: str, person: Person) -> str:
    """Return what only one entrant of ``contest`` has; nobody reads the person from it."""
    salt = f"contests.person.{contest.pk}"
    return salted_hmac(salt, person_text(rule, person), algorithm="sha256").hexdigest()


def _check_lists(contest: Contest, rules: ContestRules, application: Application, day: date) -> str:
    """Return the key of the person, who is on no list of excluded people and on the roster.

    Raises:
        RegistrationError: the person is on the wrong list, or registered for a unit that is
            part of the own one now.
    """
    if is_excluded(contest, application.traits):
        raise ExcludedError
    person = application.person
    key = person_key(contest, rules.person, person)
    selves = earlier_selves(rules, person, day)
    earlier = [person_key(contest, rules.person, each) for each in selves]
    if rules.roster_only and not is_listed(contest, [key, *earlier]):
        fields = identifying_fields(rules)
        raise RosterError(field=fields[0], contact=contest.complaint_contact)
    if earlier and Entrant.objects.filter(contest=contest, person_key__in=earlier).exists():
        raise AlreadyRegisteredError
    return key


def check_application(*, rules: ContestRules, application: Application, now: datetime) -> str:
    """Return the code of the league that takes somebody, "" where there are none.

    Raises:
        RegistrationError: the person may not enter.
    """
    if all(now >= each.closes_at for each in rules.rounds):
        raise ContestOverError
    _refuse_running_team(application)
    _refuse_other_units(rules, application.unit)
    age = age_at(rules, application.birth_date)
    if not is_of_age(age, rules.age_from, rules.age_to):
        raise AgeError(_age_sentence(rules))
    if not rules.leagues:
        return ""
    kind = application.unit.kind if application.unit else ""
    league = league_of(rules.leagues, age=age, kind=kind)
    if league is None:
        raise NoLeagueError
    return league.code


def age_at(rules: ContestRules, birth_date: date | None) -> int | None:
    """Return the age on the day on which the contest opens, or None where it is not known."""
    if birth_date is None or not rules.rounds:
        return None
    opens_at = min(each.opens_at for each in rules.rounds)
    return age_on(birth_date, timezone.localdate(opens_at, timezone.get_default_timezone()))


def possible_units(rules: ContestRules, *, day: date):
    """Return the units whose people may enter."""
    units = Unit.objects.valid_on(day)
    if rules.unit is not None:
        root = Unit.objects.filter(pk=rules.unit).first()
        units = units.within(root) if root else units.none()
    return units.filter(kind__in=rules.unit_kinds) if rules.unit_kinds else units


def successors_of(rules: ContestRules, *, text: str, day: date) -> list[Unit]:
    """Return the units that may enter and hold a merged unit whose name or code has ``text``."""
    merged = Unit.objects.matching(text).filter(merger__merged_on__lte=day)
    into = successors_on(day)
    wanted = {into[pk] for pk in merged.values_list("pk", flat=True)[:MOST_MERGED] if pk in into}
    return list(possible_units(rules, day=day).filter(pk__in=wanted)) if wanted else []


def find_entrant(*, contest: Contest, code: str) -> Entrant:
    """Return the entrant who has the return code ``code``.

    Raises:
        UnknownCodeError: nobody in this contest has it.
    """
    entrant = Entrant.objects.filter(contest=contest, code_hash=hash_of(code)).first()
    if entrant is None:
        raise UnknownCodeError
    return entrant


def renew_code(*, entrant: Entrant, rng: Random) -> str:
    """Return a new return code for ``entrant``; the old one is worth nothing from now on."""
    code = draw_code(rng)
    Entrant.objects.filter(pk=entrant.pk).update(code_hash=hash_of(code))
    return code


def running_team():
    """Return the accounts of those who see questions or the inside of the site."""
    groups = [role.group_name for role in RUNNING_ROLES]
    return User.objects.filter(Q(groups__name__in=groups) | Q(is_superuser=True))


def _refuse_running_team(application: Application) -> None:
    known = Q(pk=application.user.pk) if application.user else Q(pk__in=[])
    if application.email:
        known |= Q(email__iexact=application.email)
    if running_team().filter(known).exists():
        raise RunningTeamError


def _refuse_other_units(rules: ContestRules, unit: Unit | None) -> None:
    if unit is None:
        return
    is_kind = not rules.unit_kinds or unit.kind in rules.unit_kinds
    is_within = (
        rules.unit is None
        or Unit.objects.filter(pk=rules.unit, path__in=_paths_above(unit)).exists()
    )
    if not (is_kind and is_within):
        raise OtherUnitError


def _paths_above(unit: Unit) -> list[str]:
    return [unit.path[: end * Unit.steplen] for end in range(1, unit.depth + 1)]


def _age_sentence(rules: ContestRules) -> str:
    ages = {"lowest": rules.age_from, "highest": rules.age_to}
    if rules.age_from is not None and rules.age_to is not None:
        return _("This contest is for people from %(lowest)s to %(highest)s years old.") % ages
    if rules.age_to is not None:
        return _("This contest is for people up to %(highest)s years old.") % ages
    return _("This contest is for people from %(lowest)s years on.") % ages


def _league_row(contest: Contest, code: str) -> League | None:
    return League.objects.filter(contest=contest, code=code).first() if code else None
