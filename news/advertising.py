"""Whether a text sells something. Pure: no database, no settings.

Advertising that is not marked as such is against the law on advertising and
against the campaign's promise. The rule looks for what sellers write: orders,
shop links, a price with a telephone number. What good news writes as well (the
worth of a gift, a hotline, the telephone of an office, produce that was bought
for farmers) is no sign of selling.

Source:
    Law on Advertising 16/2012/QH13, as amended in 2025: advertising is told
    from other content.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from goodnews.core.folding import fold

EXCERPT_LENGTH = 60
SENTENCE = re.compile(r"(?<=[.!?;…])\s+|\n+")

# Nobody but a seller writes these.
ORDERS = re.compile(
    # "mua ngay tại vườn" is where somebody bought.
    r"\b(?:mua ngay(?! (?:tai|o|trong|tu|cua|ca|duoc|vai|cho|mot|so|phan|loai|con|hai|ba|\d))"
    r"|dat hang ngay|dat mua ngay|lien he dat (?:hang|mua)|lien he (?:de )?mua hang"
    r"|goi (?:ngay )?(?:de )?dat (?:hang|mua)|hotline dat hang|inbox (?:ngay |de )*(?:dat|mua|nhan gia)"
    r"|mua 1 tang 1|mua mot tang mot|flash ?sale|free ?ship|ma giam gia|giam gia soc"
    r"|gia chi (?:tu|con)|bao gia tan goc|cam ket chinh hang|nhap ma \w+ (?:de )?giam)\b"
)
OFFERS = re.compile(r"\b(?:khuyen mai|giam gia|voucher|tra gop)\b")
LURES = re.compile(r"\d{1,2} ?%|\b(?:khai truong|hap dan|cuc soc|khung|co han|duy nhat)\b")
SHOPS = re.compile(
    r"(?:^|[/.@])(?:shopee\.\w+|shope\.ee|lazada\.\w+|tiki\.vn|sendo\.vn|shop\.tiktok\.com"
    r"|tiktok\.com/(?:@[\w.]+/)?shop|vt\.tiktok\.com/shop|accesstrade\.\w+|ecomobi\.\w+)",
)
AFFILIATE = re.compile(
    r"[?&](?:aff(?:iliate)?(?:_?(?:id|sid|sub\d?))?|utm_medium=affiliate|utm_source=accesstrade"
    r"|smtt|af_siteid|pub_id|click_id)(?:=|&|$)"
)
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\b(?:shopee|lazada|tiki|sendo)\.(?:vn|com)\S*", re.I)

# Mobile numbers: a shop's telephone. Offices have 02…, hotlines three or four digits.
PHONE = re.compile(r"(?<!\d)(?:\+?84[ .-]?|0)[35789](?:[ .-]?\d){8}(?!\d)")
PRICE = re.compile(
    r"\b(?:gia|chi|chi tu|chi con|gia ban)\s*:?\s*(?:chi |tu |con |khoang )*"
    r"\d[\d.,]*\s*(?:d|dong|vnd|k|nghin|ngan|trieu)\b"
    r"|\b\d[\d.,]*\s*(?:d|dong|vnd|k|nghin dong|ngan dong)\s*/\s*\w+"
)
# Giving, and the public offices.
GIVING = re.compile(
    r"\b(?:tri gia|ung ho|quyen gop|tu thien|gay quy|hoc bong|suat qua|mien phi|0 dong"
    r"|ho tro|giai cuu|tieu thu giup|van phong|tinh doan|huyen doan|xa doan|doan xa|doan phuong"
    r"|doan thanh nien|tong dai|duong day nong|cong an|uy ban|benh vien|tram y te)\b"
)
# News that warns of what sellers, or cheats, write.
WARNING = re.compile(
    r"\b(?:canh bao|canh giac|lua dao|gia mao|tin nhan rac|khong (?:nen )?(?:mua|bam|nhap)|xu phat)\b"
)


class Sign(StrEnum):
    """What gives a text away as advertising."""

    ORDER = "order"
    OFFER = "offer"
    SHOP = "shop"
    SALE = "sale"


@dataclass(frozen=True)
class Finding:
    """One place that reads like advertising, in the words of the text."""

    sign: Sign
    excerpt: str


def find_advertising(text: str, links: Iterable[str] = ()) -> list[Finding]:
    """Return what in ``text`` and its ``links`` sells something, one finding for each sign.

    Args:
        text: what readers read, without markup.
        links: where its links lead.
    """
    found: dict[Sign, str] = {}
    for address in (*links, *ADDRESS.findall(text)):
        folded = fold(address)
        if SHOPS.search(folded) or AFFILIATE.search(folded):
            found.setdefault(Sign.SHOP, address)
    for sentence in SENTENCE.split(unicodedata.normalize("NFC", text)):
        sign = _sign_of(" ".join(fold(sentence).split()))
        if sign is not None:
            found.setdefault(sign, " ".join(sentence.split()))
    return [Finding(sign, _shortened(excerpt)) for sign, excerpt in found.items()]


def _sign_of(sentence: str) -> Sign | None:
    """Return why a folded sentence sells something, or None."""
    if WARNING.search(sentence):
        return None
    if ORDERS.search(sentence):
        return Sign.ORDER
    is_giving = GIVING.search(sentence) is not None
    has_phone = PHONE.search(sentence) is not None
    has_price = PRICE.search(sentence) is not None
    if is_giving:
        return None
    if OFFERS.search(sentence) and (has_phone or has_price or LURES.search(sentence)):
        return Sign.OFFER
    return Sign.SALE if has_phone and has_price else None


def _shortened(excerpt: str) -> str:
    if len(excerpt) <= EXCERPT_LENGTH:
        return excerpt
    return excerpt[:EXCERPT_LENGTH].rsplit(" ", 1)[0] + "…"
