from django.core.management.base import BaseCommand

from campaigns.contests.attempts.submitting import close_overdue
from campaigns.contests.clock import database_now
from campaigns.contests.models import Attempt


class Command(BaseCommand):
    """Submit attempts whose time is over, with the answers saved by then. Run it every minute."""

    help = "Submit attempts whose time is over."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Count only, change nothing.")

    def handle(self, *args, dry_run, **options):
        now = database_now()
        overdue = Attempt.objects.overdue_at(now).count()
        if dry_run:
            self.stdout.write(f"{overdue} attempts would be submitted.")
            return
        if overdue:
            self.stdout.write(f"{overdue} attempts are overdue.")
        closed = close_overdue(attempts=Attempt.objects.all(), now=now)
        self.stdout.write(self.style.SUCCESS(f"{closed} attempts submitted."))
