"""The rules that are valid now."""

from campaigns.contests.models import Contest, RulesVersion
from campaigns.contests.rules import ContestRules, from_json


def latest_rules(contest: Contest) -> tuple[RulesVersion, ContestRules]:
    """Return the version of the rules that is valid, and what it says.

    Raises:
        RulesVersion.DoesNotExist: nothing was published.
    """
    version = contest.versions.order_by("-number").first()
    if version is None:
        raise RulesVersion.DoesNotExist
    return version, from_json(version.content)
