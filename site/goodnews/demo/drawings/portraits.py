"""Friendly faces for the exemplars: nobody's likeness."""

import math
from dataclasses import dataclass
from random import Random

from PIL import Image

from .palettes import BRAND, HAIR, MOODS, SILVER, SKIN, SUN, WHITE
from .people import Look, figure
from .scene import Scene

SIDE = 800


@dataclass(frozen=True)
class Face:
    """How a portrait looks."""

    shirt: str = BRAND
    backdrop: str = "#FFE3A3"
    hair: str = "short"
    is_elder: bool = False
    glasses: bool = False
    scarf: str = ""
    skin: int = 0


def draw_portrait(face: Face, rng: Random) -> Image.Image:
    """Return a square portrait, 800 × 800."""
    scene = Scene(MOODS["day"], rng, (SIDE, SIDE))
    _backdrop(scene, face.backdrop)
    skin, hair = SKIN[face.skin % len(SKIN)], SILVER if face.is_elder else rng.choice(HAIR)
    if face.hair == "long":
        scene.rect(232, 220, 336, 420, hair, 150)
    _shoulders(scene, face, skin)
    scene.rect(355, 460, 90, 130, skin, 30)
    for side in (-1, 1):
        scene.circle(400 + side * 150, 372, 30, skin)
    scene.ellipse(400, 360, 150, 172, skin)
    _hair(scene, face.hair, hair)
    _features(scene, face)
    return scene.finish()


def draw_group(shirts: tuple[str, ...], backdrop: str, rng: Random) -> Image.Image:
    """Return a square picture of several people, for a group."""
    scene = Scene(MOODS["day"], rng, (SIDE, SIDE))
    _backdrop(scene, backdrop)
    count = len(shirts)
    for index, shirt in enumerate(shirts):
        x = 400 + (index - (count - 1) / 2) * (560 / count)
        look = Look(
            shirt=shirt, long_hair=index % 2 == 1, pose=("wave", "stand", "cheer")[index % 3]
        )
        figure(scene, x, 770 + (index % 2) * 26, 470, look)
    return scene.finish()


def _backdrop(scene: Scene, colour: str) -> None:
    scene.rect(-10, -10, SIDE + 20, SIDE + 20, colour)
    for index in range(16):
        # Rays of the sun, the sign of the campaign.
        start, end = (math.radians(index * 22.5 + offset) for offset in (0, 9))
        points = [(400 + 700 * math.cos(turn), 400 + 700 * math.sin(turn)) for turn in (start, end)]
        scene.polygon([(400, 400), *points], "#FFF3D1")
    scene.circle(400, 400, 290, "#FFF8EC")


def _shoulders(scene: Scene, face: Face, skin: str) -> None:
    scene.rect(150, 560, 500, 400, face.shirt, 150)
    scene.polygon([(330, 556), (470, 556), (400, 660)], skin)
    scene.polygon([(330, 552), (298, 590), (388, 676), (400, 652)], WHITE)
    scene.polygon([(470, 552), (502, 590), (412, 676), (400, 652)], WHITE)
    if face.scarf:
        scene.polygon([(320, 560), (480, 560), (400, 690)], face.scarf)
        scene.polygon([(400, 668), (352, 790), (404, 770)], face.scarf)
        scene.polygon([(400, 668), (448, 790), (396, 770)], face.scarf)
    elif face.shirt == BRAND:
        scene.circle(520, 690, 20, SUN)
        scene.circle(520, 690, 12, "#DA251D")


def _hair(scene: Scene, style: str, hair: str) -> None:
    scene.pie(400, 320, 166, (180, 360), hair)
    if style == "short":
        scene.polygon([(236, 316), (264, 316), (262, 372), (246, 360)], hair)
        scene.polygon([(564, 316), (536, 316), (538, 372), (554, 360)], hair)
        scene.polygon([(250, 322), (560, 322), (470, 346), (360, 330)], hair)
    elif style == "long":
        scene.polygon([(236, 310), (400, 250), (330, 352), (262, 430), (240, 430)], hair)
        scene.polygon([(564, 310), (400, 250), (470, 352), (538, 430), (560, 430)], hair)
    elif style == "bun":
        scene.circle(400, 150, 62, hair)
        scene.polygon([(238, 316), (400, 262), (300, 360)], hair)
        scene.polygon([(562, 316), (400, 262), (500, 360)], hair)
    elif style == "fringe":
        scene.rect(246, 286, 308, 62, hair, 24)
        scene.rect(234, 300, 34, 190, hair, 16)
        scene.rect(532, 300, 34, 190, hair, 16)


def _features(scene: Scene, face: Face) -> None:
    for side in (-1, 1):
        x = 400 + side * 58
        scene.ellipse(x, 376, 13, 16, "#33262B")
        scene.circle(x + 4, 370, 5, WHITE)
        scene.arc(x, 352, 30, (215, 325), 7, "#4A3A38")
        scene.circle(400 + side * 96, 432, 26, "#F2A892")
        if face.glasses:
            scene.arc(x, 376, 44, (0, 360), 7, "#33415A")
    if face.glasses:
        scene.line([(386, 372), (414, 372)], 7, "#33415A")
    scene.arc(400, 402, 20, (30, 150), 6, "#C98A6C")
    scene.pie(400, 436, 46, (0, 180), "#8E2F33")
    scene.rect(362, 436, 76, 14, WHITE, 7)
    if face.is_elder:
        for side in (-1, 1):
            scene.arc(
                400 + side * 70,
                440,
                34,
                (250 if side < 0 else 200, 340 if side < 0 else 290),
                4,
                "#B98A6E",
            )
