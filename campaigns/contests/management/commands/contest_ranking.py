from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from campaigns.contests.models import Ranking
from campaigns.contests.results.versions import faults_of, is_stale


class Command(BaseCommand):
    """Make every stored version of every table again and compare it byte for byte."""

    help = "Make stored rankings again from what they were made of and compare the bytes."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", required=True)
        parser.add_argument("--contest", help="Address of one contest; all without it.")

    def handle(self, *args, contest=None, **options):
        rankings = Ranking.objects.light().order_by("pk")
        if contest:
            rankings = rankings.filter(contest__slug=contest)
        bad, newest = 0, {}
        for pk in list(rankings.values_list("pk", flat=True)):
            ranking = Ranking.objects.select_related("contest", "round", "rules").get(pk=pk)
            faults = list(faults_of(ranking))
            bad += bool(faults)
            said = "; ".join(faults) or "same bytes"
            self.stdout.write(f"{ranking.contest.slug} {ranking}: {said}")
            newest[ranking.contest_id, ranking.round_id] = ranking
        for ranking in newest.values():
            if is_stale(ranking, timezone.now()):
                self.stdout.write(f"{ranking.contest.slug} {ranking}: a new version is due")
        if bad:
            raise CommandError(f"{bad} versions come out differently.")
