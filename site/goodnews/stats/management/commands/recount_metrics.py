from datetime import date, timedelta

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from goodnews.stats.days import Days
from goodnews.stats.metrics import all_metrics
from goodnews.stats.services import add_up_page_views, recount_metrics


class Command(BaseCommand):
    """Count the metrics anew from their sources, and add up the views of pages by month.

    Run it every night, and whenever in doubt.
    """

    help = "Recount every metric of the ledger from its sources; without days: this year and last."

    def add_arguments(self, parser):
        parser.add_argument("--from", dest="first", metavar="YYYY-MM-DD", help="First day.")
        parser.add_argument("--to", dest="last", metavar="YYYY-MM-DD", help="Last day: today.")
        parser.add_argument("--last-days", type=int, metavar="N", help="Today and the days before.")
        parser.add_argument("--dry-run", action="store_true", help="Count only, change nothing.")

    def handle(self, *args, first, last, last_days, dry_run, **options):
        now = timezone.now()
        days = self.days(first, last, last_days, today=timezone.localdate(now))
        results = recount_metrics(metrics=all_metrics(), days=days, now=now, is_dry_run=dry_run)
        self.stdout.write(f"{days.first} – {days.last}:")
        for result in results:
            would = "would become" if dry_run else "became"
            self.stdout.write(
                f"{result.metric.code}: {result.before.rows} rows of {result.before.total} "
                f"{would} {result.after.rows} rows of {result.after.total}."
            )
        if not dry_run:
            add_up_page_views(days=days, now=now)
            self.stdout.write(self.style.SUCCESS(f"{len(results)} metrics counted."))

    def days(self, first: str | None, last: str | None, last_days: int | None, *, today) -> Days:
        """Return the days asked for."""
        if last_days is not None and (first or last):
            raise CommandError("Give either --last-days or --from and --to.")
        try:
            if last_days is not None:
                return Days(today - timedelta(days=last_days - 1), today)
            end = date.fromisoformat(last) if last else today
            begin = date.fromisoformat(first) if first else date(end.year - 1, 1, 1)
            return Days(begin, end)
        except (ValueError, OverflowError) as error:
            raise CommandError(f"Wrong days: {error}.") from error
