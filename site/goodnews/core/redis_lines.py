"""A connection to Redis that a thread keeps for what is asked very often."""

import hashlib
import os
import socket
import struct
from collections.abc import Sequence
from threading import local

from redis.connection import Connection, ConnectionPool
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import NoScriptError, TimeoutError


class Script:
    """A script, and the name by which Redis knows it."""

    def __init__(self, text: str):
        self.text = text.encode()
        self.digest = hashlib.sha1(self.text).hexdigest()  # noqa: S324 -- Redis names scripts so


class KernelTimedConnection(Connection):
    """A connection whose timeouts the kernel keeps.

    Python's own ask before every sending and reading whether the socket is ready: two calls of
    the system more, after each of which a thread waits for its turn.
    """

    def _connect(self):
        opened = super()._connect()
        if self.socket_timeout:
            seconds, rest = divmod(self.socket_timeout, 1)
            most = struct.pack("@ll", int(seconds), int(rest * 1_000_000))
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, most)
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, most)
            opened.settimeout(None)
        return opened


class ScriptLine:
    """Runs scripts on Redis and reads values, each thread on a connection of its own.

    Taking a connection out of the pool and giving it back, asking whether it lives and
    packing what is sent piece by piece took twice as long as asking Redis itself.
    """

    def __init__(self, pool: ConnectionPool):
        self.pool = pool
        self._of_thread = local()

    def ask(self, script: Script, names: Sequence[str], values: Sequence[int | str]):
        """Return what ``script`` says to ``names`` and ``values``, as Redis sends it.

        Raises:
            RedisError: Redis is away, or too slow.
        """
        rest = (len(names), *names, *values)
        try:
            return self._say(packed("EVALSHA", script.digest, *rest))
        except NoScriptError:
            # Redis was started anew.
            return self._say(packed("EVAL", script.text, *rest))

    def read(self, name: str) -> bytes | None:
        """Return the value of ``name``, or None.

        Raises:
            RedisError: Redis is away, or too slow.
        """
        return self._say(packed("GET", name))

    def _say(self, command: bytes):
        connection = self._connection()
        try:
            return self._exchange(connection, command)
        except (NoScriptError, TimeoutError):
            raise
        except RedisConnectionError:
            # It ended while nothing was asked. Once more, on a new one.
            return self._exchange(connection, command)

    def _connection(self) -> Connection:
        kept = getattr(self._of_thread, "kept", None)
        # A process that was forked must not speak on its parent's connection.
        if kept is None or kept[0] != os.getpid():
            self._of_thread.kept = kept = (os.getpid(), self._new_connection())
        return kept[1]

    def _new_connection(self) -> Connection:
        # Not where it is encrypted: there a moment without data is an error of its own.
        if self.pool.connection_class is Connection:
            return KernelTimedConnection(**self.pool.connection_kwargs)
        return self.pool.make_connection()

    @staticmethod
    def _exchange(connection: Connection, command: bytes):
        try:
            connection.send_packed_command((command,), check_health=False)
            return connection.read_response(disable_decoding=True)
        except NoScriptError:
            raise
        except BaseException as error:
            # Whatever it still sends would be taken for the next answer.
            connection.disconnect()
            if isinstance(error.__context__, BlockingIOError):
                raise TimeoutError("Redis is too slow") from error
            raise


def packed(*parts: str | bytes | int) -> bytes:
    """Return a command as Redis reads it.

    Source: https://redis.io/docs/latest/develop/reference/protocol-spec/
    """
    plain = [part if isinstance(part, bytes) else str(part).encode() for part in parts]
    return b"*%d\r\n" % len(plain) + b"".join(
        [b"$%d\r\n%b\r\n" % (len(part), part) for part in plain]
    )
