from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from goodnews.core.nginx import server_conf

# As site/deploy/goodnews@.service and goodnews-contests@.service are started.
INSTANCES = ("127.0.0.1:8001", "127.0.0.1:8002")
CONTEST_INSTANCES = ("127.0.0.1:8003", "127.0.0.1:8004")


class Command(BaseCommand):
    """Print nginx's configuration for this machine; changes nothing."""

    help = "Print the nginx configuration for the settings of this environment."

    def add_arguments(self, parser):
        parser.add_argument("--listen", default="80", help="What nginx listens on.")
        parser.add_argument(
            "--upstream",
            action="append",
            help="Where gunicorn answers; once for each. 127.0.0.1:8001 and :8002 without it.",
        )
        parser.add_argument(
            "--contests-upstream",
            action="append",
            help="The same for entrants of contests; 127.0.0.1:8003 and :8004 without it.",
        )

        parser.add_argument(
            "--certificate", type=Path, metavar="FILE", help="The chain of the certificate."
        )
        parser.add_argument(
            "--certificate-key", type=Path, metavar="FILE", help="The key of the certificate."
        )

    def handle(self, *args, listen, upstream, contests_upstream, **options):
        if not settings.NGINX_CACHE_DIR:
            raise CommandError("Set NGINX_CACHE_DIR: the site empties it when it publishes.")
        chain, key = options["certificate"], options["certificate_key"]
        if bool(chain) != bool(key):
            raise CommandError("--certificate and --certificate-key go together.")
        cache_dir = Path(settings.NGINX_CACHE_DIR)
        text = server_conf(
            listen=listen,
            upstreams=upstream or INSTANCES,
            contests_upstreams=contests_upstream or CONTEST_INSTANCES,
            cache_dir=cache_dir,
            certificate=(chain, key) if chain else None,
        )
        self.stdout.write(text)
