import json
import sys
from dataclasses import asdict

from django.core.management.base import BaseCommand

from campaigns.contests.clock import database_now
from goodnews.bench.contest_load.prepare import prepare
from goodnews.bench.contest_load.reading import read_standing


class Command(BaseCommand):
    """Write entrants for a load, or read what the database holds of them; JSON on the output.

    For databases of benchmarks: the contest stays in it.
    """

    help = "Prepare entrants for a load, or read what was kept of their attempts."

    def add_arguments(self, parser):
        parser.add_argument("step", choices=["prepare", "read"])
        parser.add_argument("--slug", default="thi-thu-tai", help="Address of the contest.")
        parser.add_argument("--count", type=int, default=200, help="How many entrants.")
        parser.add_argument("--kind", default="typed", choices=["typed", "choices"])

    def handle(self, *args, step, slug, count, kind, **options):
        if step == "prepare":
            found = asdict(prepare(count=count, slug=slug, now=database_now(), kind=kind))
        else:
            found = {
                entrant: [asdict(attempt) for attempt in attempts]
                for entrant, attempts in read_standing(slug).items()
            }
        json.dump(found, sys.stdout, ensure_ascii=False)
