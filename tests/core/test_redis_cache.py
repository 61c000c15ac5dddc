import os
import socket
import time
from threading import Thread
from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.test import RequestFactory, override_settings

from goodnews.core import redis_cache
from goodnews.core.pagecache import PageCacheMiddleware
from goodnews.core.redis_cache import ForgivingRedisCache

# Nothing listens there.
NOWHERE = "redis://127.0.0.1:1/0"
WAYS = {"read": "state", "count_for": 5, "note_for": 9, "limit": 3}


@pytest.fixture
def lost():
    return ForgivingRedisCache(NOWHERE, {"OPTIONS": {"socket_connect_timeout": 0.1}})


def greet_and_hang(server: socket.socket, asked: list[bytes]) -> None:
    """Answer the greeting of each connection, and nothing of what is asked then."""
    while True:
        try:
            connection, _address = server.accept()
        except OSError:
            return
        with connection:
            while said := connection.recv(65536):
                asked.append(said)
                connection.sendall(b"+OK\r\n" * said.count(b"SETINFO"))


class ForgivingRedisCacheTests:
    def test_nothing_is_found_and_nothing_fails(self, lost):
        lost.set("a", 1)
        assert lost.get("a", "default") == "default"
        assert lost.get("generation", "default") == "default"
        assert lost.get_many(["a", "b"]) == {}
        assert lost.add("a", 1) is True
        assert lost.incr("a") == 1
        assert lost.count("a", timeout=5) == 1
        assert lost.arrive(counted="a", noted="b", **WAYS) == (1, True, None)
        assert lost.has_key("a") is False
        lost.delete("a")
        lost.clear()

    def test_the_log_says_so_every_ten_seconds_and_how_often_it_was_silent(
        self, lost, monkeypatch, caplog
    ):
        clock = SimpleNamespace(monotonic=lambda: self.now)
        monkeypatch.setattr(redis_cache, "_loss", redis_cache.Loss())
        monkeypatch.setattr(redis_cache, "time", clock)
        for self.now in (100, 100, 109.9, 110, 119.9):
            lost.get("a")
        assert [(each.event, each.untold) for each in caplog.records] == [
            ("redis_lost", 0),
            ("redis_lost", 2),
        ]

    @pytest.mark.skipif(not os.environ.get("REDIS_URL"), reason="asks a real Redis")
    def test_what_is_counted_ends(self):
        cache = ForgivingRedisCache(os.environ["REDIS_URL"], {})
        cache.delete("counted")
        assert [cache.count("counted", timeout=5) for _ in range(3)] == [1, 2, 3]
        client = cache._cache.get_client(write=True)
        assert 0 < client.ttl(cache.make_key("counted")) <= 5

    @pytest.mark.skipif(not os.environ.get("REDIS_URL"), reason="asks a real Redis")
    def test_one_way_counts_notes_within_the_limit_and_reads(self):
        cache = ForgivingRedisCache(os.environ["REDIS_URL"], {})
        cache.delete_many(["came", "noted", "other", "state"])
        cache.set("state", "now")
        ways = {**WAYS, "read": cache.make_key("state"), "counted": "came"}
        came = [cache.arrive(noted=name, **ways) for name in ("noted", "noted", "", "other")]
        assert came == [(1, True, "now"), (2, False, "now"), (3, False, "now"), (4, False, "now")]
        assert not cache.has_key("other")
        client = cache._cache.get_client(write=True)
        assert 0 < client.ttl(cache.make_key("came")) <= 5
        assert 5 < client.ttl(cache.make_key("noted")) <= 9

    @pytest.mark.skipif(not os.environ.get("REDIS_URL"), reason="asks a real Redis")
    def test_a_connection_that_redis_ended_is_made_anew_and_scripts_are_told_again(self):
        cache = ForgivingRedisCache(os.environ["REDIS_URL"], {})
        cache.delete_many(["came", "noted"])
        client = cache._cache.get_client(write=True)
        ways = {**WAYS, "counted": "came", "noted": "noted"}
        assert cache.arrive(**ways)[:2] == (1, True)
        line = cache._line._of_thread.kept[1]
        line.send_command("CLIENT", "ID")
        client.client_kill_filter(_id=line.read_response())
        assert cache.arrive(**ways)[:2] == (2, False)
        client.script_flush()
        assert cache.arrive(**ways)[:2] == (3, False)

    @pytest.mark.skipif(not os.environ.get("REDIS_URL"), reason="asks a real Redis")
    def test_what_every_page_asks_for_is_what_was_written_last(self):
        cache, other = (ForgivingRedisCache(os.environ["REDIS_URL"], {}) for _ in range(2))
        other.delete("generation", version=7)
        assert cache.get("generation", "none", version=7) == "none"
        other.set("generation", "first", version=7)
        assert cache.get("generation", version=7) == "first"
        line = cache._line._of_thread.kept[1]
        line.send_command("CLIENT", "ID")
        other._cache.get_client(write=True).client_kill_filter(_id=line.read_response())
        other.set("generation", "second", version=7)
        assert cache.get("generation", version=7) == "second"

    def test_one_that_hangs_is_waited_for_a_moment_only(self):
        with socket.create_server(("127.0.0.1", 0)) as hung:
            url = f"redis://127.0.0.1:{hung.getsockname()[1]}/0"
            times = {"socket_timeout": 0.1, "socket_connect_timeout": 0.1}
            cache = ForgivingRedisCache(url, {"OPTIONS": times})
            begun = time.monotonic()
            assert cache.arrive(counted="a", noted="b", **WAYS) == (1, True, None)
        # Of the clock: it waits twice as long where it tries a second time.
        assert time.monotonic() - begun < 1

    def test_one_that_hangs_while_it_is_asked_is_asked_once(self):
        asked = []
        with socket.create_server(("127.0.0.1", 0)) as server:
            Thread(target=greet_and_hang, args=(server, asked), daemon=True).start()
            url = f"redis://127.0.0.1:{server.getsockname()[1]}/0"
            times = {"socket_timeout": 0.1, "socket_connect_timeout": 0.1}
            cache = ForgivingRedisCache(url, {"OPTIONS": {**times, "protocol": 2}})
            assert cache.arrive(counted="a", noted="b", **WAYS) == (1, True, None)
        assert b"".join(asked).count(b"EVALSHA") == 1

    @pytest.mark.django_db
    def test_pages_are_still_answered(self):
        elsewhere = {
            "pages": {
                "BACKEND": "goodnews.core.redis_cache.ForgivingRedisCache",
                "LOCATION": NOWHERE,
                "OPTIONS": {"socket_connect_timeout": 0.1},
            }
        }
        headers = {"Cache-Control": "public"}
        middleware = PageCacheMiddleware(lambda request: HttpResponse("here", headers=headers))
        with override_settings(CACHES=elsewhere, PAGE_CACHE_ENABLED=True):
            assert middleware(RequestFactory().get("/")).content == b"here"
