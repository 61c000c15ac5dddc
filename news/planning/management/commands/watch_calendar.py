from django.core.management.base import BaseCommand
from django.utils import timezone

from news.planning.services import watch_slots


class Command(BaseCommand):
    """Fill empty days from the reserve and warn of those to come. Run it often from cron."""

    help = "Fill empty days from the reserve and warn of those that will stay empty."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Say only, change nothing.")

    def handle(self, *args, dry_run, **options):
        run = watch_slots(now=timezone.now(), dry_run=dry_run)
        words = ("would be filled", "would be warned of") if dry_run else ("filled", "warned of")
        for what, lines in zip(
            (*words, "failed"), (run.filled, run.warned, run.failed), strict=True
        ):
            for line in lines:
                self.stdout.write(f"{what}: {line}")
        self.stdout.write(
            f"{len(run.filled)} {words[0]}, {len(run.warned)} {words[1]}, {len(run.failed)} failed."
        )
