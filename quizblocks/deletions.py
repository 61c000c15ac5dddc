"""What happens to a question's picture when somebody deletes it: nothing."""

from .errors import PictureKeptError


def keep(collector, field, sub_objs, using) -> None:
    """Refuse to delete a picture that a question has, without a word of which.

    Raises:
        PictureKeptError: there is such a question.
    """
    if sub_objs:
        raise PictureKeptError
