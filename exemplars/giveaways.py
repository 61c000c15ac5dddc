"""What in a text tells where a child can be found. Pure: no database, no models.

The rules look for what can hardly mean anything else: a text about a class
("lớp học tình thương") or a village is no fault. Whoever edits reads all the rest.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class GiveawayKind(StrEnum):
    """What was told."""

    SCHOOL_CLASS = "school-class"
    BIRTH = "birth"
    ADDRESS = "address"
    PHONE = "phone"


@dataclass(frozen=True)
class Giveaway:
    """One place in a text."""

    kind: GiveawayKind
    excerpt: str


# After a number these make it a count: "lớp 12 em", "lớp 10 buổi".
COUNTED = (
    r"(?!\s+(?:em|bạn|người|học\s+sinh|học\s+viên|buổi|ngày|tuần|tháng|đêm|tiết|phòng|điểm|mét|"
    r"cháu|bé|trẻ|thành\s+viên|lần)\b)"
)
GRADE = r"(?:1[0-2]|[1-9])"
GRADE_IN_WORDS = r"(?:một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười(?:\s+(?:một|hai))?)"
DAY = r"\d{1,2}"
YEAR = r"(?:19|20)\d{2}"
DATE = rf"{DAY}\s*(?:[/.-]|\s+tháng\s+)\s*{DAY}(?:\s*(?:[/.-]|,?\s*năm\s+)\s*{YEAR})?"
WHEN = rf"(?:ngày\s+)?{DATE}|(?:vào\s+)?(?:ngày\s+{DAY}\b|tháng\s+{DAY}\b|năm\s+{YEAR}\b)|{YEAR}\b"
STREET = r"(?:đường|phố|Đường|Phố)"
CAPITAL = r"[A-ZÀ-ỸĐ]"

SCHOOL_CLASS = re.compile(
    rf"\blớp\s+{GRADE}(?:[ /.-]?[A-Z]\d{{0,2}}|[/-]\d{{1,2}})?\b(?![,.]\d|\s*%){COUNTED}"
    rf"|\bhọc\s+sinh\s+lớp\s+(?:chuyên|chọn|{GRADE_IN_WORDS})\b"
    rf"|\blớp\s+{GRADE_IN_WORDS}\b(?!\s+\d){COUNTED}(?=\s*(?:[,.;:)]|trường|Trường|$))"
    rf"|\b{GRADE}[A-K]\d{{1,2}}\b"
    rf"|\b(?:grade|class)\s+{GRADE}[A-Z]?\d?\b{COUNTED}",
    re.IGNORECASE,
)
BIRTH = re.compile(
    rf"(?:(?P<before>\w+)\s+)?\b(?P<birth>(?:sinh|ngày\s+sinh|năm\s+sinh|sinh\s+nhật)"
    rf"\s*:?\s*(?:{WHEN})|born\s+(?:in|on)\s+(?:\w+\s+){{0,2}}\d[\w/.-]*(?:\s+\w+\s+{YEAR})?)",
    re.IGNORECASE,
)
# "học sinh năm 2025" tells no birth.
WORDS_WITH_SINH = frozenset(
    [
        "học",
        "thí",
        "nam",
        "nữ",
        "vệ",
        "phát",
        "hy",
        "hi",
        "tái",
        "môi",
        "tân",
        "giám",
        "tuyển",
        "thư",
        "cứu",
        "trung",
        "nhân",
        "quân",
        "dân",
        "an",
        "phục",
        "hồi",
        "ký",
        "kí",
        "sản",
        "văn",
        "du",
        "khuyến",
        "thiếu",
        "đản",
        "nghiên",
        "tu",
        "giáng",
        "khai",
        "tiên",
        "nảy",
    ]
)
ADDRESS = re.compile(
    rf"\bsố\s+nhà\s*:?\s*\d+\w*(?:/\d+\w*)*"
    rf"|\b(?:[Ss]ố\s+)?\d+[A-Za-z]?(?:/\d+\w*)*,?\s+{STREET}\s+{CAPITAL}\w*(?:\s+{CAPITAL}\w*)*"
    rf"|\b(?:[Nn]gõ|[Nn]gách|[Hh]ẻm|[Kk]iệt)\s+\d+(?:/\d+)*\b"
    rf"|\b[Tt]ổ\s+(?:dân\s+phố\s+)?\d+\s*,\s*(?:[Kk]hu\s+phố|[Ấấ]p|[Pp]hường|[Tt]hôn|[Xx]óm)\s+\w+"
    rf"|\b\d+[A-Z]?\s+{CAPITAL}\w+(?:\s+{CAPITAL}\w+)*\s+(?:Street|Road)\b"
)
PHONE = re.compile(
    rf"(?<![\d.,/])(?!{DAY}[-.]{DAY}[-.]\d{{4}})(?:\+84|0084|0)(?:[ .-]?[2-9])(?:[ .-]?\d){{8,9}}"
    r"(?![\d:/])"
)


def find_giveaways(text: str) -> Iterator[Giveaway]:
    """Yield what in ``text`` tells the class, birth, address or telephone of a child."""
    text = unicodedata.normalize("NFC", text)
    for kind, pattern in (
        (GiveawayKind.SCHOOL_CLASS, SCHOOL_CLASS),
        (GiveawayKind.ADDRESS, ADDRESS),
        (GiveawayKind.PHONE, PHONE),
    ):
        for found in pattern.finditer(text):
            yield Giveaway(kind, _tidy(found.group()))
    for found in BIRTH.finditer(text):
        if (found["before"] or "").lower() not in WORDS_WITH_SINH:
            yield Giveaway(GiveawayKind.BIRTH, _tidy(found["birth"]))


def _tidy(excerpt: str) -> str:
    return " ".join(excerpt.split())
