"""The demo's pictures: flat landscapes and friendly faces, drawn by code.

Every drawing is this project's own work and shows nobody. The same name, mood
and seed give the same picture.
"""

from random import Random

from PIL import Image

from .motifs import MOTIFS
from .palettes import MOODS
from .portraits import Face, draw_group, draw_portrait
from .scene import Scene

__all__ = ["MOODS", "MOTIFS", "Face", "draw_cover", "draw_group", "draw_portrait"]


def draw_cover(motif: str, mood: str, rng: Random) -> Image.Image:
    """Return a 1600 × 900 illustration.

    Args:
        motif: a name of ``MOTIFS``: what is shown.
        mood: a name of ``MOODS``: the light.
        rng: the source of chance for clouds, trees, faces.

    Raises:
        KeyError: there is no such motif or mood.
    """
    scene = Scene(MOODS[mood], rng)
    MOTIFS[motif](scene)
    return scene.finish()
