"""The link in each letter by which its reader mutes the reminders without signing in.

Signed, not stored, and good for as long as the account: whoever finds an old
letter must still be able to end them. It opens nothing else.
"""

from django.contrib.auth import get_user_model
from django.core import signing
from django.urls import reverse

from .errors import MuteLinkError

SALT = "reminders.mute"


def mute_path(user) -> str:
    """Return the path by which ``user`` mutes and unmutes the reminders."""
    return reverse("reminders:mute", args=[signing.dumps(user.pk, salt=SALT)])


def reader_of(token: str):
    """Return whose letter ``token`` came from.

    Raises:
        MuteLinkError: it was changed or cut short, or there is no such person any more.
    """
    try:
        pk = signing.loads(token, salt=SALT)
        return get_user_model().objects.get(pk=pk, is_active=True)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise MuteLinkError from error
    except get_user_model().DoesNotExist as error:
        raise MuteLinkError from error
