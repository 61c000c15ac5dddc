"""Reading everything that strangers, or people of a role, may fetch, and looking for marks in it."""

import io
import zipfile
from collections.abc import Collection, Iterable, Iterator

from django.core.files.storage import default_storage
from django.test import Client
from pypdf import PdfReader

from goodnews.core.folding import fold
from tests.permissions.routes import all_routes

STAFF = ("/admin/", "/tai-khoan/", "/gui-bai/")
# A request for one of these is a change, or the machine's own business.
LEFT_OUT = ("healthz", "readyz", "desk:worker")


def public_routes(arguments: Iterable[dict[str, object]]) -> list[str]:
    """Return the address of every route outside the staff's rooms, for each set of parameters."""
    found = set()
    for values in arguments:
        own = {"": values, "wagtail_serve": {"path": ""}}
        paths = (route.path(own) for route in all_routes() if route.name not in LEFT_OUT)
        found |= {path for path in paths if not path.startswith(STAFF)}
    return sorted(found)


def staff_routes(arguments: dict[str, dict[str, object]], *, holding: Collection[str]) -> list[str]:
    """Return the addresses of the staff's routes in whose names one of ``holding`` stands."""
    return [
        route.path(arguments)
        for route in all_routes()
        if any(part in route.name for part in holding)
    ]


def text_of(response) -> str:
    """Return what an answer says, headers and packed files too, without marks and in small letters.

    Of a PDF: what is written on its sheets and beside them, for its bytes hold chance numbers.
    """
    body = b"".join(response) if response.streaming else response.content
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b"\n".join(packed.read(name) for name in packed.namelist())
    if body.startswith(b"%PDF-"):
        body = "\n".join(written_in(body)).encode()
    return fold(f"{body.decode(errors='replace')}\n{response.headers}")


def written_in(content: bytes) -> Iterator[str]:
    """Yield what a PDF file says of itself, on each sheet, and in its links."""
    reader = PdfReader(io.BytesIO(content))
    yield str(reader.metadata)
    for page in reader.pages:
        yield page.extract_text()
        yield from (str(note.get_object()) for note in page.annotations or ())


def met_at(addresses: Iterable[str], marks: Collection[str], *, user=None) -> dict[str, list[str]]:
    """Return the addresses at which one of ``marks`` is met, each with the marks that are there."""
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user)
    found = {}
    for address in addresses:
        said = text_of(client.get(address))
        if seen := [mark for mark in marks if mark in said]:
            found[address] = seen
    return found


def stored_files(folder: str = "") -> dict[str, bytes]:
    """Return every file of the public storage with its bytes."""
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return {}
    found = {}
    for name in names:
        with default_storage.open(f"{folder}/{name}".lstrip("/")) as file:
            found[f"{folder}/{name}".lstrip("/")] = file.read()
    for inner in folders:
        found |= stored_files(f"{folder}/{inner}".lstrip("/"))
    return found
