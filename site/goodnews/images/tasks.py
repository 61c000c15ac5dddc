"""Work that need not keep an editor waiting."""

from django_tasks import task

from .models import SiteImage
from .services import build_sources


@task()
def build_image_sources(image_id: int) -> None:
    """Make the public files of one image, if it still exists."""
    image = SiteImage.objects.filter(pk=image_id).first()
    if image is not None:
        build_sources(image=image)
