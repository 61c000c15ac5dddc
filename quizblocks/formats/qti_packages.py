"""A package of QTI items that anybody may have made: sizes first, then the list of its items."""

import posixpath
import zipfile
import zlib
from io import BytesIO
from urllib.parse import unquote

from django.utils.translation import gettext as _

from goodnews.core.documents.safety import read_part

from .qti_elements import Element, read_element
from .xml_nodes import XmlFaultError

MANIFEST = "imsmanifest.xml"
MOST_PARTS = 20_000
MOST_ITEMS = 10_000
MOST_MANIFEST = 8 * 1024 * 1024
MOST_ITEM = 1024 * 1024
# Of all items together; pictures and sounds are not unpacked.
MOST_UNPACKED = 64 * 1024 * 1024
MOST_RESOURCES = 100_000
ITEM_TYPE = "imsqti_item_"
OLD_TYPE = "imsqti_xmlv1"
BROKEN = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, ValueError)


class PackageRefusedError(Exception):
    """The package is not read; ``message`` is for its sender, ``place`` where it shows."""

    def __init__(self, message: str, place: str = MANIFEST):
        self.message = message
        self.place = place
        super().__init__(message)


class Package:
    """An opened package.

    Attributes:
        names: of the files of its items, in the order of the manifest, each once.
    """

    def __init__(self, archive: zipfile.ZipFile, names: list[str]):
        self.archive = archive
        self.names = names
        self.left = MOST_UNPACKED

    def read(self, name: str) -> bytes:
        """Return the bytes of a file.

        Raises:
            PackageRefusedError: it is missing, too large, or damaged; the others may be read.
        """
        try:
            part = self.archive.getinfo(name)
        except KeyError as error:
            message = _("The manifest names this file, but it is not in the package.")
            raise PackageRefusedError(message, name) from error
        self.left -= part.file_size
        if part.file_size > MOST_ITEM or self.left < 0:
            message = _("This file is larger than any question, or all of them are together.")
            raise PackageRefusedError(message, name)
        try:
            return read_part(self.archive, name)
        except BROKEN as error:
            raise PackageRefusedError(_("This file is damaged."), name) from error


def open_package(content: bytes) -> Package:
    """Return the package in ``content``.

    Raises:
        PackageRefusedError: it is no such package, too large, or damaged.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(content))
        parts = archive.infolist()
        if len(parts) > MOST_PARTS:
            raise PackageRefusedError(_("This package holds too many files."))
        manifest = next((part for part in parts if _is_manifest(part.filename)), None)
        if manifest is None:
            message = _("This is no QTI package: “imsmanifest.xml” is missing.")
            raise PackageRefusedError(message)
        if manifest.file_size > MOST_MANIFEST:
            raise PackageRefusedError(_("The list of this package is too long."))
        listed = read_part(archive, manifest.filename)
    except BROKEN as error:
        raise PackageRefusedError(_("This package is damaged, or has a password.")) from error
    try:
        root = read_element(listed, most=MOST_RESOURCES)
    except XmlFaultError as fault:
        raise PackageRefusedError(fault.message, f"{MANIFEST}, {fault.line}") from fault
    return Package(archive, _item_names(root, posixpath.dirname(manifest.filename)))


def _is_manifest(name: str) -> bool:
    folder, _slash, last = name.rpartition("/")
    # Some packers put everything into one folder.
    return last.lower() == MANIFEST and "/" not in folder


def _item_names(root: Element, folder: str) -> list[str]:
    """Return the names of the files of all items.

    Raises:
        PackageRefusedError: there are none, or too many.
    """
    found: dict[str, None] = {}
    resources = [each for each in root.within() if each.tag == "resource"]
    for resource in resources:
        if resource.get("type").lower().startswith(ITEM_TYPE):
            href = unquote(resource.get("href")).replace("\\", "/")
            found.setdefault(posixpath.normpath(posixpath.join(folder, href)))
    if not found:
        if any(each.get("type").lower().startswith(OLD_TYPE) for each in resources):
            message = _("This package is QTI 1.2. Export it again as QTI 2.1 or 3.0.")
        else:
            message = _("The list of this package names no QTI item.")
        raise PackageRefusedError(message)
    if len(found) > MOST_ITEMS:
        message = _("There are more than %(most)s questions. Cut the file into several.")
        raise PackageRefusedError(message % {"most": MOST_ITEMS})
    return list(found)
