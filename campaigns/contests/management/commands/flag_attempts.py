"""Look for signs of unfair play in a closed round."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from campaigns.contests.clock import database_now
from campaigns.contests.flags.finding import find_flags, look_for_flags
from campaigns.contests.models import Round
from campaigns.contests.results.errors import ResultError


class Command(BaseCommand):
    """Find the signs of a round; run it again as often as is wanted."""

    help = "Look for signs of unfair play in a closed round of a contest."

    def add_arguments(self, parser):
        parser.add_argument("contest", help="Address of the contest, as in /cuoc-thi/ADDRESS/.")
        parser.add_argument("round", type=int, help="Number of the round.")
        parser.add_argument("--dry-run", action="store_true", help="Count only, change nothing.")

    def handle(self, *args, contest, round, dry_run, **options):
        round_ = Round.objects.filter(contest__slug=contest, number=round).first()
        if round_ is None:
            raise CommandError(_("There is no such round."))
        if dry_run:
            self.stdout.write(f"{len(look_for_flags(round_).flags)} signs would be noted.")
            return
        try:
            count = find_flags(round_=round_, now=database_now())
        except ResultError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(self.style.SUCCESS(f"{count} signs are noted."))
