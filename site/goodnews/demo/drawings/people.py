"""People as simple friendly figures: a head, a shirt, two arms that do something."""

import math
from dataclasses import dataclass

from .palettes import BRAND, HAIR, INK, SAND, SILVER, SKIN, SUN, WHITE
from .scene import Scene

# Angles of the two arms in degrees from hanging down; positive lifts outward.
POSES = {
    "stand": (14, 14),
    "wave": (14, 150),
    "cheer": (145, 145),
    "carry": (62, 62),
    "point": (12, 96),
    "work": (40, 70),
    "hands": (78, 78),
}


@dataclass(frozen=True)
class Look:
    """What one figure wears: shirt, trousers, head-gear, age."""

    shirt: str = BRAND
    trousers: str = INK
    hat: str = ""
    pose: str = "stand"
    long_hair: bool = False
    is_elder: bool = False
    scarf: str = ""


def figure(scene: Scene, x: float, y: float, height: float, look: Look | None = None) -> None:
    """Draw somebody whose feet stand at ``x, y``."""
    look = look or Look()
    skin = scene.rng.choice(SKIN)
    _legs(scene, x, y, height, look)
    _arms(scene, x, y, height, look, skin)
    _body(scene, x, y, height, look)
    _head(scene, x, y - height * 0.86, height * 0.125, look, skin)


def _legs(scene: Scene, x: float, y: float, height: float, look: Look) -> None:
    width = height * 0.1
    for side in (-1, 1):
        left = x + side * height * 0.062 - width / 2
        scene.rect(left, y - height * 0.4, width, height * 0.39, look.trousers, width * 0.3)
        scene.ellipse(
            x + side * height * 0.075, y - height * 0.012, width * 0.62, 0.02 * height, INK
        )


def _body(scene: Scene, x: float, y: float, height: float, look: Look) -> None:
    shoulders, hips = height * 0.15, height * 0.13
    top, bottom = y - height * 0.72, y - height * 0.36
    scene.rect(x - shoulders, top, shoulders * 2, height * 0.2, look.shirt, height * 0.07)
    scene.polygon(
        [
            (x - shoulders, top + height * 0.08),
            (x + shoulders, top + height * 0.08),
            (x + hips, bottom),
            (x - hips, bottom),
        ],
        look.shirt,
    )
    if look.scarf:
        knot = (x, top + height * 0.1)
        scene.polygon([(x - shoulders * 0.6, top), (x + shoulders * 0.6, top), knot], look.scarf)
        scene.polygon(
            [knot, (x - 0.04 * height, top + 0.19 * height), (x, top + 0.17 * height)], look.scarf
        )
        scene.polygon(
            [knot, (x + 0.04 * height, top + 0.19 * height), (x, top + 0.17 * height)], look.scarf
        )


def _arms(scene: Scene, x: float, y: float, height: float, look: Look, skin: str) -> None:
    length = height * 0.3
    for side, angle in zip((-1, 1), POSES[look.pose], strict=True):
        turn = math.radians(angle)
        shoulder = (x + side * height * 0.125, y - height * 0.66)
        elbow = (
            shoulder[0] + side * math.sin(turn) * length * 0.5,
            shoulder[1] + math.cos(turn) * length * 0.5,
        )
        # Lifted and carrying arms bend at the elbow; the others stay straight.
        fore = math.radians(angle - 40 if look.pose in ("carry", "hands", "work") else angle)
        fore_turn = -1 if look.pose in ("carry", "hands") else 1
        hand = (
            elbow[0] + side * fore_turn * math.sin(fore) * length * 0.5,
            elbow[1] + math.cos(fore) * length * 0.5 * (0.2 if fore_turn < 0 else 1),
        )
        scene.line([shoulder, elbow, hand], height * 0.07, look.shirt)
        scene.circle(*hand, height * 0.04, skin)


def _head(scene: Scene, x: float, y: float, r: float, look: Look, skin: str) -> None:
    hair = SILVER if look.is_elder else scene.rng.choice(HAIR)
    if look.long_hair:
        scene.rect(x - r * 1.08, y - r * 0.4, r * 2.16, r * 1.95, hair, r * 0.6)
    scene.rect(x - r * 0.36, y + r * 0.6, r * 0.72, r * 0.7, skin)
    scene.circle(x, y, r, skin)
    scene.pie(x, y - r * 0.16, r * 1.07, (180, 360), hair)
    for side in (-1, 1):
        scene.rect(x + side * r * 0.94 - r * 0.12, y - r * 0.24, r * 0.24, r * 0.5, hair, r * 0.1)
    face(scene, x, y, r)
    _hat(scene, x, y, r, look)


def face(scene: Scene, x: float, y: float, r: float) -> None:
    """Draw eyes, cheeks and a smile on a head of radius ``r``."""
    for side in (-1, 1):
        scene.circle(x + side * r * 0.36, y + r * 0.12, max(1.3, r * 0.085), "#33262B")
        scene.circle(x + side * r * 0.55, y + r * 0.42, r * 0.15, "#EE9C86")
    scene.arc(x, y + r * 0.28, r * 0.36, (25, 155), max(1.4, r * 0.09), "#8E3B36")


def _hat(scene: Scene, x: float, y: float, r: float, look: Look) -> None:
    if look.hat == "non":
        # The conical palm-leaf hat.
        scene.polygon(
            [(x, y - r * 1.95), (x + r * 1.75, y - r * 0.42), (x - r * 1.75, y - r * 0.42)], SAND
        )
        scene.line([(x - r * 1.7, y - r * 0.42), (x + r * 1.7, y - r * 0.42)], r * 0.14, "#D9BF8A")
    elif look.hat == "cap":
        # The soft hat of the volunteers.
        scene.pie(x, y - r * 0.35, r * 1.08, (180, 360), "#3E7F4F")
        scene.rect(x - r * 1.5, y - r * 0.5, r * 3, r * 0.26, "#346B43", r * 0.13)
    elif look.hat == "helmet":
        scene.pie(x, y - r * 0.1, r * 1.22, (180, 360), SUN)
        scene.rect(x - r * 1.22, y - r * 0.2, r * 2.44, r * 0.2, "#D99A14", r * 0.1)
    elif look.hat == "nurse":
        scene.rect(x - r * 0.7, y - r * 1.35, r * 1.4, r * 0.55, WHITE, r * 0.12)
        scene.rect(x - r * 0.08, y - r * 1.25, r * 0.16, r * 0.36, "#D3302F")
        scene.rect(x - r * 0.18, y - r * 1.15, r * 0.36, r * 0.16, "#D3302F")
