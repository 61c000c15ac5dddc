"""An error whose sentence somebody reads: the parent of those of every room."""

from django.utils.translation import gettext_lazy as _


class ToldError(Exception):
    """Something is not possible, and whoever asked is told so.

    Attributes:
        message: the sentence for the person; that of the class unless another is given.
    """

    message = _("This is not possible now.")

    def __init__(self, message=None):
        if message is not None:
            self.message = message
        super().__init__(self.message)
