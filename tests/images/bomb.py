"""Run in a process of its own: how much memory refusing a PNG of 121 million pixels takes."""

import resource

from goodnews.images.errors import PhotoTooLargeError
from goodnews.images.photographs import clean_photograph

from .files import bomb_bytes, photo_bytes


def refuse() -> int:
    """Return by how many kilobytes the peak grew."""
    clean_photograph(photo_bytes())
    bomb = bomb_bytes()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        clean_photograph(bomb)
    except PhotoTooLargeError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    raise AssertionError("the bomb was taken")
