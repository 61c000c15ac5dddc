from django.core.management.base import BaseCommand
from django.utils import timezone

from campaigns.contests.evidence.chain import chain_all_attempts, unchained_attempts
from campaigns.contests.models import Contest


class Command(BaseCommand):
    """Vouch for the attempts submitted since the last run. Run it every minute."""

    help = "Add submitted attempts to the chain of evidence."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Count only, change nothing.")

    def handle(self, *args, dry_run, **options):
        now = timezone.now()
        if dry_run:
            contests = Contest.objects.values_list("pk", flat=True)
            count = sum(unchained_attempts(pk, now).count() for pk in contests)
            self.stdout.write(f"{count} attempts would be added.")
            return
        self.stdout.write(f"{chain_all_attempts(now)} attempts added.")
