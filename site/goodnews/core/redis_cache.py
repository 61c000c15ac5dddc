"""A Redis cache whose loss makes pages slower, never impossible."""

import logging

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


class KeptRedisClient(RedisCacheClient):
    """Django's client, which keeps redis-py's own instead of building it for every call.

    Building one took as long as asking Redis.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._kept = {}

    def get_client(self, key=None, *, write=False):
        pool = self._get_connection_pool(write)
        if pool not in self._kept:
            self._kept[pool] = self._client(connection_pool=pool)
        return self._kept[pool]


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache, which finds nothing and keeps nothing while Redis is away.

    Nothing that counts lives in Redis: sessions, attempts and limits that
    matter stand in the database.
    """

    def __init__(self, server, params):
        super().__init__(server, params)
        self._class = KeptRedisClient

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

    def count(self, key: str, *, timeout: int) -> int:
        """Add 1 to ``key``, which lasts ``timeout`` seconds from its first; one way there and back.

        Returns:
            how often it was counted; 1 while Redis is away.
        """
        name = self.make_and_validate_key(key)
        try:
            with self._cache.get_client(name, write=True).pipeline(transaction=False) as asked:
                asked.set(name, 0, ex=timeout, nx=True)
                asked.incr(name)
                return asked.execute()[-1]
        except RedisError:
            logger.warning("Redis did not answer", extra={"event": "redis_lost", "call": "count"})
            return 1
