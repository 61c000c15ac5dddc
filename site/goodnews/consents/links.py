"""The secret in a personal link: only its hash is kept, so that a copied database opens nothing."""

import hashlib
import secrets

from django.urls import reverse

# 192 bits in 32 letters: long enough for nobody to guess, short enough for a message.
TOKEN_BYTES = 24


def new_token() -> str:
    """Return a secret that nobody can guess."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """Return what is kept of ``token``. Not slowed down: there is nothing to try out."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def path_of(token: str) -> str:
    """Return the path of the page on which ``token`` answers."""
    return reverse("consents:answer", args=[token])
