"""The page cache, through the middleware alone: no other room is needed."""

import contextlib
import gzip
import itertools
from types import SimpleNamespace

import pytest
from django.core.cache import caches
from django.db import OperationalError, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone
from wagtail.models import Page

from goodnews.core import pagecache
from goodnews.core.pagecache import (
    KeptPagesApplication,
    PageCacheMiddleware,
    purge_public_pages,
    settle_owed_purges,
)
from goodnews.purges.models import OwedPurge

pytestmark = pytest.mark.django_db


class Site:
    """A middleware over a view that counts how often it is asked."""

    def __init__(self, **headers):
        self.headers = {"Cache-Control": "public, max-age=60", **headers}
        self.asked = itertools.count(1)
        self.during = lambda: None
        self.middleware = PageCacheMiddleware(self.view)

    def view(self, request):
        number = next(self.asked)
        self.during()
        return HttpResponse(f"made {number}", headers=self.headers)

    def get(self, path="/", **extra):
        return self.middleware(RequestFactory().get(path, **extra))


@pytest.fixture(autouse=True)
def _cache_on(settings):
    settings.PAGE_CACHE_ENABLED = True


class KeepingTests:
    def test_a_public_page_is_made_once(self):
        site = Site()
        assert [site.get().content for _ in range(3)] == [b"made 1"] * 3

    def test_another_process_finds_the_page_too(self):
        site = Site()
        site.get()
        site.middleware.memory.clear()
        assert site.get().content == b"made 1"

    @pytest.mark.parametrize(
        "headers",
        [
            {"Cache-Control": "private"},
            {"Cache-Control": "no-store"},
            {"Vary": "Cookie"},
        ],
    )
    def test_a_page_that_may_differ_is_not_kept(self, headers):
        site = Site(**headers)
        assert [site.get().content, site.get().content] == [b"made 1", b"made 2"]

    def test_a_page_that_sets_a_cookie_is_not_kept(self):
        site = Site()
        plain_view = site.view

        def view(request):
            response = plain_view(request)
            response.set_cookie("seen", "yes")
            return response

        site.middleware = PageCacheMiddleware(view)
        site.get()
        assert site.get().content == b"made 2"

    def test_trackers_in_shared_links_find_the_same_page(self):
        site = Site()
        site.get("/tin-tot/")
        assert site.get("/tin-tot/?fbclid=abc&utm_source=zalo").content == b"made 1"

    def test_numbered_pages_are_kept_apart(self):
        site = Site()
        site.get("/tin-tot/")
        assert site.get("/tin-tot/?page=2").content == b"made 2"
        assert site.get("/tin-tot/?page=2").content == b"made 2"

    @pytest.mark.parametrize(
        "query", ["?page=abc", "?page=0", "?q=tin", "?page=1&page=2", "?page=999999", "?%00=1"]
    )
    def test_any_other_query_is_never_kept(self, query):
        site = Site()
        site.get("/" + query)
        assert site.get("/" + query).content == b"made 2"

    def test_hosts_are_kept_apart(self, settings):
        site = Site()
        site.get(headers={"host": "a.example"})
        assert site.get(headers={"host": "b.example"}).content == b"made 2"

    def test_a_release_with_other_styles_makes_every_page_anew(self, monkeypatch):
        site = Site()
        monkeypatch.setattr(pagecache, "staticfiles_storage", SimpleNamespace(manifest_hash="1"))
        assert [site.get().content, site.get().content] == [b"made 1", b"made 1"]
        monkeypatch.setattr(pagecache, "staticfiles_storage", SimpleNamespace(manifest_hash="2"))
        assert site.get().content == b"made 2"

    def test_a_form_sent_is_never_answered_from_the_cache(self):
        site = Site()
        site.get()
        assert site.middleware(RequestFactory().post("/")).content == b"made 2"


class SendingTests:
    def test_a_browser_that_takes_gzip_gets_it(self):
        response = Site().get(headers={"accept-encoding": "gzip, br"})
        assert response["Content-Encoding"] == "gzip"
        assert gzip.decompress(response.content) == b"made 1"
        assert response["Vary"] == "Accept-Encoding"

    def test_a_page_the_browser_has_is_not_sent_again(self):
        site = Site()
        etag = site.get()["ETag"]
        response = site.get(headers={"if-none-match": etag})
        assert response.status_code == 304
        assert response.content == b""
        assert response["Cache-Control"] == "public, max-age=60"


class KeptPagesApplicationTests:
    """Kept pages are sent before Django is asked."""

    @pytest.fixture
    def site(self):
        site = Site()
        site.get("/tin-tot/")
        return site

    def ask(self, path="/tin-tot/", method="GET", **extra):
        """Return status, headers and body; Django's part answers with 404."""
        said = []

        def django(environ, start_response):
            start_response("404 Not Found", [])
            return [b"asked Django"]

        environ = RequestFactory().generic(method, path, **extra).environ
        body = KeptPagesApplication(django)(environ, lambda *head: said.extend(head))
        return said[0], dict(said[1]), b"".join(body)

    def test_a_kept_page_is_sent_with_its_headers(self, site):
        status, headers, body = self.ask()
        assert (status, body) == ("200 OK", b"made 1")
        assert headers == dict(site.get("/tin-tot/").items())

    def test_a_page_the_browser_has_is_not_sent_again(self, site):
        etag = site.get("/tin-tot/")["ETag"]
        status, _headers, body = self.ask(headers={"if-none-match": etag})
        assert (status, body) == ("304 Not Modified", b"")

    def test_asked_for_the_headers_alone_no_page_is_sent(self, site):
        status, headers, body = self.ask(method="HEAD")
        assert (status, headers["Content-Length"], body) == ("200 OK", "6", b"")

    @pytest.mark.parametrize(
        ("method", "path"), [("GET", "/khac/"), ("POST", "/tin-tot/"), ("GET", "/tin-tot/?q=a")]
    )
    def test_django_is_asked_for_all_others(self, site, method, path):
        assert self.ask(path, method)[2] == b"asked Django"

    def test_after_a_purge_django_is_asked(self, site, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            purge_public_pages()
        assert self.ask()[2] == b"asked Django"


class PurgingTests:
    def test_a_purge_ends_every_page(self, django_capture_on_commit_callbacks):
        site = Site()
        site.get("/a/")
        site.get("/b/")
        with django_capture_on_commit_callbacks(execute=True):
            purge_public_pages()
        assert [site.get("/a/").content, site.get("/b/").content] == [b"made 3", b"made 4"]

    def test_a_purge_that_is_rolled_back_ends_nothing(self, django_capture_on_commit_callbacks):
        site = Site()
        site.get()
        with (
            django_capture_on_commit_callbacks(execute=True),
            pytest.raises(RuntimeError),
            transaction.atomic(),
        ):
            purge_public_pages()
            raise RuntimeError
        assert site.get().content == b"made 1"

    def test_a_page_made_while_something_is_published_is_not_used(
        self, django_capture_on_commit_callbacks
    ):
        site = Site()

        def publish():
            site.during = lambda: None
            with django_capture_on_commit_callbacks(execute=True):
                purge_public_pages()

        site.during = publish
        site.get()
        assert site.get().content == b"made 2"

    def test_nginx_forgets_too(self, settings, tmp_path, django_capture_on_commit_callbacks):
        settings.NGINX_CACHE_DIR = str(tmp_path)
        kept = tmp_path / "a" / "b" / "page"
        kept.parent.mkdir(parents=True)
        kept.write_text("old")
        with django_capture_on_commit_callbacks(execute=True):
            purge_public_pages()
        assert not kept.exists()


class OwedTests:
    """A process that dies between a commit and its purge."""

    @pytest.fixture(autouse=True)
    def _looks_at_once(self, monkeypatch):
        monkeypatch.setattr(pagecache, "SETTLED_FOR_SECONDS", 0)

    def publish_and_die(self, capture) -> None:
        with capture(execute=False), transaction.atomic():
            purge_public_pages()

    def test_a_purge_that_is_done_owes_nothing(self, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
            purge_public_pages()
            purge_public_pages()
            assert OwedPurge.objects.count() == 1
        assert not OwedPurge.objects.exists()

    def test_what_was_rolled_back_is_not_owed(self):
        with contextlib.suppress(ZeroDivisionError), transaction.atomic():
            purge_public_pages()
            raise ZeroDivisionError
        assert not OwedPurge.objects.exists()

    def test_the_next_request_that_is_not_kept_does_what_was_left(
        self, django_capture_on_commit_callbacks
    ):
        site = Site()
        assert site.get().content == b"made 1"
        self.publish_and_die(django_capture_on_commit_callbacks)
        # A page that is kept asks the database nothing; any other does.
        assert site.get().content == b"made 1"
        site.get("/khac/")
        assert site.get().content == b"made 3"
        assert not OwedPurge.objects.exists()

    def test_a_kept_page_costs_no_query(self, django_assert_num_queries):
        site = Site()
        site.get()
        with django_assert_num_queries(0):
            site.get()

    def test_a_form_that_is_sent_looks_too(self, django_capture_on_commit_callbacks):
        site = Site()
        site.get()
        self.publish_and_die(django_capture_on_commit_callbacks)
        site.middleware(RequestFactory().post("/"))
        assert site.get().content == b"made 3"

    def test_the_schedule_does_what_was_left(self, django_capture_on_commit_callbacks):
        site = Site()
        site.get()
        self.publish_and_die(django_capture_on_commit_callbacks)
        assert settle_owed_purges() == 1
        assert site.get().content == b"made 2"
        assert settle_owed_purges() == 0

    def test_a_cache_that_did_not_hear_it_is_told_again(
        self, monkeypatch, django_capture_on_commit_callbacks
    ):
        with monkeypatch.context() as patch:
            patch.setattr(type(caches["pages"]), "set", lambda *args, **kwargs: None)
            with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
                purge_public_pages()
        assert settle_owed_purges() == 1
        assert not OwedPurge.objects.exists()

    def test_a_database_that_is_away_stops_no_page(self, monkeypatch):
        def fail():
            raise OperationalError("gone")

        monkeypatch.setattr(pagecache, "settle_owed_purges", fail)
        assert Site().get().content == b"made 1"

    def test_taking_down_owes_the_purge_in_the_transaction_of_the_page(
        self, django_capture_on_commit_callbacks
    ):
        home = Page.objects.get(depth=2)
        Page.objects.filter(pk=home.pk).update(first_published_at=timezone.now())
        home.refresh_from_db()
        with django_capture_on_commit_callbacks(execute=False), transaction.atomic():
            home.live = False
            home.save()
            assert OwedPurge.objects.exists()
            OwedPurge.objects.all().delete()
            home.save(update_fields=["draft_title"])
            assert not OwedPurge.objects.exists()
