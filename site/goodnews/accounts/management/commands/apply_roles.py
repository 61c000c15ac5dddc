from django.core.management.base import BaseCommand, CommandError

from goodnews.accounts.services import apply_roles


class Command(BaseCommand):
    """Make the groups' rights equal to accounts/roles.py. Run it after every migrate."""

    help = "Make the groups' rights equal to the declaration in accounts/roles.py."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Show only, change nothing.")

    def handle(self, *args, dry_run, **options):
        changes = apply_roles(dry_run=dry_run)
        for sign, groups in (("+", changes.added), ("-", changes.removed)):
            for group_name, rights in groups.items():
                for right in sorted(rights, key=str):
                    self.stdout.write(f"{sign} {group_name}: {right.permission} ({right.scope})")
        for name in changes.dropped_groups:
            self.stdout.write(f"- {name}")
        if changes.unknown:
            raise CommandError(f"Unknown rights in roles.py: {', '.join(sorted(changes.unknown))}")
        done = "Nothing to change." if not changes else "Roles differ." if dry_run else "Applied."
        self.stdout.write(self.style.SUCCESS(done))
