from django.core.management.base import BaseCommand, CommandError

from goodnews.bench import answers, contest_deadline, contest_ranking, contest_rush, pages
from goodnews.bench.load import LoadError

MEASURES = {
    "answers": answers.measure,
    "contest_deadline": contest_deadline.measure,
    "contest_ranking": contest_ranking.measure,
    "contest_rush": contest_rush.measure,
    "pages": pages.measure,
}


class Command(BaseCommand):
    """Measure pages and answers as ratios against a bare view; starts servers on loopback.

    ``answers`` writes to the counts of the database it is run on; ``contest_ranking`` writes
    half a million attempts into it and takes them back. ``contest_rush`` and ``contest_deadline``
    leave contests with thousands of entrants in it: give them a database of their own.
    """

    help = "Print figures as ratios against a bare Django view served in the same run."

    def add_arguments(self, parser):
        parser.add_argument("name", choices=sorted(MEASURES), help="What to measure.")
        parser.add_argument("--seconds", type=int, default=4, help="Length of one measurement.")
        parser.add_argument(
            "--rounds", type=int, default=3, help="Measurements; the median counts."
        )

    def handle(self, *args, name, seconds, rounds, **options):
        try:
            if name == "pages":
                for page, count in pages.queries().items():
                    self.stdout.write(f"{'queries':<16} {page:<10} {count:>9}")
            for figure in MEASURES[name](seconds=seconds, rounds=rounds, say=self._say):
                self.stdout.write(str(figure))
        except (LoadError, LookupError) as error:
            raise CommandError(str(error)) from error

    def _say(self, line: str) -> None:
        self.stderr.write(f"… {line}")
