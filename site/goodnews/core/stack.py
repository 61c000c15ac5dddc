"""Room for a deep stack of calls, taken once for a whole request.

CPython keeps the frames of a thread in pieces of 16 KB, and gives a piece back with the call that
needed it. A request is hundreds of calls deep: what is called again and again at the edge of a
piece fetches memory from the system and gives it back each time, and takes three times as long. A
frame that asks for much leaves the rest of its piece to what it calls.
Source: CPython 3.11, ``Python/pystate.c``, ``push_chunk``.
"""

# Of eight bytes each: just over half of a piece of 2 MB, so nearly a megabyte is left. Only
# what is written to is ever fetched.
SLOTS = 140_000


def with_room(function, *arguments):
    """Return what ``function`` says of ``arguments``, called where the stack has room."""
    return function(*arguments)


with_room.__code__ = with_room.__code__.replace(co_stacksize=SLOTS)


class RoomyApplication:
    """A WSGI application that is called where the stack has room."""

    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        return with_room(self.application, environ, start_response)
