"""What a draft still needs before anybody can approve it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from quizblocks.choices import KeyStage
from quizblocks.errors import InvalidKeyError
from quizblocks.key_contents import fits, without_strangers
from quizblocks.models import Question
from quizblocks.services import read_keys

from .contents import is_original


def faults_of(draft: Question) -> list[str]:
    """Return what ``draft`` lacks, in sentences: text, or a key that fits; [] where nothing does."""
    faults = []
    try:
        draft.full_clean()
    except ValidationError as error:
        faults += error.messages
    if is_original(draft):
        rows = list(draft.choices.all())
        if any(not (row.text or row.picture_id) for row in rows):
            faults.append(_("A choice is empty."))
        saved = read_keys([draft.translation_key], stage=KeyStage.DRAFT)
        key = without_strangers(saved.get(draft.translation_key, {}), rows)
        if not fits(draft.kind, key, rows):
            faults.append(str(InvalidKeyError.message))
    return faults
