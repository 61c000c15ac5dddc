"""Django's file cache, which does not read again a file that has not changed."""

import os

from django.core.cache.backends.filebased import FileBasedCache

# Asked for by every request and changed by every purge only.
WATCHED_KEYS = frozenset({"generation"})


class WatchedFileCache(FileBasedCache):
    """A file cache that looks at the file's date before it reads the watched keys.

    A value is written into a file of its own and moved into place, so that a
    changed value always has another inode or another moment.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._seen: dict[str, tuple[tuple[int, int], object]] = {}

    def get(self, key, default=None, version=None):
        if key not in WATCHED_KEYS:
            return super().get(key, default, version)
        try:
            status = os.stat(self._key_to_file(key, version))
        except FileNotFoundError:
            return default
        mark = (status.st_ino, status.st_mtime_ns)
        seen = self._seen.get(key)
        if seen is None or seen[0] != mark:
            value = super().get(key, None, version)
            if value is None:
                return default
            # Marked as of before the reading: a change meanwhile is read the next time.
            seen = self._seen[key] = (mark, value)
        return seen[1]
