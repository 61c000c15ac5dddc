from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.formats import date_format

from campaigns.reminders.services import ReminderRun, plan_reminders, send_reminders


class Command(BaseCommand):
    """Remind people by e-mail of what their rules say. Run it every hour, after the ledger."""

    help = "Send one letter to everybody for whom a reminder is due."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Say only, send nothing.")

    def handle(self, *args, dry_run, **options):
        now = timezone.now()
        run = plan_reminders(now=now) if dry_run else send_reminders(now=now, clock=timezone.now)
        self._report(run)
        if dry_run:
            self._report_plan(run)
        else:
            self.stdout.write(f"{len(run.sent)} sent, {len(run.failed)} failed.")

    def _report(self, run: ReminderRun) -> None:
        if run.quiet_until:
            local = timezone.localtime(run.quiet_until, timezone.get_default_timezone())
            self.stdout.write(f"Quiet until {date_format(local, 'H:i d/m/Y')}.")
        for rule in run.unread:
            self.stdout.write(f"left out, the ledger was not counted lately: {rule}")
        for address, reason in run.failed:
            self.stdout.write(f"failed: {address}: {reason}")
        if run.server_fault:
            self.stdout.write(f"stopped: {run.server_fault}")

    def _report_plan(self, run: ReminderRun) -> None:
        for draft in run.planned:
            self.stdout.write(f"{draft.reader.user.get_full_name()} <{draft.reader.user.email}>")
            for line in draft.lines:
                self.stdout.write(f"  {line.text}")
        for matter in run.untold:
            what = matter.unit if matter.page is None else f"“{matter.page.draft_title}”"
            self.stdout.write(f"nobody to tell: {what} ({matter.rule})")
        self.stdout.write(f"{len(run.planned)} letters would be sent.")
