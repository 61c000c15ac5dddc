"""Sky, hills, water and plants: what most pictures stand on."""

import math

from .palettes import GREEN, LEAF, LIME, WOOD_DARK, Rgb, mix
from .scene import HEIGHT, WIDTH, Scene


def sky(scene: Scene, horizon: float = 620, *, disc: tuple[float, float] | None = None) -> None:
    """Draw the sky down to ``horizon``, with sun or moon, clouds or stars."""
    mood = scene.mood
    scene.gradient(0, horizon, mood.sky_top, mood.sky_low)
    if mood.is_night:
        stars(scene, horizon)
    x, y = disc or (scene.rng.uniform(250, 1350), scene.rng.uniform(130, 250))
    sun(scene, x, y)
    for _ in range(scene.rng.randint(2, 4)):
        cloud(scene, scene.rng.uniform(80, 1520), scene.rng.uniform(70, 300))


def sun(scene: Scene, x: float, y: float, r: float = 62) -> None:
    """Draw the sun, or the moon at night, with its halo."""
    mood = scene.mood
    scene.glow(x, y, r * 4.2, mood.disc, 0.5)
    if mood.is_night:
        scene.circle(x, y, r * 0.8, mood.disc)
        for dx, dy, size in ((-0.25, -0.2, 0.2), (0.28, 0.12, 0.14), (-0.05, 0.38, 0.1)):
            scene.circle(x + dx * r, y + dy * r, size * r, mix(mood.disc, mood.sky_low, 0.18))
    else:
        scene.circle(x, y, r, mood.disc)


def stars(scene: Scene, horizon: float, count: int = 70) -> None:
    """Scatter small stars above ``horizon``."""
    for _ in range(count):
        x, y = scene.rng.uniform(0, WIDTH), scene.rng.uniform(0, horizon * 0.8)
        scene.circle(x, y, scene.rng.uniform(1.4, 3.2), (255, 244, 214))


def cloud(scene: Scene, x: float, y: float, scale: float | None = None) -> None:
    """Draw a flat cloud of rounded bars."""
    scale = scale or scene.rng.uniform(0.7, 1.2)
    colour = mix(scene.mood.sky_low, scene.mood.cloud, 0.75)
    for dx, dy, width in ((0, 0, 230), (40, -34, 150), (-50, 30, 190)):
        scene.rect(x + dx * scale, y + dy * scale, width * scale, 36 * scale, colour, 18 * scale)


def ridge(scene: Scene, base: float, swing: float, colour: Rgb, *, sharp: bool = False) -> None:
    """Draw a range of hills whose crest swings round ``base``; ``sharp`` makes peaks."""
    rng = scene.rng
    waves = [
        (rng.uniform(0.6, 1.0), rng.uniform(330, 560), rng.uniform(0, 7)),
        (rng.uniform(0.3, 0.5), rng.uniform(130, 260), rng.uniform(0, 7)),
        (rng.uniform(0.08, 0.16), rng.uniform(50, 90), rng.uniform(0, 7)),
    ]
    points = []
    for x in range(-20, WIDTH + 40, 20):
        height = 0.0
        for weight, length, phase in waves:
            wave = math.sin(x / length * math.pi + phase)
            height += weight * ((1 - 2 * abs(wave)) if sharp else wave)
        points.append((x, base - swing * height))
    scene.polygon([*points, (WIDTH + 40, HEIGHT), (-20, HEIGHT)], colour)


def hills(scene: Scene, horizon: float = 620, *, sharp: bool = False) -> None:
    """Draw three ranges, each nearer and darker, down to ``horizon``."""
    mood = scene.mood
    ridge(scene, horizon - 120, 90, mood.far, sharp=sharp)
    ridge(scene, horizon - 50, 60, mood.middle)
    ridge(scene, horizon, 30, mood.near)


def ground(scene: Scene, top: float = 660, *, colour: Rgb | None = None) -> None:
    """Draw flat land from ``top`` down, a little darker to the front."""
    colour = colour or scene.mood.ground
    scene.gradient(top, HEIGHT, colour, mix(colour, scene.mood.near, 0.35))


def path(scene: Scene, x: float, top: float, *, lean: float = -160, width: float = 420) -> None:
    """Draw a light path that widens to the front."""
    colour = scene.light("#F0DDB4")
    scene.polygon(
        [
            (x - 22, top),
            (x + 22, top),
            (x + lean + width / 2, HEIGHT),
            (x + lean - width / 2, HEIGHT),
        ],
        colour,
    )


def water(scene: Scene, top: float, bottom: float = HEIGHT) -> None:
    """Draw still water with flat glints."""
    mood = scene.mood
    scene.gradient(
        top, bottom, mix(mood.water, mood.sky_low, 0.35), mix(mood.water, mood.near, 0.25)
    )
    for _ in range(26):
        y = scene.rng.uniform(top + 12, bottom - 8)
        length = 30 + (y - top) * 0.35
        scene.rect(scene.rng.uniform(0, WIDTH), y, length, 5, mix(mood.water, mood.cloud, 0.45), 2)


def round_tree(scene: Scene, x: float, y: float, height: float, leaf: str | None = None) -> None:
    """Draw a leafy tree that stands at ``x, y``."""
    leaf = leaf or scene.rng.choice((GREEN, LEAF, "#2B8C59"))
    scene.rect(x - height * 0.035, y - height * 0.5, height * 0.07, height * 0.5, WOOD_DARK, 3)
    scene.ellipse(x, y - height * 0.68, height * 0.27, height * 0.33, leaf)
    scene.ellipse(x - height * 0.15, y - height * 0.52, height * 0.17, height * 0.19, leaf)
    scene.ellipse(x + height * 0.16, y - height * 0.54, height * 0.18, height * 0.2, leaf)
    shine = mix(scene.light(leaf), (255, 255, 220), 0.16)
    scene.ellipse(x - height * 0.08, y - height * 0.76, height * 0.12, height * 0.13, shine)


def pine(scene: Scene, x: float, y: float, height: float, leaf: str = "#1F6B4C") -> None:
    """Draw a pine in three tiers."""
    scene.rect(x - height * 0.03, y - height * 0.2, height * 0.06, height * 0.2, WOOD_DARK)
    for top, bottom, half in ((1.0, 0.6, 0.15), (0.8, 0.37, 0.2), (0.58, 0.14, 0.25)):
        tier = [(x, y - height * top), (x + height * half, y - height * bottom)]
        scene.polygon([*tier, (x - height * half, y - height * bottom)], leaf)


def palm(scene: Scene, x: float, y: float, height: float, lean: float = 0.12) -> None:
    """Draw a coconut palm that leans with the wind."""
    crown = (x + height * lean, y - height)
    scene.line(
        [(x, y), (x + height * lean * 0.35, y - height * 0.5), crown], height * 0.05, WOOD_DARK
    )
    for angle in (-165, -130, -90, -50, -15, 20, 160):
        reach = height * 0.42
        tip_x = crown[0] + reach * math.cos(math.radians(angle))
        tip_y = crown[1] + reach * 0.62 * math.sin(math.radians(angle)) + reach * 0.22
        bend = ((crown[0] + tip_x) / 2, min(crown[1], tip_y) - reach * 0.12)
        scene.polygon([crown, bend, (tip_x, tip_y), (bend[0], bend[1] + reach * 0.16)], LEAF)


def bamboo(scene: Scene, x: float, y: float, height: float) -> None:
    """Draw a clump of bamboo."""
    for index in range(5):
        top_x = x + (index - 2) * height * 0.16
        start = x + (index - 2) * height * 0.04
        scene.line([(start, y), (top_x, y - height)], height * 0.022, "#5E9E4A")
        for part in (0.55, 0.7, 0.84, 0.96):
            node = (start + (top_x - start) * part, y - height * part)
            side = height * 0.13 * (1 if index % 2 else -1)
            tip = (node[0] + side, node[1] + height * 0.05)
            scene.polygon([node, (node[0] + side * 0.5, node[1] - 9), tip], LIME)


def bush(scene: Scene, x: float, y: float, size: float, leaf: str | None = None) -> None:
    """Draw a low bush."""
    leaf = leaf or scene.rng.choice((GREEN, LEAF))
    scene.pie(x, y, size, (180, 360), leaf)
    scene.pie(x + size * 0.8, y, size * 0.7, (180, 360), leaf)


def seedling(scene: Scene, x: float, y: float, height: float = 46) -> None:
    """Draw a young plant with two leaves on a small mound."""
    scene.pie(x, y + 4, height * 0.5, (180, 360), WOOD_DARK)
    scene.line([(x, y - 4), (x, y - height)], 5, GREEN)
    scene.ellipse(x - height * 0.24, y - height * 0.9, height * 0.26, height * 0.12, LEAF)
    scene.ellipse(x + height * 0.24, y - height, height * 0.26, height * 0.12, LIME)


def flowers(scene: Scene, top: float, count: int, colours: tuple[str, ...]) -> None:
    """Scatter flowers on the ground below ``top``, larger to the front."""
    spots = sorted(
        (scene.rng.uniform(top, HEIGHT - 10), scene.rng.uniform(0, WIDTH)) for _ in range(count)
    )
    for y, x in spots:
        r = 3 + (y - top) / (HEIGHT - top) * 8
        scene.circle(x, y, r, scene.rng.choice(colours))
        scene.circle(x, y, r * 0.4, "#FFF3D1")
