"""A Redis cache whose loss makes pages slower, never impossible."""

import logging

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache, which finds nothing and keeps nothing while Redis is away.

    Nothing that counts lives in Redis: sessions, attempts and limits that
    matter stand in the database.
    """

    def _or(self, otherwise, method, *args, **kwargs):
        try:
            return getattr(super(), method)(*args, **kwargs)
        except RedisError:
            logger.warning("Redis did not answer", extra={"event": "redis_lost", "call": method})
            return otherwise

    def add(self, *args, **kwargs):
        return self._or(True, "add", *args, **kwargs)

    def get(self, key, default=None, version=None):
        return self._or(default, "get", key, default, version)

    def set(self, *args, **kwargs):
        return self._or(None, "set", *args, **kwargs)

    def touch(self, *args, **kwargs):
        return self._or(False, "touch", *args, **kwargs)

    def delete(self, *args, **kwargs):
        return self._or(False, "delete", *args, **kwargs)

    def get_many(self, *args, **kwargs):
        return self._or({}, "get_many", *args, **kwargs)

    def set_many(self, data, *args, **kwargs):
        return self._or(list(data), "set_many", data, *args, **kwargs)

    def delete_many(self, *args, **kwargs):
        return self._or(None, "delete_many", *args, **kwargs)

    def has_key(self, *args, **kwargs):
        return self._or(False, "has_key", *args, **kwargs)

    def incr(self, key, delta=1, version=None):
        return self._or(delta, "incr", key, delta, version)

    def clear(self):
        return self._or(False, "clear")
