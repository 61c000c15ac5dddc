from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from goodnews.core.spreadsheets.files import MAX_FILE_BYTES, SpreadsheetRefusedError
from goodnews.units.imports import import_units


class Command(BaseCommand):
    """Read units and headcounts in from an XLSX file: all rows or none. Safe to run again."""

    help = "Read units and headcounts in from an XLSX file: all rows or none."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="Show only, change nothing.")

    def handle(self, *args, file, dry_run, **options):
        try:
            with file.open("rb") as source:
                content = source.read(MAX_FILE_BYTES + 1)
            plan = import_units(content=content, now=timezone.now(), dry_run=dry_run)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except SpreadsheetRefusedError as error:
            raise CommandError(f"{file}: {error.message}") from error
        for row in plan.rows:
            sign = "+" if row.is_new else "~"
            changes = "; ".join(
                f"{change.heading}: {change.after}"
                if row.is_new
                else f"{change.heading}: {change.before} → {change.after}"
                for change in row.changes
            )
            self.stdout.write(f"{sign} {row.row}: {row.label}: {changes}")
        for fault in plan.faults:
            self.stderr.write(f"! {fault.cell or fault.row} {fault.heading}: {fault.message}")
        if plan.faults:
            raise CommandError(f"{len(plan.faults)} errors. Nothing was imported.")
        counts = (
            f"{plan.new_count} new, {plan.changed_count} changed, {len(plan.same_rows)} the same."
        )
        done = f"Would be: {counts}" if dry_run else f"Imported: {counts}"
        self.stdout.write(self.style.SUCCESS(done))
