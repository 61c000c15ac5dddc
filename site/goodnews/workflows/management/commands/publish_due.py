from django.core.management.base import BaseCommand
from django.utils import timezone

from goodnews.core.pagecache import settle_owed_purges
from goodnews.workflows.services import end_expired_claims, publish_due
from goodnews.workflows.services.schedule import due_revisions

# Until shortly before cron starts the next run.
PATIENCE_SECONDS = 50


class Command(BaseCommand):
    """Publish what is planned, take off what has expired, end claims that ran out.

    Ends the kept pages, too, that a process which died left behind. Run it every minute from
    cron, or let ``run_scheduler`` do it every second.
    """

    help = "Publish what is planned and take off what has expired."

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", "--dryrun", action="store_true", help="Count only, change nothing."
        )

    def handle(self, *args, dry_run, **options):
        now = timezone.now()
        if dry_run:
            self.stdout.write(f"{len(due_revisions(now))} items would be published.")
            return
        end_expired_claims(now=now)
        settle_owed_purges()
        run = publish_due(now=now, patience=PATIENCE_SECONDS)
        if run.is_busy:
            self.stdout.write("Another run is publishing.")
            return
        self.stdout.write(
            self.style.SUCCESS(
                f"{run.published_count} published, {run.expired_count} taken off, "
                f"{run.failed_count} failed."
            )
        )
