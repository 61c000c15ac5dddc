"""What a draft still needs before anybody can approve it."""

from django.core.exceptions import ValidationError

from quizblocks.errors import InvalidKeyError
from quizblocks.models import Question
from quizblocks.services import fitting_key

from .contents import is_original


def faults_of(draft: Question) -> list[str]:
    """Return what ``draft`` lacks, in sentences: text, or a key that fits; [] where nothing does."""
    faults = []
    try:
        draft.full_clean()
    except ValidationError as error:
        faults += error.messages
    if is_original(draft):
        try:
            fitting_key(draft)
        except InvalidKeyError as error:
            faults.append(str(error.message))
    return faults
