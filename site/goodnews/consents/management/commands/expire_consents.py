from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from goodnews.consents.models import ConsentRecord
from goodnews.consents.services import expire_consents, warn_of_last_days


class Command(BaseCommand):
    """Take down what stands on consents whose last day is over; warn of those that end soon.

    Run it every night soon after midnight. May be run twice, also at the same moment.
    """

    help = "End consents whose last day is over, and tell staff of those that end soon."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Count only, change nothing.")

    def handle(self, *args, dry_run, **options):
        now = timezone.now()
        if dry_run:
            ended = ConsentRecord.objects.past_last_day(now).count()
            near = ConsentRecord.objects.ending_within(settings.CONSENT_WARNING_DAYS, now).count()
            self.stdout.write(f"{ended} consents would end; staff would be told of {near}.")
            return
        ended = expire_consents(now=now)
        near = warn_of_last_days(now=now)
        self.stdout.write(self.style.SUCCESS(f"{ended} consents ended; staff told of {near}."))
