from django.core.management.base import BaseCommand
from django.utils import timezone

from goodnews.stats.models import DailySalt, DailyVisitor, PageSighting
from goodnews.stats.services import forget_visitors


class Command(BaseCommand):
    """Forget the visitors of past days. Run it every night, so that a quiet day forgets too."""

    help = "Delete the secrets, visitors and sightings of past days; the counts stay."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Count only, change nothing.")

    def handle(self, *args, dry_run, **options):
        today = timezone.localdate(timezone.now())
        if dry_run:
            models = (DailySalt, DailyVisitor, PageSighting)
            count = sum(model.objects.filter(day__lt=today).count() for model in models)
            self.stdout.write(f"{count} rows would be deleted.")
            return
        count = forget_visitors(before=today)
        self.stdout.write(self.style.SUCCESS(f"{count} rows deleted."))
