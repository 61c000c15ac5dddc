"""Who sends a document: the head that stands on every paper of the office.

The room that keeps the office's settings registers them, in ``AppConfig.ready``;
rooms below it write documents without knowing it.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class DocumentHead:
    """The head of the office's documents.

    Attributes:
        superior: lines of the body above, on the left.
        issuer: lines of the body that sends it, below.
        number_suffix: what follows the number, such as "BC/TĐTN".
        motto: lines on the right.
        place: where it is signed.
    """

    superior: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    number_suffix: str = ""
    motto: tuple[str, ...] = ()
    place: str = ""


_keepers: list[Callable[[], DocumentHead]] = []


def register_document_head(load: Callable[[], DocumentHead]) -> None:
    """Let ``load()`` say what stands at the head of documents."""
    if load not in _keepers:
        _keepers.append(load)


def office_head() -> DocumentHead:
    """Return the head of the office's documents; empty where no room keeps one."""
    return _keepers[-1]() if _keepers else DocumentHead()
