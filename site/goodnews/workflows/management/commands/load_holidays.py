from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from goodnews.workflows.models.days_off import FIRST_YEAR, LAST_YEAR
from goodnews.workflows.services import add_public_holidays

YEARS_AHEAD = 4


class Command(BaseCommand):
    """Write the public holidays of the coming years into the settings of the editors' desk.

    Safe to run again: what the office changed stays. The editors check each year
    against what the government decides for it.
    """

    help = "Add the public holidays of this year and the next four to the days off."

    def add_arguments(self, parser):
        this_year = timezone.localdate(timezone.now()).year
        parser.add_argument("--from", type=int, default=this_year, dest="first_year")
        parser.add_argument("--to", type=int, default=this_year + YEARS_AHEAD, dest="last_year")

    def handle(self, *args, first_year, last_year, **options):
        if not FIRST_YEAR <= first_year <= last_year <= LAST_YEAR:
            raise CommandError("Give years from 2000 to 2100, the first one first.")
        added = add_public_holidays(first_year=first_year, last_year=last_year)
        for holiday in added:
            self.stdout.write(f"+ {holiday.first_on} – {holiday.last_on} {holiday.name}")
        self.stdout.write(self.style.SUCCESS(f"{len(added)} holidays added."))
