from django.core.management.base import BaseCommand
from django.utils import timezone

from goodnews.workflows.models import Letter
from goodnews.workflows.services import send_waiting_letters


class Command(BaseCommand):
    """Send the mail that a process which died, or a mail server that was away, left behind.

    Run it every minute from cron.
    """

    help = "Send the letters that are still waiting."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Count only, change nothing.")

    def handle(self, *args, dry_run, **options):
        now = timezone.now()
        if dry_run:
            self.stdout.write(f"{Letter.objects.due_at(now).count()} letters would be sent.")
            return
        run = send_waiting_letters(now=now)
        self.stdout.write(
            self.style.SUCCESS(
                f"{run.sent_count} sent, {run.waiting_count} waiting, "
                f"{run.forgotten_count} forgotten."
            )
        )
