"""Drawing the demo's pictures and keeping them as images of the site."""

import io
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from random import Random

from django.core.files.base import ContentFile
from django.db import connections
from PIL import Image
from wagtail.models import Collection

from goodnews.demo.drawings import Face, draw_cover, draw_group, draw_portrait
from goodnews.demo.reading import StoryText
from goodnews.images.models import SiteImage
from goodnews.images.services import private_collection, store_photo

CREDIT = "Tranh minh họa"
COLLECTION = "Tranh minh họa (bản thử)"
PEOPLE_NOTE = "Tranh vẽ, không có người thật."
REPORT_EVERY = 15


@dataclass(frozen=True)
class Order:
    """One picture to draw: its key, what it shows in words, and how."""

    key: str
    alt: str
    draw: Callable[[Random], Image.Image]
    is_private: bool = False


def cover_key(title: str) -> str:
    """Return the key of a story's cover."""
    return f"bìa: {title}"[:255]


def gallery_key(title: str, picture: str) -> str:
    """Return the key of a picture in a story's gallery."""
    return f"ảnh: {picture}: {title}"[:255]


def portrait_key(key: str) -> str:
    """Return the key of an exemplar's portrait."""
    return f"chân dung: {key}"


def poster_key(slug: str) -> str:
    """Return the key of a contest's poster."""
    return f"áp phích: {slug}"


def draw_all(
    texts: dict[str, list[StoryText]],
    exemplars: list[dict],
    posters: dict[str, tuple[str, str]],
    *,
    report: Callable[[str], None],
    threads: int,
) -> dict[str, SiteImage]:
    """Draw and store every picture that the content asks for; return them by key.

    Pictures that stand already, from a load that was interrupted, are kept.

    Args:
        posters: by the address of a contest, what is drawn and what it shows in words.
    """
    orders = [*_portraits(exemplars), *_posters(posters)]
    for name, stories in texts.items():
        for story in stories:
            orders += _of_story(story, is_private=name == "waiting")
    root = Collection.get_first_root_node()
    ours = root.get_children().filter(name=COLLECTION).first() or root.add_child(name=COLLECTION)
    drawn = {
        image.title: image
        for image in SiteImage.objects.filter(
            collection__in=[ours, private_collection()], title__in=[order.key for order in orders]
        )
    }
    missing = [order for order in orders if order.key not in drawn]
    for done, (key, image) in enumerate(_stored(missing, ours, threads=threads), 1):
        drawn[key] = image
        if done % REPORT_EVERY == 0 or done == len(missing):
            report(f"Vẽ tranh minh họa {done}/{len(missing)}")
    return drawn


def _stored(orders: list[Order], collection: Collection, *, threads: int) -> Iterable:
    private = private_collection()

    def store(order: Order) -> tuple[str, SiteImage]:
        return order.key, _store(order, private if order.is_private else collection)

    def store_in_thread(order: Order) -> tuple[str, SiteImage]:
        try:
            return store(order)
        finally:
            # A thread has a connection of its own, which nobody else would close.
            connections.close_all()

    if not threads:
        yield from map(store, orders)
        return
    with ThreadPoolExecutor(max_workers=threads) as pool:
        yield from pool.map(store_in_thread, orders)


def _store(order: Order, collection: Collection) -> SiteImage:
    # The key as the seed: the same picture every time, another one for another story.
    picture = order.draw(Random(order.key))  # noqa: S311 -- chance for drawings
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=93)
    image = store_photo(
        file=ContentFile(data.getvalue(), name="tranh.jpg"),
        title=order.key,
        alt_text=order.alt,
        credit=CREDIT,
        collection=collection,
    )
    SiteImage.objects.filter(pk=image.pk).update(people_note=PEOPLE_NOTE)
    return image


def _cover(picture: str) -> Callable[[Random], Image.Image]:
    motif, mood = picture.split()
    return lambda rng: draw_cover(motif, mood, rng)


def _of_story(story: StoryText, *, is_private: bool) -> Iterable[Order]:
    yield Order(cover_key(story.title), story["alt"], _cover(story["picture"]), is_private)
    for kind, _first, rows in story.blocks:
        if kind == "gallery":
            for row in rows:
                picture, alt, _caption = (part.strip() for part in row.split("|"))
                yield Order(gallery_key(story.title, picture), alt, _cover(picture), is_private)


def _posters(posters: dict[str, tuple[str, str]]) -> Iterable[Order]:
    for slug, (picture, alt) in posters.items():
        yield Order(poster_key(slug), alt, _cover(picture))


def _portraits(exemplars: list[dict]) -> Iterable[Order]:
    for row in exemplars:
        yield Order(portrait_key(row["key"]), row["alt"], _portrait(row))


def _portrait(row: dict) -> Callable[[Random], Image.Image]:
    if row["kind"] == "group":
        return lambda rng: draw_group(tuple(row["shirts"]), row["backdrop"], rng)
    return lambda rng: draw_portrait(Face(**row["face"]), rng)
