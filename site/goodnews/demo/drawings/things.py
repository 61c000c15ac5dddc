"""Houses, flags, vehicles and tools."""

import math

from .palettes import (
    BRAND,
    BRAND_LIGHT,
    CORAL,
    CREAM,
    INK,
    RED,
    ROOF,
    SAND,
    STONE,
    SUN,
    WHITE,
    WOOD,
    WOOD_DARK,
)
from .scene import Scene

LAMP = (255, 226, 150)


def window(scene: Scene, x: float, y: float, width: float, height: float) -> None:
    """Draw a window; it is lit at night."""
    pane = LAMP if scene.mood.is_night else BRAND_LIGHT
    scene.rect(x - 4, y - 4, width + 8, height + 8, WHITE, 4)
    scene.rect(x, y, width, height, pane, 2)
    scene.rect(x + width / 2 - 2, y, 4, height, WHITE)


def house(scene: Scene, x: float, y: float, width: float, wall: str = CREAM, roof: str = ROOF):
    """Draw a small house whose floor is at ``y`` and middle at ``x``."""
    height = width * 0.48
    left = x - width / 2
    scene.rect(left, y - height, width, height, wall)
    eave = width * 0.1
    scene.polygon(
        [
            (left - eave, y - height + 4),
            (x - width * 0.3, y - height - width * 0.32),
            (x + width * 0.3, y - height - width * 0.32),
            (left + width + eave, y - height + 4),
        ],
        roof,
    )
    scene.rect(x - width * 0.08, y - height * 0.68, width * 0.16, height * 0.68, WOOD, 3)
    for side in (-0.36, 0.2):
        window(scene, x + width * side, y - height * 0.68, width * 0.16, height * 0.32)


def stilt_house(scene: Scene, x: float, y: float, width: float) -> None:
    """Draw a house on stilts."""
    floor, wall = y - width * 0.28, width * 0.3
    for step in range(5):
        scene.rect(
            x - width * 0.44 + step * width * 0.21, floor, width * 0.035, width * 0.28, WOOD_DARK
        )
    scene.rect(x - width / 2, floor - wall, width, wall, WOOD)
    scene.rect(x - width * 0.53, floor - 6, width * 1.06, 12, WOOD_DARK)
    scene.polygon(
        [
            (x - width * 0.62, floor - wall + 8),
            (x - width * 0.34, floor - wall - width * 0.36),
            (x + width * 0.34, floor - wall - width * 0.36),
            (x + width * 0.62, floor - wall + 8),
        ],
        "#7D5A44",
    )
    for side in (-0.36, -0.08, 0.2):
        window(scene, x + width * side, floor - wall * 0.78, width * 0.15, wall * 0.42)
    scene.polygon(
        [
            (x + width * 0.46, floor),
            (x + width * 0.53, floor),
            (x + width * 0.72, y),
            (x + width * 0.63, y),
        ],
        WOOD_DARK,
    )


def star(scene: Scene, x: float, y: float, r: float, colour) -> None:
    """Draw a five-pointed star."""
    points = []
    for index in range(10):
        reach = r if index % 2 == 0 else r * 0.4
        angle = math.radians(-90 + index * 36)
        points.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
    scene.polygon(points, colour)


def national_flag(scene: Scene, x: float, top: float, base: float, width: float = 96) -> None:
    """Draw the national flag on its pole: red, the yellow star in the middle."""
    scene.rect(x - 4, top - 10, 8, base - top + 10, WHITE, 4)
    scene.rect(x + 4, top, width, width * 2 / 3, "#DA251D")
    star(scene, x + 4 + width / 2, top + width / 3, width * 0.2, "#FFFF00")


def bunting(scene: Scene, left: tuple[float, float], right: tuple[float, float], count: int = 14):
    """Hang small coloured pennants between two points."""
    colours = (SUN, CORAL, BRAND_LIGHT, WHITE, "#3FA66B")
    for index in range(count):
        share = (index + 0.5) / count
        x = left[0] + (right[0] - left[0]) * share
        y = left[1] + (right[1] - left[1]) * share + math.sin(share * math.pi) * 46
        half = (right[0] - left[0]) / count * 0.36
        scene.polygon([(x - half, y), (x + half, y), (x, y + half * 1.9)], colours[index % 5])


def school(scene: Scene, x: float, y: float, width: float) -> None:
    """Draw a two-storey school in yellow with a tiled roof."""
    height, left = width * 0.36, x - width / 2
    scene.rect(left, y - height, width, height, "#F7D98B")
    scene.polygon(
        [
            (left - 26, y - height),
            (left + width * 0.1, y - height - width * 0.11),
            (left + width * 0.9, y - height - width * 0.11),
            (left + width + 26, y - height),
        ],
        ROOF,
    )
    scene.rect(left, y - height * 0.52, width, 12, WHITE)
    for column in range(7):
        wx = left + width * (0.045 + column * 0.136)
        window(scene, wx, y - height * 0.88, width * 0.085, height * 0.26)
        if column != 3:
            window(scene, wx, y - height * 0.38, width * 0.085, height * 0.26)
    scene.rect(x - width * 0.05, y - height * 0.42, width * 0.1, height * 0.42, WOOD, 4)


def truck(scene: Scene, x: float, y: float, scale: float = 1, body: str = BRAND) -> None:
    """Draw a pickup that faces right; ``x, y`` is the ground under its middle."""

    def at(dx: float, dy: float) -> tuple[float, float]:
        return x + dx * scale, y + dy * scale

    scene.rect(*at(-250, -120), 500 * scale, 80 * scale, body, 16 * scale)
    scene.polygon([at(30, -118), at(66, -214), at(168, -214), at(214, -118)], body)
    glass = LAMP if scene.mood.is_night else "#D6ECFB"
    scene.polygon([at(62, -122), at(88, -196), at(118, -196), at(118, -122)], glass)
    scene.polygon([at(130, -122), at(130, -196), at(158, -196), at(192, -122)], glass)
    scene.rect(*at(222, -104), 26 * scale, 22 * scale, SUN, 6 * scale)
    for dx in (-160, 150):
        scene.circle(*at(dx, -40), 46 * scale, INK)
        scene.circle(*at(dx, -40), 20 * scale, STONE)


def books(scene: Scene, x: float, y: float, count: int, height: float = 64) -> None:
    """Stand a row of books on a shelf at ``y``."""
    colours = (CORAL, SUN, "#3FA66B", BRAND_LIGHT, "#A58BE0", CREAM, "#F29E4C")
    for _ in range(count):
        width = scene.rng.uniform(0.2, 0.34) * height
        tall = height * scene.rng.uniform(0.78, 1)
        scene.rect(x, y - tall, width, tall, scene.rng.choice(colours), 2)
        scene.rect(x + width * 0.2, y - tall * 0.8, width * 0.6, tall * 0.07, WHITE)
        x += width + 2


def boat(scene: Scene, x: float, y: float, scale: float = 1, hull: str = BRAND) -> None:
    """Draw a fishing boat; ``x, y`` is the water line under its middle."""

    def at(dx: float, dy: float) -> tuple[float, float]:
        return x + dx * scale, y + dy * scale

    scene.polygon([at(-150, -46), at(176, -66), at(128, 14), at(-112, 14)], hull)
    scene.polygon([at(-150, -46), at(176, -66), at(170, -54), at(-144, -34)], RED)
    scene.rect(*at(-86, -112), 100 * scale, 66 * scale, WHITE, 6 * scale)
    scene.rect(*at(-96, -122), 120 * scale, 14 * scale, RED, 6 * scale)
    for dx in (-72, -34):
        window(scene, *at(dx, -98), 24 * scale, 26 * scale)
    scene.rect(*at(60, -190), 7 * scale, 132 * scale, WOOD_DARK)
    flag = [at(67, -190), at(67, -158), at(113, -158), at(113, -190)]
    scene.polygon(flag, "#DA251D")
    star(scene, *at(90, -174), 10 * scale, "#FFFF00")
    scene.circle(*at(140, -48), 6 * scale, WHITE)


def motorbike(scene: Scene, x: float, y: float, scale: float = 1, body: str = CORAL) -> None:
    """Draw a motorbike that faces right."""

    def at(dx: float, dy: float) -> tuple[float, float]:
        return x + dx * scale, y + dy * scale

    for dx in (-74, 78):
        scene.circle(*at(dx, -34), 34 * scale, INK)
        scene.circle(*at(dx, -34), 17 * scale, "#C9CED6")
    scene.line([at(-74, -40), at(-10, -54), at(44, -50), at(64, -110)], 18 * scale, body)
    scene.rect(*at(-86, -96), 96 * scale, 22 * scale, INK, 11 * scale)
    scene.line([at(78, -34), at(58, -118), at(40, -126)], 9 * scale, "#4A5B72")
    scene.circle(*at(70, -106), 11 * scale, LAMP)


def table(scene: Scene, x: float, y: float, width: float, cloth: str = WOOD) -> None:
    """Draw a table whose top is at ``y``."""
    scene.rect(x - width / 2, y, width, 22, cloth, 8)
    for side in (-0.44, 0.41):
        scene.rect(x + width * side, y + 20, width * 0.03 + 8, 130, WOOD_DARK)


def laptop(scene: Scene, x: float, y: float, width: float) -> None:
    """Draw an open laptop seen from behind the reader's shoulder."""
    scene.rect(x - width / 2, y - width * 0.66, width, width * 0.62, INK, 10)
    scene.rect(x - width * 0.45, y - width * 0.61, width * 0.9, width * 0.5, (214, 236, 251), 4)
    scene.rect(x - width * 0.36, y - width * 0.52, width * 0.4, width * 0.07, BRAND, 4)
    scene.rect(x - width * 0.36, y - width * 0.38, width * 0.66, width * 0.05, "#A9C3DD", 4)
    scene.rect(x - width * 0.36, y - width * 0.28, width * 0.5, width * 0.05, "#A9C3DD", 4)
    scene.rect(x - width * 0.58, y - width * 0.06, width * 1.16, width * 0.07, STONE, 6)


def lantern(scene: Scene, x: float, y: float, size: float, colour: str) -> None:
    """Hang a paper lantern; it glows at night."""
    scene.rect(x - 2, y - size * 1.2, 4, size * 0.6, WOOD_DARK)
    if scene.mood.is_night:
        scene.glow(x, y, size * 2.4, (255, 200, 110), 0.6)
    scene.ellipse(x, y, size * 0.62, size * 0.72, colour)
    scene.ellipse(x, y, size * 0.3, size * 0.72, SUN)
    scene.rect(x - size * 0.28, y - size * 0.78, size * 0.56, size * 0.14, WOOD_DARK, 3)
    scene.rect(x - size * 0.28, y + size * 0.64, size * 0.56, size * 0.14, WOOD_DARK, 3)
    scene.rect(x - 3, y + size * 0.76, 6, size * 0.4, RED)


def heart(scene: Scene, x: float, y: float, size: float, colour: str = CORAL) -> None:
    """Draw a heart."""
    r = size * 0.28
    scene.circle(x - r * 0.92, y, r, colour)
    scene.circle(x + r * 0.92, y, r, colour)
    scene.polygon(
        [(x - r * 1.84, y + r * 0.38), (x + r * 1.84, y + r * 0.38), (x, y + size * 0.66)], colour
    )


def pot(scene: Scene, x: float, y: float, size: float) -> None:
    """Draw a large steaming pot on the ground."""
    for index in (-1, 0, 1):
        points = [
            (
                x + index * size * 0.28 + math.sin(step * 0.9 + index) * 11,
                y - size * (0.95 + step * 0.11),
            )
            for step in range(8)
        ]
        scene.line(points, 8, (255, 255, 255))
    scene.rect(x - size * 0.55, y - size * 0.82, size * 1.1, size * 0.82, "#AEB9C5", size * 0.14)
    scene.rect(x - size * 0.62, y - size * 0.88, size * 1.24, size * 0.13, "#DDE3EA", 10)
    for side in (-0.72, 0.58):
        scene.rect(x + size * side, y - size * 0.62, size * 0.14, size * 0.1, INK, 6)


def board(scene: Scene, x: float, y: float, width: float, colour: str = SAND) -> None:
    """Draw a notice board on two posts, with lines instead of words."""
    for side in (-0.36, 0.33):
        scene.rect(x + width * side, y - width * 0.5, width * 0.04, width * 0.5, WOOD_DARK)
    scene.rect(x - width / 2, y - width * 0.78, width, width * 0.46, colour, 10)
    for row, length in enumerate((0.7, 0.5, 0.6)):
        scene.rect(
            x - width * 0.4, y - width * (0.7 - row * 0.12), width * length, width * 0.05, STONE, 5
        )
