from django.core.management.base import BaseCommand
from django.utils import timezone

from goodnews.privacy.services import remind_of_requests


class Command(BaseCommand):
    """Write the people responsible what requests about personal data are due.

    Run it every morning from cron; it is silent on days off, and once a day is enough for it.
    """

    help = "Send the morning's letter about requests that are late or soon will be."

    def handle(self, *args, **options):
        count = remind_of_requests(now=timezone.now())
        self.stdout.write(self.style.SUCCESS(f"{count} requests in the letter."))
