"""A Redis cache whose loss makes pages slower, never impossible."""

import logging
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient, RedisSerializer
from redis.exceptions import RedisError

from .file_cache import WATCHED_KEYS
from .redis_lines import Script, ScriptLine

logger = logging.getLogger(__name__)

# Reads one value, counts one more of something and notes, within a limit, that it was here:
# three things that a form asks, in one way there and back.
ARRIVAL = Script("""
local sent = redis.call('incr', KEYS[2])
if sent == 1 then redis.call('expire', KEYS[2], ARGV[1]) end
local is_new = 0
if KEYS[3] and sent <= tonumber(ARGV[3]) then
  is_new = redis.call('set', KEYS[3], 1, 'EX', ARGV[2], 'NX') and 1 or 0
end
return sent .. ' ' .. is_new .. ' ' .. (redis.call('get', KEYS[1]) or '')
""")

# Counts one more, within a stretch of time that begins with the first.
COUNT = Script("""
local sent = redis.call('incr', KEYS[1])
if sent == 1 then redis.call('expire', KEYS[1], ARGV[1]) end
return sent
""")

# A text that several processes change: read with the moment on Redis' own clock, and written
# only if it is still what was read.
LOOK = Script("return {redis.call('get', KEYS[1]) or '', redis.call('time')}")
SWAP = Script("""
if (redis.call('get', KEYS[1]) or '') ~= ARGV[1] then return 0 end
redis.call('set', KEYS[1], ARGV[2], 'EX', ARGV[3])
return 1
""")


# A page asks several times: a line for each would bury whatever else the log says.
TOLD_EVERY_SECONDS = 10


@dataclass
class Loss:
    """What this process has said of a Redis that does not answer."""

    told_at: float = -math.inf
    untold: int = 0

    def tell(self, call: str) -> None:
        """Say that Redis did not answer ``call``, or count it for the next line."""
        now = time.monotonic()
        if now - self.told_at < TOLD_EVERY_SECONDS:
            self.untold += 1
            return
        said = {"event": "redis_lost", "call": call, "untold": self.untold}
        logger.warning("Redis did not answer", extra=said)
        self.told_at, self.untold = now, 0


_loss = Loss()


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
        return self._asked(otherwise, method, partial(getattr(super(), method), *args, **kwargs))

    @staticmethod
    def _asked(otherwise, call: str, ask: Callable[[], Any]) -> Any:
        """Return what ``ask`` says, or ``otherwise`` while Redis is away."""
        try:
            return ask()
        except RedisError:
            _loss.tell(call)
            return otherwise

    def add(self, *args, **kwargs):
        return self._or(True, "add", *args, **kwargs)

    def get(self, key, default=None, version=None):
        if key not in WATCHED_KEYS:
            return self._or(default, "get", key, default, version)
        # Not by way of redis-py's pool, which takes three times as long as Redis itself.
        name = self.make_key(key, version)
        value = self._asked(None, "get", lambda: self._line.read(name))
        return default if value is None else _loaded(value)

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
        return self._asked(1, "count", lambda: self._line.ask(COUNT, [name], (timeout,)))

    def arrive(
        self, *, read: str, counted: str, count_for: int, noted: str, note_for: int, limit: int
    ) -> tuple[int, bool, Any]:
        """Count, note and read in one way there and back.

        Args:
            read: full name of a value that a cache on the same Redis keeps.
            counted: key to which 1 is added; lasts ``count_for`` seconds from its first.
            noted: key that is noted for ``note_for`` seconds, unless ``limit`` is passed;
                "" for none.

        Returns:
            how often it was counted, whether the note is new, and the value or None;
            1, True and None while Redis is away.
        """
        # Not validated: that looks at every letter for what only memcached minds.
        names = [read, *map(self.make_key, filter(None, (counted, noted)))]
        values = (count_for, note_for, limit)
        said = self._asked(None, "arrive", lambda: self._line.ask(ARRIVAL, names, values))
        if said is None:
            return 1, True, None
        sent, is_new, value = said.split(b" ", 2)
        return int(sent), is_new == b"1", _loaded(value) if value else None

    @cached_property
    def _line(self) -> ScriptLine:
        return ScriptLine(self._cache._get_connection_pool(write=True))

    def look(self, key: str) -> tuple[str, float] | None:
        """Return the text of ``key``, "" for none, and the seconds since 1970 on Redis' clock.

        None while Redis is away. What :meth:`set` keeps is no such text.
        """
        name = self.make_and_validate_key(key)
        said = self._asked(None, "look", lambda: self._line.ask(LOOK, [name], ()))
        if said is None:
            return None
        text, (seconds, micros) = said
        return text.decode(), int(seconds) + int(micros) / 1_000_000

    def swap(self, key: str, seen: str, new: str, *, timeout: int) -> bool:
        """Write ``new`` for ``timeout`` seconds unless ``key`` is no longer ``seen``; tell whether it was."""
        name = self.make_and_validate_key(key)
        values = (seen, new, timeout)
        return bool(self._asked(False, "swap", lambda: self._line.ask(SWAP, [name], values)))


@lru_cache(maxsize=8)
def _loaded(value: bytes) -> Any:
    """Return what a cache kept as ``value``: the same for every form until something changes."""
    return RedisSerializer().loads(value)
