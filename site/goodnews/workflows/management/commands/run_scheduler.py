import signal
import time

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from goodnews.workflows.chores import Round, all_chores

PAUSE_SECONDS = 1.0


class Command(BaseCommand):
    """Do every second what cron does every minute, until it is told to stop.

    For systemd, which starts it again at once when it dies. It may run on
    several servers, and beside the commands of cron.
    """

    help = "Publish, send and watch the calendar every second, for ever."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="Go round once, then stop.")

    def handle(self, *args, once, **options):
        chores = all_chores()
        self.stdout.write(f"At work: {', '.join(chore.name for chore in chores)}.")
        rounds = Round(chores)
        if once:
            done = rounds.run(clock=timezone.now)
            self.stdout.write(self.style.SUCCESS(f"{len(done)} of {len(chores)} done."))
            return
        # What is half done is rolled back: the next one does it.
        signal.signal(signal.SIGTERM, _stop)
        while True:
            rounds.run(clock=timezone.now)
            close_old_connections()
            time.sleep(PAUSE_SECONDS)


def _stop(_number, _frame) -> None:
    raise SystemExit(0)
