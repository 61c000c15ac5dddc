from django.core.management.base import BaseCommand
from django.utils import timezone

from campaigns.contests.evidence.chain import chain_attempts, unchained_attempts
from campaigns.contests.models import Contest


class Command(BaseCommand):
    """Vouch for the attempts submitted since the last run. Run it every minute."""

    help = "Add submitted attempts to the chain of evidence."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Count only, change nothing.")

    def handle(self, *args, dry_run, **options):
        now, count = timezone.now(), 0
        for pk in Contest.objects.values_list("pk", flat=True):
            if dry_run:
                count += unchained_attempts(pk, now).count()
            else:
                count += chain_attempts(contest_id=pk, now=now)
        done = "would be added" if dry_run else "added"
        self.stdout.write(f"{count} attempts {done}.")
