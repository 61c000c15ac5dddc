"""Kept pages put out as files, which nginx sends without asking the site.

A file's address says all that it holds for: the hundred seconds, the headers,
the scheme and the host. nginx works out the same address from the request, so
a file that is too old, or was written under other headers than nginx sends, is
never found. What is not found goes to the site, which puts the page out again.
"""

import hashlib
import logging
import os
import re
import shutil
import time
import uuid
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

logger = logging.getLogger(__name__)

SECONDS_A_FOLDER = 100
# No address that ends with a stroke is a file's: nginx adds this name to what it is asked for.
PAGE_NAME = "page.html"
PAGE_TYPE = "text/html; charset=utf-8"
PAGE_PATH = re.compile(r"^/(?:[a-z0-9_-]{1,200}/){0,12}$")
PORT = re.compile(r":[0-9]+$")
HOST = re.compile(r"^[a-z0-9.-]{1,253}$")
# nginx's word for a Host with a port that is not its own; such a page holds for nobody else.
OTHER_PORT = "HTTP_X_OTHER_PORT"
# nginx says these of a file by itself; the site says Vary of every kept page.
SAID_BY_NGINX = {"content-length", "content-type", "etag", "last-modified", "vary"}


def pages_dir() -> Path:
    """Return the folder in which nginx looks."""
    return Path(settings.NGINX_CACHE_DIR) / "pages"


def frame_headers(headers: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the headers that nginx has to add to a page's file, sorted by name."""
    return tuple(sorted(pair for pair in headers if pair[0].lower() not in SAID_BY_NGINX))


def frame_name(headers: Iterable[tuple[str, str]]) -> str:
    """Return a short name of ``headers``: part of the address of every page sent with them."""
    plain = "\n".join(f"{name.lower()}: {value}" for name, value in frame_headers(headers))
    return hashlib.sha256(plain.encode()).hexdigest()[:12]


def file_of(page, request, *, now: float) -> Path | None:
    """Return where nginx looks for ``page`` at ``now``, or None where it never does.

    Args:
        page: a kept page.
        request: the request that it answers.
        now: seconds since 1970.
    """
    host = PORT.sub("", request.headers.get("host", "").lower())
    path = request.path_info
    if OTHER_PORT in request.META:
        return None
    if request.META.get("QUERY_STRING") or not PAGE_PATH.match(path) or not HOST.match(host):
        return None
    if dict(page.headers).get("Content-Type") != PAGE_TYPE:
        return None
    folder = f"{int(now) // SECONDS_A_FOLDER}-{frame_name(page.headers)}-{request.scheme}-{host}"
    return pages_dir() / folder / path.strip("/") / PAGE_NAME


def put_out(page, request, *, now: float | None = None) -> Path | None:
    """Write ``page`` where nginx finds it, plain and gzipped.

    A disk that is full, or a purge in this moment, costs the file, not the answer.

    Returns:
        the file, or None where nginx finds none.
    """
    path = file_of(page, request, now=time.time() if now is None else now)
    if path is None or path.exists():
        return path
    try:
        folder = pages_dir() / path.relative_to(pages_dir()).parts[0]
        begins_a_hundred = not folder.is_dir()
        path.parent.mkdir(parents=True, exist_ok=True)
        if begins_a_hundred:
            _drop_older_than(folder.name)
        # The gzipped one first: nginx takes the plain one for the sign that both are there.
        _write(path.with_name(f"{path.name}.gz"), page.gzipped, made_at=page.made_at)
        _write(path, page.body, made_at=page.made_at)
    except OSError:
        logger.warning("A kept page was not put out: %s", path, exc_info=True)
        return None
    return path


def take_back(path: Path) -> None:
    """Remove a file that ``put_out`` wrote."""
    for name in (path.name, f"{path.name}.gz"):
        path.with_name(name).unlink(missing_ok=True)


def drop_all() -> None:
    """Remove every file; from the first moment none of them is found any more."""
    gone = pages_dir().with_name(f"gone-{uuid.uuid4().hex}")
    try:
        pages_dir().rename(gone)
    except FileNotFoundError:
        return
    shutil.rmtree(gone, ignore_errors=True)


def _write(path: Path, body: bytes, *, made_at: int) -> None:
    unfinished = path.with_name(f".{path.name}-{uuid.uuid4().hex}")
    unfinished.write_bytes(body)
    # nginx makes the entity tag of this, so a page put out again is still the same page.
    os.utime(unfinished, (made_at, made_at))
    unfinished.replace(path)


def _drop_older_than(folder: str) -> None:
    current = folder.partition("-")[0]
    for other in pages_dir().iterdir():
        if other.name.partition("-")[0] < current:
            shutil.rmtree(other, ignore_errors=True)
