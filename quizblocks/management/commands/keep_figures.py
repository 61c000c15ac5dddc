from django.core.management.base import BaseCommand
from django.utils import timezone

from quizblocks.statistics.keeping import keep_figures


class Command(BaseCommand):
    """Sum up the figures of questions for the list of the analysis.

    Run it every ten minutes from cron, or let ``run_scheduler`` do it. Only questions whose
    answers, keys or annulments changed are summed up again.
    """

    help = "Sum up the figures of questions for the list of the analysis."

    def add_arguments(self, parser):
        parser.add_argument(
            "--all", action="store_true", help="Sum up every question that was ever answered."
        )

    def handle(self, *args, **options):
        count = keep_figures(now=timezone.now(), everything=options["all"])
        self.stdout.write(f"{count} questions were summed up.")
