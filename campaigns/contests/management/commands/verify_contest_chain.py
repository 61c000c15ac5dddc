from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from campaigns.contests.evidence.checking import verify_chain
from campaigns.contests.models import Contest


class Command(BaseCommand):
    """Go over the chain of evidence of each contest; name the first link that does not hold."""

    help = "Verify the chain of evidence of contests."

    def add_arguments(self, parser):
        parser.add_argument("--contest", help="Address of one contest; all without it.")

    def handle(self, *args, contest=None, **options):
        contests = Contest.objects.order_by("pk")
        if contest:
            contests = contests.filter(slug=contest)
            if not contests:
                raise CommandError(f"There is no contest {contest}.")
        broken = 0
        for each in contests:
            found = verify_chain(each, timezone.now())
            said = "holds" if found.holds else f"BROKEN, first at {found.breaks[0]}"
            self.stdout.write(
                f"{each.slug}: {found.links} links, head {found.head[:16] or '–'}, "
                f"{found.waiting} waiting: {said}"
            )
            broken += not found.holds
        if broken:
            raise CommandError(f"{broken} chains do not hold.")
