import json
import sys
from dataclasses import asdict

from django.core.management.base import BaseCommand

from campaigns.contests.clock import database_now
from goodnews.bench.contest_load.many import annul_one, fill
from goodnews.bench.contest_load.prepare import prepare
from goodnews.bench.contest_load.reading import read_standing


class Command(BaseCommand):
    """Write entrants for a load, or read what the database holds of them; JSON on the output.

    "fill" writes submitted attempts, "annul" has all of them marked again. For databases of benchmarks: the contest stays in it.
    """

    help = "Prepare entrants for a load, or read what was kept of their attempts."

    def add_arguments(self, parser):
        parser.add_argument("step", choices=["prepare", "read", "fill", "annul"])
        parser.add_argument("--slug", default="thi-thu-tai", help="Address of the contest.")
        parser.add_argument("--count", type=int, default=200, help="How many entrants.")
        parser.add_argument("--kind", default="typed", choices=["typed", "choices"])

    def handle(self, *args, step, slug, count, kind, **options):
        if step == "prepare":
            found = asdict(prepare(count=count, slug=slug, now=database_now(), kind=kind))
        elif step == "fill":
            found = fill(count=count, slug=slug, now=database_now())
        elif step == "annul":
            found = annul_one(slug=slug, now=database_now()).response_count
        else:
            found = {
                entrant: [asdict(attempt) for attempt in attempts]
                for entrant, attempts in read_standing(slug).items()
            }
        json.dump(found, sys.stdout, ensure_ascii=False)
