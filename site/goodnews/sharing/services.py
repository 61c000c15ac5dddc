"""Share cards as files: made when first asked for, removed when their page is taken down."""

import hashlib
import hmac
import logging
from contextlib import suppress
from dataclasses import replace

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import translation
from PIL import Image

from .cards import DESIGN, HEIGHT, WIDTH, ShareCard, draw_card

logger = logging.getLogger(__name__)

FOLDER = "share_cards"


def card_of(page) -> ShareCard:
    """Return what ``page`` wants on its card; its title where it says nothing.

    In the page's own language, whoever asks: the card of an English page is
    English, and its address is the same from every view.
    """
    get_share_card = getattr(page, "get_share_card", None)
    if get_share_card is None:
        return ShareCard(title=page.title)
    with translation.override(page.locale.language_code):
        card = get_share_card()
        return replace(card, title=str(card.title), kicker=str(card.kicker), meta=str(card.meta))


def card_key(page, card: ShareCard) -> str:
    """Return the name of the card's present state.

    Keyed, so that nobody can guess the file of a card he has not been shown.
    """
    image = card.image
    focus = (image.file.name, image.focal_point_x, image.focal_point_y) if image else ()
    state = repr((DESIGN, site_name(), page.pk, card.title, card.kicker, card.meta, *focus))
    return hmac.new(settings.SECRET_KEY.encode(), state.encode(), hashlib.sha256).hexdigest()[:24]


def site_name() -> str:
    return settings.WAGTAIL_SITE_NAME


def card_file(*, page_id: int, key: str, card: ShareCard) -> str:
    """Return the storage name of the card, drawn now if it is not there yet."""
    name = f"{FOLDER}/{page_id}/{key}.jpg"
    if default_storage.exists(name):
        return name
    drawn = draw_card(card, cover=_open_cover(card.image), site_name=site_name())
    stored = default_storage.save(name, ContentFile(drawn))
    if stored != name:
        # Somebody else drew it at the same moment: one file is enough.
        default_storage.delete(stored)
    return name


def remove_cards(*, page_id: int, except_key: str = "") -> int:
    """Delete the cards of a page, all but the present one where it stays public."""
    folder = f"{FOLDER}/{page_id}"
    try:
        names = default_storage.listdir(folder)[1]
    except OSError:
        return 0
    doomed = [name for name in names if name != f"{except_key}.jpg"]
    for name in doomed:
        default_storage.delete(f"{folder}/{name}")
    return len(doomed)


def _open_cover(image) -> Image.Image | None:
    """Return the cover decoded, about as large as needed; None if the file is lost."""
    if image is None:
        return None
    with suppress(OSError), image.open_file() as file:
        cover = Image.open(file)
        scale = max(WIDTH / cover.width, HEIGHT / cover.height)
        cover.draft("RGB", (round(cover.width * scale), round(cover.height * scale)))
        cover.load()
        return cover
    logger.warning("Cover is missing.", extra={"event": "cover_missing", "image": image.pk})
    return None
