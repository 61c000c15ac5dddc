"""Where proofs of consents are kept: never among the files that everybody may fetch."""

import os

from django.conf import settings
from django.core.files.storage import storages

from goodnews.images.storage import WholeFileSystemStorage


class PrivateFileStorage(WholeFileSystemStorage):
    """A folder outside the public media; its files have no address."""

    def __init__(self):
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    @property
    def base_location(self):
        return settings.PRIVATE_ROOT

    @property
    def location(self):
        return os.path.abspath(self.base_location)

    def url(self, name):
        raise ValueError("A private file has no address; a view gives it to whom it may.")


def private_storage():
    """Return the storage of private files: a folder, or a bucket that nobody can read."""
    return storages["private"]
