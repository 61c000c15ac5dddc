"""A signed note in the form that says whose draft it is.

It outlives the session, so that a form sent after signing out, or after the
security token changed, can still be kept as its author's draft. It allows
nothing else: neither reading nor sending.
"""

from django.core import signing

SALT = "news.desk.pass"
MAX_AGE = 30 * 24 * 60 * 60


def make_pass(*, user, key) -> str:
    """Return the note for the draft ``key`` of ``user``."""
    return signing.dumps([user.pk, str(key)], salt=SALT)


def read_pass(note: str, *, key) -> int | None:
    """Return the number of the user who may keep words in the draft ``key``, or None."""
    try:
        user_id, for_key = signing.loads(note or "", salt=SALT, max_age=MAX_AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return user_id if for_key == str(key) else None
