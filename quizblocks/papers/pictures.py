"""The pictures of a paper's questions."""

from quizblocks.importing.pictures import content_of
from quizblocks.models import Paper
from quizblocks.pictures import images_of

from .printing import PrintPicture, printable
from .services import printed_questions


def pictures_of(paper: Paper) -> dict[int, PrintPicture]:
    """Return the pictures that ``paper`` shows, by their ids: one query, or none."""
    found = (
        part.picture
        for question in printed_questions(paper)
        for part in (question, *question.choices)
    )
    images = images_of(picture.image for picture in found if picture)
    drawn = ((pk, printable(content_of(image))) for pk, image in images.items())
    return {pk: picture for pk, picture in drawn if picture}
