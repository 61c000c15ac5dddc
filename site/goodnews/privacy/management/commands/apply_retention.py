from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from goodnews.privacy.services import RetentionReport, apply_retention
from goodnews.privacy.services.retention import what_is_due


class Command(BaseCommand):
    """Take away what has been kept long enough. Run it every night from cron.

    How long what is kept stands in the admin. Cut off at any moment, it goes on
    where it was with the next run.
    """

    help = "Delete or anonymise personal data whose time is over."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Count only, change nothing.")

    def handle(self, *args, dry_run, **options):
        now = timezone.now()
        if dry_run:
            for report in what_is_due(now=now):
                self.stdout.write(f"{_line(report)} would go{_oldest(report)}")
            return
        reports = apply_retention(now=now, tell=lambda report: self.stdout.write(_line(report)))
        for report in reports:
            if report.stuck_count:
                self.stdout.write(f"{report.kind.code}: {report.stuck_count} could not go")
        failed = [f"{report.kind.code}: {report.error}" for report in reports if report.error]
        if failed:
            raise CommandError("; ".join(failed))
        count = sum(report.count for report in reports)
        self.stdout.write(self.style.SUCCESS(f"{count} rows gone, {len(reports)} kinds looked at."))


def _line(report: RetentionReport) -> str:
    rule = report.rule
    return f"{report.kind.code} ({rule.days} days, {rule.action}): {report.count}"


def _oldest(report: RetentionReport) -> str:
    return f", the oldest of {report.oldest_at:%Y-%m-%d}" if report.oldest_at else ""
