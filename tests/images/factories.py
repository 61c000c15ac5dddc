"""Images as the site keeps them."""

from django.core.files.uploadedfile import SimpleUploadedFile

from goodnews.images.models import SiteImage
from goodnews.images.services import store_photo

from .files import photo_bytes


def upload(data: bytes | None = None, name="Lớp 8A Trường Kim Đồng.jpg") -> SimpleUploadedFile:
    """Return an uploaded file as the browser sends it."""
    return SimpleUploadedFile(name, photo_bytes() if data is None else data, "image/jpeg")


def make_image(*, title="Ra quân ngày Chủ nhật xanh", alt_text="Đoàn viên trồng cây", **options):
    """Return a stored image of 640 × 480 pixels."""
    return store_photo(file=upload(**options), title=title, alt_text=alt_text)


def make_image_row(*, title="Ra quân ngày Chủ nhật xanh", alt_text="Đoàn viên trồng cây"):
    """Return an image whose file was never drawn, for tests that show no picture."""
    image = SiteImage(title=title, alt_text=alt_text, width=640, height=480)
    image.file.name = "original_images/00000000000000000000000000000000.jpg"
    SiteImage.objects.bulk_create([image])
    return image
