from django.core.management.base import BaseCommand

from goodnews.images.models import SiteImage
from goodnews.images.services import build_sources
from goodnews.images.sources import has_fresh_sources


class Command(BaseCommand):
    """Make the missing sizes of images; run it after a restore or a change of presets."""

    help = "Make the sizes and formats of images that public pages show and that are missing."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Count only, change nothing.")
        parser.add_argument("--all", action="store_true", help="Make them anew for every image.")

    def handle(self, *args, dry_run, **options):
        built = failed = 0
        for image in SiteImage.objects.order_by("pk").iterator(chunk_size=100):
            if options["all"]:
                image.sources = {}
            if has_fresh_sources(image):
                continue
            if not dry_run:
                try:
                    build_sources(image=image, anew=options["all"])
                except OSError as error:
                    # One lost file must not stop the others.
                    failed += 1
                    self.stderr.write(f"Image {image.pk}: {error}")
                    continue
            built += 1
        if dry_run:
            self.stdout.write(f"{built} images would be built.")
            return
        self.stdout.write(self.style.SUCCESS(f"{built} images built, {failed} failed."))
