"""The slug field of the admin, which knows Vietnamese letters in the browser too.

Wagtail's own turns "Đắk Lắk" into "djk-lk" while the editor types.
"""

import re

from wagtail.admin.widgets import SlugInput

LETTERS = {
    "a": "àáảãạăằắẳẵặâầấẩẫậ",
    "d": "đ",
    "e": "èéẻẽẹêềếểễệ",
    "i": "ìíỉĩị",
    "o": "òóỏõọôồốổỗộơờớởỡợ",
    "u": "ùúủũụưừứửữự",
    "y": "ỳýỷỹỵ",
}


def vietnamese_formatters() -> list[tuple[re.Pattern, str]]:
    """Return one replacement for each base letter, after one that drops loose marks."""
    loose_marks = (re.compile("[\u0300-\u036f]"), "")
    return [
        loose_marks,
        *((re.compile(f"[{marked}{marked.upper()}]"), base) for base, marked in LETTERS.items()),
    ]


class VietnameseSlugInput(SlugInput):
    """Make "doan-thanh-nien-dak-lak" of "Đoàn Thanh niên Đắk Lắk" while the title is typed."""

    def __init__(self, attrs=None, **kwargs):
        super().__init__(attrs, formatters=vietnamese_formatters(), **kwargs)
