"""Return codes: how an entrant comes back on another device. Only their hash is stored."""

from random import Random

from django.utils.crypto import salted_hmac

# Without letters and digits that look or sound alike on paper: 0 O, 1 I L, 2 Z, 5 S, 8 B, V U.
LETTERS = "ACDEFGHJKMNPQRTVWXY34679"
LENGTH = 12
GROUP = 4


def draw_code(rng: Random) -> str:
    """Return a new code: one of 24^12."""
    return "".join(rng.choice(LETTERS) for _place in range(LENGTH))


def shown_code(code: str) -> str:
    """Return ``code`` in groups, as people write it down: "ACDE-FGHJ-KMNP"."""
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def tidy_code(text: str) -> str:
    """Return a code as it is compared: what was typed without blanks and lines, in capitals."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


def hash_of(code: str) -> str:
    """Return what is stored of ``code``: 64 hexadecimal digits that only this site can make."""
    return salted_hmac("contests.return_code", tidy_code(code), algorithm="sha256").hexdigest()
