"""The motifs of the drawings, by name: each draws one subject into a scene."""

from collections.abc import Callable

from goodnews.demo.drawings.scene import Scene

from . import care, festive, indoors, land, street, water

MOTIFS: dict[str, Callable[[Scene], None]] = {
    motif.__name__: motif
    for module in (land, water, street, care, indoors, festive)
    for motif in module.MOTIFS
}
