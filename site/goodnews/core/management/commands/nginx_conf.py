from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from goodnews.core.nginx import server_conf


class Command(BaseCommand):
    """Print nginx's configuration for this machine; changes nothing."""

    help = "Print the nginx configuration for the settings of this environment."

    def add_arguments(self, parser):
        parser.add_argument("--listen", default="80", help="What nginx listens on.")
        parser.add_argument("--upstream", default="127.0.0.1:8001", help="Where gunicorn answers.")
        parser.add_argument(
            "--contests-upstream",
            default="127.0.0.1:8002",
            help="Where the gunicorn for entrants of contests answers; the upstream's address for one service.",
        )

    def handle(self, *args, listen, upstream, contests_upstream, **options):
        if not settings.NGINX_CACHE_DIR:
            raise CommandError("Set NGINX_CACHE_DIR: the site empties it when it publishes.")
        cache_dir = Path(settings.NGINX_CACHE_DIR)
        text = server_conf(
            listen=listen,
            upstream=upstream,
            contests_upstream=contests_upstream,
            cache_dir=cache_dir,
        )
        self.stdout.write(text)
