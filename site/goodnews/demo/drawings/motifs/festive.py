"""Evenings, music and feasts."""

import math

from goodnews.demo.drawings.nature import ground, hills, pine, round_tree, sky
from goodnews.demo.drawings.palettes import (
    BRAND,
    BRAND_LIGHT,
    CORAL,
    GREEN,
    LILAC,
    RED,
    SUN,
    WHITE,
    WOOD,
    WOOD_DARK,
)
from goodnews.demo.drawings.people import Look, figure
from goodnews.demo.drawings.scene import HEIGHT, WIDTH, Scene
from goodnews.demo.drawings.things import bunting, heart, lantern, star, stilt_house


def lantern_night(scene: Scene) -> None:
    """Children with lanterns."""
    sky(scene, 620)
    hills(scene, 600)
    ground(scene, 680)
    stilt_house(scene, 240, 740, 300)
    round_tree(scene, 1440, 780, 420)
    for row, y in enumerate((150, 250)):
        wire = [(x, y + math.sin(x / WIDTH * math.pi) * 70) for x in range(0, WIDTH + 40, 40)]
        scene.line(wire, 4, WOOD_DARK)
        for index in range(7):
            x = 110 + index * 230 + row * 100
            hang = y + math.sin(x / WIDTH * math.pi) * 70 + 62
            lantern(scene, x, hang, 52, (CORAL, LILAC, GREEN, BRAND_LIGHT)[(index + row) % 4])
    for index, x in enumerate((430, 610, 800, 980, 1160)):
        figure(
            scene,
            x,
            846 + (index % 2) * 24,
            190,
            Look(
                shirt=(CORAL, SUN, WHITE, LILAC, BRAND_LIGHT)[index],
                pose="wave",
                long_hair=index % 2 == 0,
            ),
        )
        scene.line([(x + 62, 700), (x + 84, 640)], 5, WOOD)
        if index % 2:
            lantern(scene, x + 86, 690, 40, RED)
        else:
            scene.glow(x + 86, 660, 90, (255, 200, 110), 0.6)
            star(scene, x + 86, 660, 44, RED)
            star(scene, x + 86, 660, 22, SUN)


def campfire(scene: Scene) -> None:
    """A circle of young people round a fire."""
    sky(scene, 600)
    hills(scene, 590, sharp=True)
    ground(scene, 660)
    for x in (90, 220, 1380, 1520):
        pine(scene, x, 740, scene.rng.uniform(280, 380))
    for index in range(5):
        figure(
            scene,
            430 + index * 185,
            740,
            210,
            Look(
                shirt=(BRAND, CORAL, BRAND, SUN, BRAND)[index],
                pose=("cheer", "wave")[index % 2],
                long_hair=index % 2 == 1,
            ),
        )
    scene.glow(800, 760, 420, (255, 176, 84), 0.75)
    for lean in (-70, -30, 30, 70):
        scene.line([(800 + lean, 850), (800 - lean * 0.4, 780)], 20, WOOD_DARK)
    for half, top, colour in ((84, 560, "#F0802F"), (58, 620, SUN), (28, 690, "#FFF3D1")):
        scene.polygon(
            [
                (800 - half, 830),
                (800 - half * 0.7, 740),
                (800, top),
                (800 + half * 0.7, 740),
                (800 + half, 830),
            ],
            colour,
        )
    for index, x in enumerate((330, 560, 1040, 1270)):
        figure(
            scene,
            x,
            880,
            230,
            Look(
                shirt=(LILAC, BRAND, BRAND, GREEN)[index],
                pose=("hands", "wave", "cheer", "wave")[index],
            ),
        )


def stage(scene: Scene) -> None:
    """Young people sing and play on a stage."""
    sky(scene, 700)
    scene.rect(180, 130, 1240, 560, "#08427D")
    for index in range(9):
        scene.polygon(
            [
                (180 + index * 155, 130),
                (258 + index * 155, 130),
                (240 + index * 150, 690),
                (200 + index * 150, 690),
            ],
            BRAND,
        )
    for x in (470, 800, 1130):
        scene.glow(x, 250, 320, (255, 236, 180), 0.5)
    star(scene, 800, 270, 90, SUN)
    for x in (560, 1040):
        heart(scene, x, 260, 80, CORAL)
    bunting(scene, (180, 120), (1420, 120), 18)
    scene.rect(120, 680, 1360, 60, WOOD)
    scene.rect(120, 730, 1360, 190, WOOD_DARK)
    for index, x in enumerate((380, 590, 800, 1010, 1220)):
        figure(
            scene,
            x,
            690,
            260,
            Look(
                shirt=(CORAL, WHITE, SUN, WHITE, CORAL)[index],
                pose=("wave", "cheer", "hands", "cheer", "wave")[index],
                long_hair=index % 2 == 0,
            ),
        )
    scene.rect(792, 510, 10, 190, "#4A5B72")
    scene.circle(797, 506, 14, "#12233A")
    for index in range(11):
        x = 90 + index * 142
        scene.circle(x, 850, 44, ("#2B2129", "#3A2A22")[index % 2])
        scene.rect(x - 60, 880, 120, 40, (BRAND, CORAL, GREEN, SUN)[index % 4], 20)


def gong_dance(scene: Scene) -> None:
    """A round dance with gongs before the long house."""
    sky(scene, 600)
    hills(scene, 580)
    ground(scene, 650, colour=scene.light("#D8B27C"))
    stilt_house(scene, 800, 700, 620)
    scene.rect(786, 560, 28, 300, WOOD_DARK)
    for step in range(6):
        scene.rect(782, 570 + step * 46, 36, 16, (RED, SUN, WHITE)[step % 3], 4)
    for index, angle in enumerate(range(200, 341, 20)):
        x = 800 + 620 * math.cos(math.radians(angle))
        y = 930 + 260 * math.sin(math.radians(angle)) + 60
        look = Look(
            shirt=("#7A1F2B", "#1E3F73")[index % 2],
            trousers="#1B1B28",
            scarf=SUN,
            pose=("hands", "work")[index % 2],
            long_hair=index % 2 == 1,
        )
        figure(scene, x, min(y, HEIGHT - 24), 210, look)
        if index % 2 == 0:
            scene.circle(x + 40, min(y, HEIGHT - 24) - 96, 34, "#B5822E")
            scene.circle(x + 40, min(y, HEIGHT - 24) - 96, 12, "#E3B65A")


MOTIFS = (lantern_night, campfire, stage, gong_dance)
