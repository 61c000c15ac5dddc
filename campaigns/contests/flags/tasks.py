"""Going over a round in the background: 500,000 attempts take minutes."""

from django_tasks import task

from campaigns.contests.clock import database_now
from campaigns.contests.models import Round

from .finding import find_flags


@task()
def search_round(round_pk: int) -> int:
    """Look for signs in a closed round; return how many there are."""
    return find_flags(round_=Round.objects.get(pk=round_pk), now=database_now())
