from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from news.desk.models import DeskDraft
from news.desk.services import forget_drafts


class Command(BaseCommand):
    """Delete drafts that nobody touched for a long time and nobody ever sent. Run it every night.

    They hold names and photographs of people who were never asked to be kept for years.
    """

    help = "Delete old drafts that were never sent, with their photographs and proofs."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Count only, change nothing.")

    def handle(self, *args, dry_run, **options):
        now = timezone.now()
        days = settings.DESK_DRAFT_DAYS
        if dry_run:
            count = DeskDraft.objects.forgotten_at(now, days=days).count()
            self.stdout.write(f"{count} drafts would be deleted.")
            return
        count = forget_drafts(days=days, now=now)
        self.stdout.write(self.style.SUCCESS(f"{count} drafts deleted."))
