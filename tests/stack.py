"""Room for a deep stack of calls, taken once for a whole test.

CPython keeps the frames of a thread in pieces of 16 KB, and gives a piece back with the call that
needed it. Tests of whole requests are hundreds of calls deep: what is called again and again at
the edge of a piece fetched memory from the system and gave it back each time, 120,000 times in one
test of the permission table. A frame that asks for much leaves the rest of its piece to what it calls.
Source: CPython 3.11, ``Python/pystate.c``, ``push_chunk``.
"""

# Of eight bytes each: just over half of a piece of 2 MB, so nearly a megabyte is left.
SLOTS = 140_000


def with_room(function, *arguments):
    """Return what ``function`` says of ``arguments``, called where the stack has room."""
    return function(*arguments)


with_room.__code__ = with_room.__code__.replace(co_stacksize=SLOTS)
