"""A new draft made of rules: of another contest, or of those that come with the site."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale

from campaigns.contests.bank import LANGUAGE
from campaigns.contests.models import Contest, DrawLine, FixedQuestion, League, Prize, Round
from campaigns.contests.reading import SAME_NAMES, SAME_NAMES_OF_ROUND, rules_of
from campaigns.contests.rules import ContestRules, RoundRules
from goodnews.core.folding import slugify_vietnamese
from quizblocks.models import Question

SLUG_LENGTH = 80
COPIED_TEXTS = (
    "summary",
    "before_rules",
    "after_rules",
    "poster",
    "organiser_name",
    "complaint_contact",
)


@transaction.atomic
def build_contest(*, rules: ContestRules, slug: str = "", **texts) -> Contest:
    """Return a draft whose rows say ``rules``.

    Args:
        slug: its address; made of the title where there is none.
        texts: further fields of the contest.
    """
    contest = Contest.objects.create(
        slug=slug or free_slug(rules.title),
        unit_id=rules.unit,
        unit_kinds=list(rules.unit_kinds),
        cumulative_tie_breaks=list(rules.cumulative_tie_breaks),
        **{name: getattr(rules, name) for name in SAME_NAMES},
        **texts,
    )
    leagues: dict[str, League | None] = {"": None}
    for each in rules.leagues:
        leagues[each.code] = League.objects.create(
            contest=contest,
            code=each.code,
            title=each.title,
            age_from=each.age_from,
            age_to=each.age_to,
            unit_kinds=list(each.unit_kinds),
        )
    for round_ in rules.rounds:
        _add_round(contest, round_, leagues)
    for each in rules.prizes:
        Prize.objects.create(
            contest=contest,
            round_number=each.round,
            league=leagues[each.league],
            measure=each.measure,
            title=each.title,
            place=each.place,
            count=each.count,
            value=each.value,
            points=each.points,
        )
    return contest


@transaction.atomic
def copy_contest(*, contest: Contest) -> Contest:
    """Return a draft with the rules and texts of ``contest`` and an address of its own."""
    texts = {name: getattr(contest, name) for name in COPIED_TEXTS}
    title = _("%(title)s (copy)") % {"title": contest.title}
    slug = free_slug(title)
    copied = build_contest(rules=rules_of(contest), slug=slug, **texts)
    copied.title = title[:200]
    copied.save(update_fields=["title"])
    return copied


def free_slug(title: str) -> str:
    """Return an address for a contest of that title which no other has."""
    base = slugify_vietnamese(title)[: SLUG_LENGTH - 4].strip("-") or "cuoc-thi"
    taken = set(Contest.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in [base, *numbered] if slug not in taken)


def _add_round(contest: Contest, rules: RoundRules, leagues: dict[str, League | None]) -> None:
    round_ = Round.objects.create(
        contest=contest,
        attempts_allowed=rules.attempts,
        tie_breaks=list(rules.tie_breaks),
        **{name: getattr(rules, name) for name in SAME_NAMES_OF_ROUND},
    )
    for draw in rules.draws:
        DrawLine.objects.create(
            round=round_,
            league=leagues[draw.league],
            topic_id=draw.topic,
            difficulty=draw.difficulty,
            count=draw.count,
            points=draw.points,
        )
    keys = [each.question for each in rules.fixed]
    locale = Locale.objects.get(language_code=LANGUAGE)
    found = {
        str(each.translation_key): each
        for each in Question.objects.filter(translation_key__in=keys, locale=locale)
    }
    for each in rules.fixed:
        if each.question in found:
            FixedQuestion.objects.create(
                round=round_,
                league=leagues[each.league],
                question=found[each.question],
                points=each.points,
            )
