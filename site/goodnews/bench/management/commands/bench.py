from django.core.management.base import BaseCommand, CommandError

from goodnews.bench import answers, pages
from goodnews.bench.load import LoadError


class Command(BaseCommand):
    """Measure pages and answers as ratios against a bare view; starts servers on loopback.

    ``answers`` writes to the counts of the database it is run on.
    """

    help = "Print figures as ratios against a bare Django view served in the same run."

    def add_arguments(self, parser):
        parser.add_argument("name", choices=["pages", "answers"], help="What to measure.")
        parser.add_argument("--seconds", type=int, default=4, help="Length of one measurement.")
        parser.add_argument(
            "--rounds", type=int, default=3, help="Measurements; the median counts."
        )

    def handle(self, *args, name, seconds, rounds, **options):
        try:
            if name == "pages":
                for page, count in pages.queries().items():
                    self.stdout.write(f"{'queries':<16} {page:<10} {count:>9}")
            measure = {"pages": pages.measure, "answers": answers.measure}[name]
            for figure in measure(seconds=seconds, rounds=rounds, say=self._say):
                self.stdout.write(str(figure))
        except (LoadError, LookupError) as error:
            raise CommandError(str(error)) from error

    def _say(self, line: str) -> None:
        self.stderr.write(f"… {line}")
