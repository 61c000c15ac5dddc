"""Writes of the images room."""

import logging
import secrets

from django.core.files.base import ContentFile
from django.db import connection, transaction
from wagtail.images.models import Filter
from wagtail.models import Collection, CollectionViewRestriction

from .fields import as_clean_file
from .models import SiteImage, SiteRendition
from .sources import SOURCE_SPECS, draw_sources, has_fresh_sources, made_from, plan_cuts

logger = logging.getLogger(__name__)

# Shown to editors in the admin, so in their language; found by this name.
PRIVATE_COLLECTION_NAME = "Ảnh bài gửi"


def private_collection() -> Collection:
    """Return the collection of pictures whose story is not public yet.

    Only people who have signed in may list it: Wagtail's API and its listings
    leave it out. The files' addresses are 128 bits of chance.
    """
    found = _find_private(Collection.get_first_root_node())
    return found or _make_private()


def _find_private(root: Collection) -> Collection | None:
    named = root.get_children().filter(name=PRIVATE_COLLECTION_NAME)
    restriction = CollectionViewRestriction.LOGIN
    return named.filter(view_restrictions__restriction_type=restriction).first()


@transaction.atomic
def _make_private() -> Collection:
    """Make the collection once, although the first two photographs may come at the same moment."""
    locked = Collection.objects.select_for_update().get(pk=Collection.get_first_root_node().pk)
    made = _find_private(locked)
    if made is not None:
        return made
    found = locked.get_children().filter(name=PRIVATE_COLLECTION_NAME).first()
    collection = found or locked.add_child(name=PRIVATE_COLLECTION_NAME)
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    return collection


def store_photo(
    *, file, title, alt_text="", credit="", uploaded_by=None, collection=None
) -> SiteImage:
    """Clean an uploaded file and keep it as an image.

    Args:
        file: Django's uploaded file, or any ``File`` open for reading.
        collection: Wagtail's root collection where none is given.

    Raises:
        PhotoRefusedError: the file cannot be used; ``message`` is for the sender.
    """
    image = SiteImage(
        title=title[:255],
        file=as_clean_file(file),
        alt_text=alt_text[:250],
        credit=credit[:120],
        uploaded_by_user=uploaded_by,
    )
    if collection is not None:
        image.collection = collection
    image.save()
    if not connection.in_atomic_block:
        # Outside a transaction the files may have been made already.
        image.refresh_from_db(fields=["sources"])
    return image


def release_photos(*, images) -> int:
    """Move pictures of a story that went live out of the private collection."""
    pks = [image.pk for image in images]
    if not pks:
        return 0
    root = Collection.get_first_root_node()
    held = SiteImage.objects.filter(pk__in=pks, collection=private_collection())
    return held.update(collection=root)


def build_sources(*, image: SiteImage, anew: bool = False) -> bool:
    """Make the files that public pages show, and record them in ``image.sources``.

    Args:
        anew: make them even if they are fresh, because the presets changed.

    Returns:
        False if they were fresh already, or the image changed meanwhile.
    """
    if has_fresh_sources(image) and not anew:
        return False
    basis = made_from(image)
    with image.open_file() as original:
        data = original.read()
    stem = f"images/{secrets.token_hex(16)}"
    drawn = draw_sources(data, cuts=plan_cuts(image), size=(image.width, image.height))
    renditions, presets = _store(drawn, image=image, stem=stem)
    sources = {"made_from": basis, "stem": stem, "presets": presets}
    # The files are made outside the transaction: SQLite lets one writer in at a time.
    with transaction.atomic():
        present = SiteImage.objects.select_for_update().filter(pk=image.pk).first()
        is_wanted = present is not None and made_from(present) == basis
        is_wanted = is_wanted and (anew or not has_fresh_sources(present))
        if is_wanted:
            # Recorded first, so that deleting the old files does not end the new record.
            present.sources = image.sources = sources
            present.save(update_fields=["sources"])
            present.renditions.filter(filter_spec__in=SOURCE_SPECS).delete()
            SiteRendition.objects.bulk_create(renditions)
    if not is_wanted:
        for rendition in renditions:
            rendition.file.storage.delete(rendition.file.name)
    return is_wanted


def _store(drawn, *, image: SiteImage, stem: str):
    """Write the files; return their unsaved rows and the sizes by preset."""
    storage = SiteRendition._meta.get_field("file").storage
    renditions, presets = [], {}
    for source in drawn:
        name = storage.save(source.name(stem), ContentFile(source.content))
        renditions.append(
            SiteRendition(
                image=image,
                filter_spec=source.filter_spec,
                focal_point_key=_focal_point_key(source.filter_spec, image),
                file=name,
                width=source.width,
                height=source.height,
            )
        )
        sizes = presets.setdefault(source.preset, [])
        if [source.width, source.height] not in sizes:
            sizes.append([source.width, source.height])
    return renditions, presets


def _focal_point_key(filter_spec: str, image: SiteImage) -> str:
    return Filter(filter_spec).get_cache_key(image)


def forget_sources(*, rendition: SiteRendition) -> None:
    """End the record that names a deleted file; pages show the original till it is remade."""
    image = SiteImage.objects.filter(pk=rendition.image_id).first()
    if image and rendition.file.name.startswith(f"{image.sources.get('stem', '-')}-"):
        image.sources = {}
        image.save(update_fields=["sources"])
