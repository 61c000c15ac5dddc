"""A connection that stays open, as a browser's: little work for each request, because the
entrants share the machine with the site that they ask."""

import asyncio
from dataclasses import dataclass
from urllib.parse import urlsplit

# Longer than nginx waits for the site.
SECONDS = 70


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


class Line:
    """One client's connection; opened again where it was cut.

    Args:
        base: address of the site, such as ``http://127.0.0.1:8080``.
        cookie: sent with every request, beside those that the site sets.
    """

    def __init__(self, base: str, cookie: str = ""):
        parts = urlsplit(base)
        self.host, self.port = parts.hostname, parts.port or 80
        self.cookie = cookie
        self._kept: dict[str, str] = {}
        self._reader = self._writer = None

    async def ask(self, method: str, path: str, body: str = "", *, accept: str = "*/*") -> Reply:
        """Send one request and return the reply.

        Raises:
            OSError, EOFError, TimeoutError: none came.
        """
        request = self._request(method, path, body, accept)
        try:
            async with asyncio.timeout(SECONDS):
                reply = await self._exchange(method, request)
        except BaseException:
            self.close()
            raise
        if reply.headers.get("connection") == "close":
            self.close()
        if cookie := reply.headers.get("set-cookie", ""):
            name, value = cookie.split(";", 1)[0].split("=", 1)
            self._kept[name] = value
        return reply

    async def _exchange(self, method: str, request: bytes) -> Reply:
        """Send ``request``; as browsers do, on a new connection where the kept one was cut meanwhile.

        nginx cuts a connection on which nothing was asked for half a minute. Source: RFC 9112, 9.3.1.
        """
        is_kept = self._writer is not None and not self._reader.at_eof()
        if not is_kept:
            self.close()
            self._reader, self._writer = await asyncio.open_connection(self.host, self.port)
        self._writer.write(request)
        try:
            return await self._read(method)
        except asyncio.IncompleteReadError as error:
            if not is_kept or error.partial or method not in ("GET", "HEAD"):
                raise
        self.close()
        return await self._exchange(method, request)

    def close(self) -> None:
        """Cut the connection."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None

    def _request(self, method: str, path: str, body: str, accept: str) -> bytes:
        content = body.encode()
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.host}:{self.port}"]
        cookies = [self.cookie, *(f"{name}={value}" for name, value in self._kept.items())]
        lines += [f"Accept: {accept}", f"Cookie: {'; '.join(filter(None, cookies))}"]
        if method == "POST":
            lines.append("Content-Type: application/x-www-form-urlencoded")
            lines.append(f"Content-Length: {len(content)}")
        return "\r\n".join([*lines, "", ""]).encode() + content

    async def _read(self, method: str) -> Reply:
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.rstrip().split("\r\n")
        headers = {}
        for line in lines:
            name, _colon, value = line.partition(":")
            headers[name.lower()] = value.strip()
        return Reply(int(first.split(" ", 2)[1]), headers, await self._body(method, headers))

    async def _body(self, method: str, headers: dict[str, str]) -> bytes:
        if headers.get("transfer-encoding") == "chunked":
            return await self._chunks()
        size = int(headers.get("content-length", 0))
        return b"" if method == "HEAD" else await self._reader.readexactly(size)

    async def _chunks(self) -> bytes:
        parts = []
        while True:
            # Raises where the site died in the middle; a line alone may be empty.
            size = int((await self._reader.readuntil(b"\r\n")), 16)
            parts.append((await self._reader.readexactly(size + 2))[:size])
            if not size:
                return b"".join(parts)
