from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from campaigns.contests.turns import TurnWatch

# Longer than a minute, so that a run that begins late misses nothing.
LOOKS_BACK = timedelta(seconds=150)


class Command(BaseCommand):
    """End the kept pages where a round of a contest has just opened or closed.

    Run it every minute from cron, or let ``run_scheduler`` do it every second.
    """

    help = "End the kept pages where a round of a contest has just opened or closed."

    def handle(self, *args, **options):
        now = timezone.now()
        watch = TurnWatch(looked_at=now - LOOKS_BACK)
        self.stdout.write("Turned." if watch.look(now) else "Nothing has turned.")
