"""Whole public pages, kept as bytes until anything is published (rule 1).

One token, the *generation*, stands for the state of everything public. Each
kept page carries the generation read before it was made; a purge changes the
generation, which ends every kept page at once. So nothing that shows a changed
page can be forgotten, and a page that was being made during the purge is not
taken for a fresh one.
"""

import gzip
import hashlib
import logging
import re
import shutil
import time
import uuid
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import caches
from django.core.handlers.wsgi import WSGIRequest
from django.db import DEFAULT_DB_ALIAS, DatabaseError, transaction
from django.http import HttpResponse, HttpResponseNotModified
from django.utils.http import quote_etag

from goodnews.purges.models import OwedPurge

from .pagefiles import drop_all, put_out, take_back

GENERATION_KEY = "generation"
# Added by Facebook, Zalo, Google and newsletters to shared links; no page reads them.
TRACKING_PARAMETERS = re.compile(r"^(utm_\w+|fbclid|gclid|zarsrc|zalo_\w+|mc_[ce]id)$")
PAGE_NUMBER = re.compile(r"^[1-9]\d{0,4}$")
KEPT_HEADERS_LEFT_OUT = {"date", "server", "content-length"}
MEMORY_PAGES = 256
# Changed with the fields of KeptPage: what an older release kept is not read.
KEPT_FORM = "2"
SETTLED_FOR_SECONDS = 2

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class KeptPage:
    """A page as it was sent: headers, plain and gzipped body, entity tag, seconds since 1970."""

    generation: str
    made_at: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    gzipped: bytes
    etag: str


def current_generation() -> str:
    """Return the token of everything public as it is now."""
    token = caches["pages"].get(GENERATION_KEY)
    if token is None:
        token = uuid.uuid4().hex
        # ``add`` lets the first of several processes win.
        if not caches["pages"].add(GENERATION_KEY, token, timeout=None):
            token = caches["pages"].get(GENERATION_KEY, token)
    return token


def purge_public_pages() -> None:
    """End every kept page once the running transaction is committed.

    The purge is owed from the same transaction on: whoever dies after the
    commit leaves it to :func:`settle_owed_purges`.
    """
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        _purge_now()
        return
    # One row a transaction. What is still to run was not rolled back, nor was its row.
    waiting = (func for _sids, func, _robust in connection.run_on_commit)
    earlier = next((func for func in waiting if isinstance(func, _PurgeAfterCommit)), None)
    owed_pk = earlier.owed_pk if earlier else OwedPurge.objects.create().pk
    transaction.on_commit(_PurgeAfterCommit(owed_pk))


@dataclass(frozen=True)
class _PurgeAfterCommit:
    """Ends the kept pages, and with them what was owed."""

    owed_pk: int

    def __call__(self) -> None:
        if not _purge_now():
            return
        try:
            _forget([self.owed_pk])
        except DatabaseError:
            # The change stands, and the pages have ended: they will end once more.
            logger.warning("An owed purge was not forgotten", exc_info=True)


def settle_owed_purges() -> int:
    """Do the purges that nobody did; return how many were owed.

    A purge that its own process is doing at this moment is done twice, which harms nobody.
    """
    owed = list(OwedPurge.objects.values_list("pk", flat=True))
    if owed and _purge_now():
        _forget(owed)
    return len(owed)


def _forget(owed: list[int]) -> None:
    # ``delete`` would read the rows first, because of receivers that listen to every deletion.
    OwedPurge.objects.filter(pk__in=owed)._raw_delete(DEFAULT_DB_ALIAS)


def _purge_now() -> bool:
    """End every kept page; False if the cache did not hear it."""
    before = caches["pages"].get(GENERATION_KEY)
    caches["pages"].set(GENERATION_KEY, uuid.uuid4().hex, timeout=None)
    if settings.NGINX_CACHE_DIR:
        drop_all()
        for folder in Path(settings.NGINX_CACHE_DIR).glob("*/*"):
            shutil.rmtree(folder, ignore_errors=True)
    # Redis that is away keeps nothing and says nothing. Another purge in this moment is as good.
    return caches["pages"].get(GENERATION_KEY) not in (None, before)


def cache_key(request) -> str | None:
    """Return the key of the page asked for, or None where it must not be kept."""
    # A preview asks as if for the public address, but shows what nobody else may see.
    if request.method not in ("GET", "HEAD") or getattr(request, "is_dummy", False):
        return None
    page = ""
    query = request.META.get("QUERY_STRING", "")
    if query:
        for name, value in parse_qsl(query, keep_blank_values=True):
            if TRACKING_PARAMETERS.match(name):
                continue
            if name != "page" or page or not PAGE_NUMBER.match(value):
                return None
            page = value
    # New styles and scripts have new names, so a release begins with pages made anew.
    release = getattr(staticfiles_storage, "manifest_hash", "")
    plain = f"{KEPT_FORM} {release} {request.scheme}://{request.META.get('HTTP_HOST', '')}{request.path_info}?{page}"
    return hashlib.sha256(plain.encode()).hexdigest()


def may_be_kept(response) -> bool:
    """Tell whether ``response`` says itself that it is the same for every visitor."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "public" in response.get("Cache-Control", "")
        and "cookie" not in response.get("Vary", "").lower()
    )


class PageCacheMiddleware:
    """Answer from kept pages; keep what a view marked ``Cache-Control: public``."""

    def __init__(self, get_response):
        self.get_response = get_response
        # Pages lately sent by this process; the generation says whether they still hold.
        self.memory: OrderedDict[str, KeptPage] = OrderedDict()
        self.settled_at = 0.0

    def __call__(self, request):
        key, generation, page = self._look(request)
        if page is not None:
            return self._send(page, request)
        if self._settle():
            generation = current_generation()
        response = self.get_response(request)
        if key and request.method == "GET" and may_be_kept(response):
            page = keep(response, generation)
            caches["pages"].set(key, page, timeout=settings.PAGE_CACHE_SECONDS)
            self._remember(key, page)
            return self._send(page, request)
        return response

    def answer(self, request) -> HttpResponse | None:
        """Return the kept page that ``request`` asks for, or None."""
        page = self._look(request)[-1]
        return self._send(page, request) if page else None

    def _look(self, request) -> tuple[str | None, str, KeptPage | None]:
        """Return key, generation and page of what is asked for, as far as there are any."""
        key = cache_key(request) if settings.PAGE_CACHE_ENABLED else None
        if key is None:
            return None, "", None
        generation = current_generation()
        return key, generation, self._find(key, generation)

    def _settle(self) -> int:
        """Look for owed purges, every two seconds at most and never for a page that is kept."""
        now = time.monotonic()
        if not settings.PAGE_CACHE_ENABLED or now - self.settled_at < SETTLED_FOR_SECONDS:
            return 0
        self.settled_at = now
        try:
            return settle_owed_purges()
        except DatabaseError:
            logger.warning("Owed purges were not looked for", exc_info=True)
            return 0

    def _send(self, page: KeptPage, request) -> HttpResponse:
        response = send(page, request)
        if not settings.NGINX_CACHE_DIR:
            return response
        path = put_out(page, request)
        if current_generation() != page.generation:
            # Something was published or taken down meanwhile: nginx must not keep the page.
            response["X-Accel-Expires"] = "0"
            if path:
                take_back(path)
        elif path:
            # nginx has the file; a copy of its own only helps while the site is down.
            response["X-Accel-Expires"] = "1"
        return response

    def _find(self, key: str, generation: str) -> KeptPage | None:
        page = self.memory.get(key)
        if page is None:
            page = caches["pages"].get(key)
        if page is None or page.generation != generation:
            self.memory.pop(key, None)
            return None
        self._remember(key, page)
        return page

    def _remember(self, key: str, page: KeptPage) -> None:
        self.memory[key] = page
        if len(self.memory) > MEMORY_PAGES:
            self.memory.pop(next(iter(self.memory)), None)


class KeptPagesApplication:
    """A WSGI application that sends kept pages itself and asks Django for all others.

    Half of what a kept page costs is Django's own way to the first middleware and back.
    """

    def __init__(self, application):
        self.application = application
        self.pages = PageCacheMiddleware(application)

    def __call__(self, environ, start_response):
        if environ["REQUEST_METHOD"] in ("GET", "HEAD"):
            response = self.pages.answer(WSGIRequest(environ))
            if response is not None:
                start_response(
                    f"{response.status_code} {response.reason_phrase}", list(response.items())
                )
                return [] if environ["REQUEST_METHOD"] == "HEAD" else [response.content]
        return self.application(environ, start_response)


def keep(response, generation: str) -> KeptPage:
    """Return ``response`` as a page that can be sent again."""
    body = response.content
    headers = tuple(
        (name, value)
        for name, value in response.items()
        if name.lower() not in KEPT_HEADERS_LEFT_OUT
    )
    return KeptPage(
        generation=generation,
        made_at=int(time.time()),
        headers=headers,
        body=body,
        gzipped=gzip.compress(body, compresslevel=6, mtime=0),
        etag=quote_etag(hashlib.sha256(body).hexdigest()[:24]),
    )


def send(page: KeptPage, request) -> HttpResponse:
    """Return the kept page as an answer to ``request``: 304, gzipped or plain."""
    if request.headers.get("if-none-match") == page.etag:
        response = HttpResponseNotModified()
        body = b""
    elif "gzip" in request.headers.get("accept-encoding", ""):
        response = HttpResponse(page.gzipped)
        body = page.gzipped
        response["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(page.body)
        body = page.body
    for name, value in page.headers:
        response[name] = value
    response["ETag"] = page.etag
    response["Vary"] = "Accept-Encoding"
    if response.status_code == 200:
        response["Content-Length"] = str(len(body))
    return response
