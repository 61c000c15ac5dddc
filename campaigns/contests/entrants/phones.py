"""Vietnamese telephone numbers. Pure."""

import re

NO_DIGIT = re.compile(r"[\s.\-()/]+")
COUNTRY = re.compile(r"^(?:\+|00)?840?")
# Mobile numbers since 2018, and landlines with the code of their province.
# Source: Quyết định 22/2014/TT-BTTTT, quy hoạch kho số viễn thông.
NUMBER = re.compile(r"0(?:[35789]\d{8}|2\d{9})")


def normal_phone(text: str) -> str:
    """Return a number as it is dialled within the country: "+84 912 345 678" → "0912345678".

    Raises:
        ValueError: it is no Vietnamese number.
    """
    digits = NO_DIGIT.sub("", text)
    digits = COUNTRY.sub("0", digits)
    if not digits.isascii() or NUMBER.fullmatch(digits) is None:
        raise ValueError("no Vietnamese telephone number")
    return digits
