"""What can go wrong with a picture that somebody sends."""

from django.utils.translation import gettext_lazy as _


class PhotoError(Exception):
    """A picture could not be taken in."""


class PhotoRefusedError(PhotoError):
    """The file is no picture that the site can show; ``message`` is for its sender."""

    message = _("This file cannot be used as a picture.")

    def __init__(self, message=None):
        self.message = message or self.message
        super().__init__(self.message)


class NotAPhotoError(PhotoRefusedError):
    message = _("This file is not a picture. Send a JPEG, PNG, WebP, AVIF, HEIC, GIF or TIFF file.")


class PhotoTooHeavyError(PhotoRefusedError):
    message = _("This picture is heavier than 20 MB. Send a smaller one.")


class PhotoTooLargeError(PhotoRefusedError):
    message = _("This picture has more than 40 million pixels. Send a smaller one.")


class PhotoTooCostlyError(PhotoTooLargeError):
    message = _(
        "This picture has too many pixels for its kind of file. Send it as an ordinary JPEG, or "
        "smaller."
    )


class PhotoBrokenError(PhotoRefusedError):
    message = _("This picture is damaged or was not received whole. Send it again.")
