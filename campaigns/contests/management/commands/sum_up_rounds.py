from django.core.management.base import BaseCommand

from campaigns.contests.item_sums.summing import sum_up_rounds


class Command(BaseCommand):
    """Add up the answers of closed rounds for the figures of the question bank.

    Run it every few minutes from cron, or let ``run_scheduler`` do it every minute. Run again
    it changes nothing that is up to date.
    """

    help = "Add up the answers of closed rounds for the figures of the question bank."

    def handle(self, *args, **options):
        self.stdout.write(f"{sum_up_rounds()} rounds were added up.")
