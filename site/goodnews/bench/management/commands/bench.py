from django.core.management.base import BaseCommand, CommandError

from goodnews.bench import (
    answers,
    contest_controls,
    contest_deadline,
    contest_faults,
    contest_ranking,
    contest_rescore,
    contest_rush,
    contest_saves,
    pages,
)
from goodnews.bench.contest_load.cluster import ClusterError
from goodnews.bench.load import LoadError

# These take a number of attempts, and fail where a figure is not held.
SIZED = {"contest_controls", "contest_faults", "contest_rescore", "contest_saves"}
MEASURES = {
    "answers": answers.measure,
    "contest_controls": contest_controls.measure,
    "contest_faults": contest_faults.measure,
    "contest_ranking": contest_ranking.measure,
    "contest_rescore": contest_rescore.measure,
    "contest_saves": contest_saves.measure,
    "contest_deadline": contest_deadline.measure,
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

        parser.add_argument(
            "--attempts", type=int, default=0, help="Of a contest; 0: as many as usual."
        )

    def handle(self, *args, name, seconds, rounds, attempts, **options):
        sizes = {"attempts": attempts} if name in SIZED else {}
        missed = []
        try:
            if name == "pages":
                for page, count in pages.queries().items():
                    self.stdout.write(f"{'queries':<16} {page:<10} {count:>9}")
            measured = MEASURES[name](seconds=seconds, rounds=rounds, say=self._say, **sizes)
            for figure in measured:
                self.stdout.write(str(figure))
                if name in SIZED and not figure.is_held:
                    missed.append(figure.what)
        except (ClusterError, LoadError, LookupError) as error:
            raise CommandError(str(error)) from error
        if missed:
            raise CommandError("Missed: " + "; ".join(missed))

    def _say(self, line: str) -> None:
        self.stderr.write(f"… {line}")
