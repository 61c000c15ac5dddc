"""What travels with a form and comes back as it was, from the same person alone."""

from typing import Any

from django.core import signing


def seal_values(values: Any, *, user, purpose: str, compress: bool = False) -> str:
    """Return plain ``values`` as a text that only this site can have written for ``user``."""
    return signing.dumps(values, salt=_salt(user, purpose), compress=compress)


def unseal_values(sealed: str, *, user, purpose: str, seconds: int) -> Any:
    """Return what was sealed for ``user`` and ``purpose``, at most ``seconds`` ago.

    Raises:
        signing.BadSignature: the text is another person's, too old or changed.
    """
    return signing.loads(sealed, salt=_salt(user, purpose), max_age=seconds)


def _salt(user, purpose: str) -> str:
    return f"{purpose}.{user.pk}"
