import pytest
from django.http import HttpResponse
from django.test import RequestFactory, override_settings

from goodnews.core.pagecache import PageCacheMiddleware
from goodnews.core.redis_cache import ForgivingRedisCache

# Nothing listens there.
NOWHERE = "redis://127.0.0.1:1/0"


@pytest.fixture
def lost():
    return ForgivingRedisCache(NOWHERE, {"OPTIONS": {"socket_connect_timeout": 0.1}})


class ForgivingRedisCacheTests:
    def test_nothing_is_found_and_nothing_fails(self, lost):
        lost.set("a", 1)
        assert lost.get("a", "default") == "default"
        assert lost.get_many(["a", "b"]) == {}
        assert lost.add("a", 1) is True
        assert lost.incr("a") == 1
        assert lost.has_key("a") is False
        lost.delete("a")
        lost.clear()

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
