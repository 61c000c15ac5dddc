"""Codes of certificates: made from what one says, so that a second print bears the same. Pure.

The site keeps a fingerprint of each code only: whoever reads the database prints none of them.
A code is one of 24^18, more than 2^82, and nothing in it counts.
"""

from hashlib import sha256

from django.utils.crypto import salted_hmac

from campaigns.contests.entrants.codes import LETTERS, tidy_code

SALT = "contests.certificate"
LENGTH = 18
GROUP = 6


def code_for(text: str) -> str:
    """Return the code that this site, and no other, makes of ``text``."""
    number = int.from_bytes(salted_hmac(SALT, text, algorithm="sha256").digest())
    signs = []
    for _place in range(LENGTH):
        number, sign = divmod(number, len(LETTERS))
        signs.append(LETTERS[sign])
    return "".join(signs)


def shown_code(code: str) -> str:
    """Return ``code`` as it is printed: "ACDEFG-HJKMNP-QRTVWX"."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def hash_of(code: str) -> str:
    """Return what is stored of a code, however it is typed.

    Without the site's secret, so that paper outlives a change of it.
    """
    return sha256(tidy_code(code).encode()).hexdigest()
