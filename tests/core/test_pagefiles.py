"""Pages put out as files: what is written where, and what nginx makes of it."""

import gzip
import itertools
import os
import shutil
import socket
import subprocess
import threading
import time
from contextlib import closing
from http.client import HTTPConnection
from socketserver import ThreadingMixIn
from unittest.mock import ANY
from urllib.parse import urlsplit
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import re_path
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt

from goodnews.core import pagecache, pagefiles
from goodnews.core.nginx import server_conf
from goodnews.core.pagecache import PageCacheMiddleware, purge_public_pages
from goodnews.core.pagefiles import file_of, pages_dir

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
# What a server says of the way, not of the page.
SAID_OF_THE_WAY = {
    "accept-ranges",
    "connection",
    "date",
    "etag",
    "last-modified",
    "server",
    "x-accel-expires",
}

asked = itertools.count(1)
during = []


@csrf_exempt
@cache_control(public=True, max_age=60)
def page(request):
    number = next(asked)
    while during:
        during.pop()()
    return HttpResponse(f"{request.method} {number} {request.get_host()} " + "tin tốt " * 40)


urlpatterns = [re_path("", page)]


class Site:
    """The page cache over a view."""

    def __init__(self, **headers):
        self.headers = {"Cache-Control": "public, max-age=60", **headers}
        self.during = lambda: None
        self.middleware = PageCacheMiddleware(self.view)

    def view(self, request):
        self.during()
        return HttpResponse("here", headers=self.headers)

    def get(self, path="/", host="testserver"):
        return self.middleware(RequestFactory().get(path, headers={"host": host}))


@pytest.fixture(autouse=True)
def _files_on(settings, tmp_path):
    settings.PAGE_CACHE_ENABLED = True
    settings.NGINX_CACHE_DIR = str(tmp_path / "kept")
    settings.MEDIA_ROOT = str(tmp_path / "media")


def files() -> list[str]:
    """Return the files put out, without their folders of the moment."""
    folder = pages_dir()
    return sorted(
        path.relative_to(folder).as_posix().partition("/")[2]
        for path in folder.rglob("*")
        if path.is_file()
    )


@pytest.mark.django_db
class PuttingOutTests:
    def test_a_kept_page_is_a_file_plain_and_gzipped(self):
        answer = Site().get("/tin-tot/mot-tin/")
        assert files() == ["tin-tot/mot-tin/page.html", "tin-tot/mot-tin/page.html.gz"]
        assert answer["X-Accel-Expires"] == "1"
        packed = next(pages_dir().rglob("*.gz"))
        assert gzip.decompress(packed.read_bytes()) == b"here"

    def test_the_front_page_too(self):
        Site().get("/")
        assert files() == ["page.html", "page.html.gz"]

    def test_nothing_is_written_without_nginx(self, settings):
        settings.NGINX_CACHE_DIR = ""
        assert not Site().get("/").has_header("X-Accel-Expires")

    @pytest.mark.parametrize(
        ("path", "host"),
        [
            ("/tin-tot/?page=2", "testserver"),
            ("/tin-tot/?q=a", "testserver"),
            ("/rss", "testserver"),
            ("/a.b/", "testserver"),
            ("/%2e%2e/%2e%2e/etc/", "testserver"),
            ("/tin-tot/%00/", "testserver"),
            ("/tin-tot/", "a/../b"),
        ],
    )
    def test_an_address_that_nginx_would_not_look_for_is_no_file(self, path, host):
        Site().get(path, host=host)
        assert files() == []

    def test_a_feed_is_no_file(self):
        Site(**{"Content-Type": "application/rss+xml"}).get("/rss/")
        assert files() == []

    def test_other_headers_are_another_address(self):
        Site().get("/a/")
        Site(**{"X-Frame-Options": "DENY"}).get("/b/")
        assert len({path.parents[1] for path in pages_dir().rglob("page.html")}) == 2

    def test_a_page_put_out_again_is_the_same_page_to_a_browser(self):
        site = Site()
        site.get("/a/")
        first = next(pages_dir().rglob("a/page.html"))
        made_at = first.stat().st_mtime
        first.unlink()
        time.sleep(1.1)
        site.get("/a/")
        # Looked for again: another hundred seconds, so another folder, may have begun.
        assert next(pages_dir().rglob("a/page.html")).stat().st_mtime == made_at

    def test_what_is_past_its_hundred_seconds_is_dropped(self):
        Site().get("/a/")
        (folder,) = pages_dir().iterdir()
        old = pages_dir() / f"{int(folder.name.partition('-')[0]) - 1}-x-http-testserver"
        folder.rename(old)
        Site().get("/a/")
        assert files() == ["a/page.html", "a/page.html.gz"]
        assert not old.exists()

    def test_a_purge_takes_all_of_them(self, django_capture_on_commit_callbacks):
        Site().get("/a/")
        with django_capture_on_commit_callbacks(execute=True):
            purge_public_pages()
        assert files() == []

    def test_a_page_made_during_a_purge_is_taken_back(self, django_capture_on_commit_callbacks):
        site = Site()

        def publish():
            with django_capture_on_commit_callbacks(execute=True):
                purge_public_pages()

        site.during = publish
        assert site.get("/a/")["X-Accel-Expires"] == "0"
        assert files() == []

    def test_a_disk_that_refuses_costs_only_the_file(self, tmp_path, monkeypatch):
        said = []
        monkeypatch.setattr(pagefiles.logger, "warning", lambda *args, **kwargs: said.append(args))
        (tmp_path / "kept").write_text("in the way")
        assert Site().get("/a/").content == b"here"
        assert said

    def test_an_hour_later_it_lies_elsewhere(self, rf):
        kept = pagecache.keep(HttpResponse("here"), "x")
        request = rf.get("/a/", headers={"host": "testserver:8000"})
        assert file_of(kept, request, now=7200.5) != file_of(kept, request, now=7300.5)
        assert file_of(kept, request, now=7200.0) == file_of(kept, request, now=7299.9)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *args):
        """Say nothing."""


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@pytest.fixture
def site(settings):
    """The whole middleware before a view that reads nothing; its address."""
    settings.ROOT_URLCONF = __name__
    with make_server("127.0.0.1", 0, WSGIHandler(), Server, QuietHandler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def front(tmp_path, site):
    """nginx with the shipped configuration before the site; its address."""
    port = free_port()
    server = server_conf(
        listen=f"127.0.0.1:{port}",
        upstreams=[site.removeprefix("http://")],
        cache_dir=tmp_path / "kept",
        server_names="_",
    )
    conf = tmp_path / "nginx.conf"
    (tmp_path / "kept").mkdir()
    temporary = "".join(
        f"{kind}_temp_path {tmp_path}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;\n" if os.geteuid() == 0 else ""
    conf.write_text(
        f"{user}daemon off;\npid {tmp_path}/pid;\nerror_log {tmp_path}/error.log;\n"
        f"events {{}}\nhttp {{\naccess_log off;\n{temporary}{server}\n}}\n"
    )
    process = subprocess.Popen([NGINX, "-c", str(conf), "-p", str(tmp_path)])
    try:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=10)


def answer_to(address: str, *, method: str = "GET", **headers) -> tuple[int, dict, bytes]:
    parts = urlsplit(address)
    with closing(HTTPConnection(parts.netloc, timeout=10)) as connection:
        connection.request(method, f"{parts.path}?{parts.query}".rstrip("?"), headers=headers)
        answer = connection.getresponse()
        said = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, said, answer.read()


def ask(address: str, **options) -> tuple[bytes, dict[str, str]]:
    status, said, body = answer_to(address, **options)
    assert status == 200
    return body, {k: v for k, v in said.items() if k not in SAID_OF_THE_WAY}


@pytest.mark.skipif(NGINX is None, reason="nginx is not installed: apt-get install nginx-light")
@pytest.mark.django_db
class ThroughNginxTests:
    @pytest.mark.parametrize(
        "path", ["/", "/en/", "/en/news/", "/tin-tot/mot-tin/", "/cuoc-thi/mot/"]
    )
    def test_the_file_is_the_page_with_all_its_headers(self, front, site, path):
        from_the_site = ask(front + path)
        number = next(asked)
        assert ask(front + path) == from_the_site
        assert next(asked) == number + 1
        assert from_the_site[1]["content-language"] == ("en" if path.startswith("/en/") else "vi")
        _, straight = ask(site + path)
        assert from_the_site[1] == {**straight, "content-length": ANY}

    def test_a_browser_that_takes_gzip_gets_it(self, front):
        ask(front + "/a/")
        body, headers = ask(front + "/a/", **{"Accept-Encoding": "gzip"})
        assert headers["content-encoding"] == "gzip"
        assert gzip.decompress(body) == ask(front + "/a/")[0]

    def test_what_is_published_is_seen_at_once(self, front, django_capture_on_commit_callbacks):
        before = ask(front + "/a/")
        assert ask(front + "/a/") == before
        with django_capture_on_commit_callbacks(execute=True):
            purge_public_pages()
        assert ask(front + "/a/") != before

    def test_a_tracker_makes_no_other_page_but_a_page_number_does(self, front):
        first = ask(front + "/a/")
        assert ask(front + "/a/?fbclid=x") == first
        assert ask(front + "/a/?page=2") != first

    @pytest.mark.parametrize("query", ["?&{}.", "?fbclid=x&{}.", "?&{}.1&fbclid=x"])
    def test_nobody_chooses_the_hundred_seconds(self, front, query):
        first = ask(front + "/a/")
        assert ask(front + "/a/" + query.format(int(time.time()))) != first

    @pytest.mark.parametrize("path", ["/a/", "/a/?page=2"])
    def test_a_page_made_while_something_is_taken_down_is_shown_to_nobody_else(self, front, path):
        during.append(pagecache._purge_now)
        before = ask(front + path)
        assert ask(front + path) != before

    @pytest.mark.parametrize("path", ["/a/", "/a/?page=2"])
    def test_nobody_puts_another_port_into_the_page_of_all_others(self, front, path):
        assert b"127.0.0.1:666 " in ask(front + path, Host="127.0.0.1:666")[0]
        theirs = ask(front + path)
        assert b"127.0.0.1:666 " not in theirs[0]
        assert ask(front + path) == theirs

    @pytest.mark.parametrize(
        "path",
        [
            "/media/documents/quy.pdf",
            "/media//documents/quy.pdf",
            "/media/images/../documents/quy.pdf",
            "/media/%64ocuments/quy.pdf",
            "/media/wagtail_uploads/quy.pdf",
        ],
    )
    def test_a_document_is_given_by_the_site_alone(self, tmp_path, front, path):
        for folder in ("documents", "wagtail_uploads", "images"):
            file = tmp_path / "media" / folder / "quy.pdf"
            file.parent.mkdir(parents=True)
            file.write_bytes(b"chi trong noi bo")
        assert answer_to(f"{front}/media/images/quy.pdf")[0] == 200
        status, _, body = answer_to(front + path)
        assert (status, b"noi bo" in body) == (404, False)

    def test_a_form_reaches_the_site(self, front):
        ask(front + "/a/")
        assert ask(front + "/a/", method="POST")[0].startswith(b"POST")

    def test_no_folder_can_be_asked_for_by_name(self, front):
        ask(front + "/a/")
        (folder,) = pages_dir().iterdir()
        for name in ("page.html", ""):
            body, _ = ask(f"{front}/{folder.name}/a/{name}")
            assert body != ask(front + "/a/")[0]

    def test_an_unchanged_page_is_not_sent_again(self, front):
        ask(front + "/a/")
        tag = answer_to(front + "/a/")[1]["etag"]
        assert answer_to(front + "/a/", **{"If-None-Match": tag})[0] == 304
