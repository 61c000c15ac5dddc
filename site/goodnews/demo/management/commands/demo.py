"""Run the site with its demo content: one command on a fresh clone."""

from django.core.management.base import BaseCommand, CommandError

from goodnews.demo import running
from goodnews.demo.errors import DemoError


class Command(BaseCommand):
    """Migrate, load the demo content once, collect the static files, print accounts, serve."""

    help = "Run the site with its demo content on this machine."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000, help="Port on 127.0.0.1.")
        parser.add_argument(
            "--reset",
            action="store_true",
            help="Delete the demo's own database and files first, and load them anew.",
        )
        parser.add_argument("--no-serve", action="store_true", help="Prepare only, do not serve.")

    def handle(self, *args, port, reset, no_serve, **options):
        try:
            running.refuse_production()
            running.enter_serving_mode(port=port)
            if reset:
                running.reset(report=self._report)
            running.prepare(port=port, report=self._report, verbosity=options["verbosity"])
        except DemoError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(running.welcome(port=port))
        if no_serve:
            return
        self._report(f"Đang phục vụ tại {running.address(port)}; nhấn Ctrl+C để dừng")
        try:
            running.serve(port=port)
        except DemoError as error:
            raise CommandError(str(error)) from error

    def _report(self, line: str) -> None:
        self.stdout.write(f"· {line}")
        self.stdout.flush()
