"""The entrants of a load behave as a browser does: cookies stay, a cut connection is made anew."""

import asyncio
from collections.abc import Awaitable, Callable

from goodnews.bench.contest_load.http import Line, Reply

HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n"


async def asked(answer: Callable[[bytes, int], str | None], *methods: str) -> list[Reply]:
    """Ask a server that ``answer`` speaks for; it is given each request and its number, None cuts."""
    requests: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while request := await _request(reader):
            requests.append(request)
            said = answer(request, len(requests))
            if said is None:
                break
            writer.write(said.encode())
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    line = Line(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", "own=1")
    try:
        return [await line.ask(method, "/") for method in methods]
    finally:
        line.close()
        server.close()


async def _request(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return b""


def played(wanted: Awaitable[list[Reply]]) -> list[Reply] | type[Exception]:
    """Return the replies, or what went wrong instead."""
    try:
        return asyncio.run(wanted)
    except EOFError as error:
        return type(error)


class LineTests:
    def test_what_the_site_sets_is_sent_back_beside_ones_own(self):
        def answer(request: bytes, number: int) -> str:
            sent = next(row for row in request.decode().split("\r\n") if row.startswith("Cookie"))
            return f"{HEAD}Set-Cookie: ticket={number}; Path=/\r\nX-Sent: {sent}\r\n\r\nok"

        replies = played(asked(answer, "GET", "GET", "GET"))
        assert [reply.headers["x-sent"] for reply in replies] == [
            "Cookie: own=1",
            "Cookie: own=1; ticket=1",
            "Cookie: own=1; ticket=2",
        ]

    def test_a_kept_connection_that_was_cut_is_made_anew_to_read(self):
        def answer(request: bytes, number: int) -> str | None:
            return None if number == 2 else f"{HEAD}\r\nok"

        assert len(played(asked(answer, "GET", "GET"))) == 2

    def test_what_writes_is_not_sent_twice_unseen(self):
        def answer(request: bytes, number: int) -> str | None:
            return None if number == 2 else f"{HEAD}\r\nok"

        assert played(asked(answer, "POST", "POST")) is asyncio.IncompleteReadError

    def test_a_new_connection_that_is_cut_is_a_failure(self):
        assert played(asked(lambda request, number: None, "GET")) is asyncio.IncompleteReadError
