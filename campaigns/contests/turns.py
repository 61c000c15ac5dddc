"""At every opening and closing the kept pages end: what they say has turned."""

from datetime import datetime, timedelta

from goodnews.core.pagecache import purge_public_pages

from .models import Round

# A scheduler that was down for longer finds the pages made anew.
LONGEST_REST = timedelta(days=1)


class TurnWatch:
    """Remembers when it looked last; each process that runs chores has its own."""

    def __init__(self, *, looked_at: datetime | None = None):
        self.looked_at = looked_at

    def look(self, now: datetime) -> bool:
        """End the kept pages if a round has opened or closed since the last look."""
        since = self.looked_at or now - LONGEST_REST
        rounds = Round.objects.filter(contest__published_at__isnull=False)
        opened = rounds.filter(opens_at__gt=since, opens_at__lte=now)
        closed = rounds.filter(closes_at__gt=since, closes_at__lte=now)
        has_turned = (opened | closed).exists()
        if has_turned:
            purge_public_pages()
        self.looked_at = now
        return has_turned
