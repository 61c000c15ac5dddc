from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from goodnews.home.services import build_site


class Command(BaseCommand):
    """Build languages, roles, page tree, workflow and consent texts; safe to run again."""

    help = "Build what must stand before the first story; run it once after migrate."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Show only, change nothing.")

    def handle(self, *args, dry_run, **options):
        with transaction.atomic():
            tree = build_site(now=timezone.now())
            if dry_run:
                transaction.set_rollback(True)
        for name in tree.created:
            self.stdout.write(f"+ {name}")
        if not tree.created:
            message = "Nothing to set up."
        else:
            message = "Would be set up." if dry_run else "Set up."
        self.stdout.write(self.style.SUCCESS(message))
