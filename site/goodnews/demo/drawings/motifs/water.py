"""Rivers, bridges, the coast."""

import math

from goodnews.demo.drawings.nature import bush, ground, hills, palm, ridge, round_tree, sky, water
from goodnews.demo.drawings.palettes import (
    BRAND,
    CORAL,
    GREEN,
    LEAF,
    SAND,
    STONE,
    SUN,
    WHITE,
    WOOD,
    WOOD_DARK,
)
from goodnews.demo.drawings.people import Look, figure
from goodnews.demo.drawings.scene import WIDTH, Scene
from goodnews.demo.drawings.things import board, boat, house


def river_bridge(scene: Scene) -> None:
    """Children cross a new footbridge over the river."""
    sky(scene, 560)
    hills(scene, 560)
    water(scene, 600)
    for left in (-40, 1310):
        scene.ellipse(left + 165, 830, 330, 190, scene.mood.ground)
    deck = [(x, 640 - math.sin(x / WIDTH * math.pi) * 46) for x in range(0, WIDTH + 40, 40)]
    for x in (330, 800, 1270):
        scene.rect(x - 22, 600, 44, 240, STONE, 8)
    for index, shirt in enumerate((WHITE, WHITE, WHITE, BRAND, WHITE)):
        x = 400 + index * 200
        y = 632 - math.sin(x / WIDTH * math.pi) * 46
        is_child = shirt == WHITE
        look = Look(
            shirt=shirt,
            scarf=CORAL if is_child else "",
            long_hair=index % 2 == 0,
            pose=("stand", "wave")[index % 2],
        )
        figure(scene, x, y, 150 if is_child else 200, look)
    scene.line(deck, 30, "#B9C4CF")
    scene.line([(x, y - 62) for x, y in deck], 9, BRAND)
    for x, y in deck[::2]:
        scene.rect(x - 4, y - 62, 8, 62, BRAND)
    for x in (60, 1540):
        round_tree(scene, x, 780, 240)


def fishing_port(scene: Scene) -> None:
    """Boats come home; people wait on the quay."""
    sky(scene, 470, disc=(scene.rng.uniform(300, 1300), 330))
    ridge(scene, 480, 40, scene.mood.far)
    water(scene, 480)
    for x, y, scale, hull in (
        (250, 560, 0.7, "#18794E"),
        (1300, 570, 0.75, CORAL),
        (760, 640, 1.15, BRAND),
    ):
        boat(scene, x + scene.rng.uniform(-60, 60), y, scale, hull)
    scene.rect(-20, 770, WIDTH + 40, 160, "#CDB891")
    scene.rect(-20, 770, WIDTH + 40, 20, "#A8916A")
    for index, x in enumerate((240, 420, 1080, 1290)):
        look = Look(
            hat=("non", "", "non", "cap")[index],
            pose=("wave", "cheer", "carry", "wave")[index],
            shirt=(CORAL, BRAND, "#6B46C1", BRAND)[index],
        )
        figure(scene, x, 866, 230, look)
    for x in (620, 700, 1450):
        scene.rect(x, 812, 74, 50, WOOD, 8)
        scene.ellipse(x + 37, 812, 34, 12, "#BFD9EA")


def mangrove(scene: Scene) -> None:
    """Volunteers plant mangroves in shallow water."""
    sky(scene, 480)
    ridge(scene, 480, 30, scene.mood.far)
    water(scene, 490)
    for x in range(60, WIDTH, 190):
        _mangrove_tree(scene, x + scene.rng.uniform(-40, 40), 570, scene.rng.uniform(110, 160))
    for row in range(3):
        for column in range(11):
            x, y = 70 + column * 150 + row * 50, 680 + row * 74
            scene.line([(x, y), (x, y - 40)], 6, GREEN)
            scene.ellipse(x, y - 48, 13, 22, LEAF)
            scene.ellipse(x, y + 2, 30, 5, scene.mood.cloud)
    for index, x in enumerate((330, 620, 960, 1260)):
        y = 800 + (index % 2) * 36
        figure(
            scene,
            x,
            y,
            240,
            Look(
                hat="cap", pose=("work", "carry", "work", "wave")[index], long_hair=index in (1, 2)
            ),
        )
        scene.ellipse(x, y - 4, 70, 14, scene.mood.water)


def _mangrove_tree(scene: Scene, x: float, y: float, height: float) -> None:
    for side in (-34, -14, 14, 34):
        scene.line([(x, y - height * 0.4), (x + side, y)], 7, WOOD_DARK)
    scene.ellipse(x, y - height * 0.66, height * 0.5, height * 0.34, GREEN)
    scene.ellipse(x - 30, y - height * 0.76, height * 0.26, height * 0.2, LEAF)


def clean_beach(scene: Scene) -> None:
    """Young people collect litter on the beach."""
    sky(scene, 430)
    water(scene, 430, 640)
    ridge(scene, 440, 26, scene.mood.far)
    shore = [(x, 620 + math.sin(x / 170) * 16) for x in range(-20, WIDTH + 40, 40)]
    scene.polygon([(x, y - 12) for x, y in shore] + [(WIDTH + 40, 900), (-20, 900)], WHITE)
    scene.polygon([*shore, (WIDTH + 40, 900), (-20, 900)], SAND)
    boat(scene, 1080, 540, 0.6)
    palm(scene, 130, 780, 430)
    palm(scene, 1500, 760, 380, lean=-0.16)
    for index, x in enumerate((360, 590, 850, 1090, 1310)):
        figure(
            scene,
            x,
            800 + (index % 2) * 50,
            240,
            Look(
                hat=("cap", "non")[index % 2],
                pose=("work", "carry")[index % 2],
                long_hair=index == 2,
            ),
        )
        scene.ellipse(x + 92, 806 + (index % 2) * 50, 40, 48, "#3E7F4F")
        scene.rect(x + 82, 742 + (index % 2) * 50, 20, 22, "#2E6340", 5)
    for _ in range(16):
        scene.circle(
            scene.rng.uniform(0, WIDTH),
            scene.rng.uniform(840, 890),
            5,
            (STONE, CORAL)[scene.rng.randrange(2)],
        )


def boat_school(scene: Scene) -> None:
    """A ferry takes pupils to the school on the far bank."""
    sky(scene, 520)
    hills(scene, 520)
    water(scene, 560)
    house(scene, 1270, 600, 300, "#F7D98B")
    for x in (1020, 1500):
        round_tree(scene, x, 610, 180)
    scene.polygon([(330, 690), (1080, 690), (1000, 780), (410, 780)], WOOD)
    scene.polygon([(330, 690), (1080, 690), (1070, 706), (342, 706)], WOOD_DARK)
    for index in range(5):
        x = 450 + index * 116
        look = Look(
            shirt=WHITE,
            scarf=CORAL,
            long_hair=index % 2 == 1,
            pose=("stand", "wave", "stand", "stand", "wave")[index],
        )
        figure(scene, x, 706, 170, look)
        scene.rect(x - 26, 640, 52, 62, "#F0802F", 16)
    scene.polygon([(330, 690), (1080, 690), (1076, 722), (350, 722)], WOOD)
    figure(scene, 1010, 704, 230, Look(pose="carry", hat="non"))
    scene.line([(1060, 560), (1150, 800)], 10, WOOD_DARK)
    ground(scene, 860)


def flood_help(scene: Scene) -> None:
    """A boat with parcels reaches a house on high ground."""
    sky(scene, 560)
    hills(scene, 560)
    water(scene, 600)
    scene.ellipse(1240, 720, 420, 110, scene.mood.ground)
    house(scene, 1240, 700, 340)
    figure(scene, 1010, 740, 220, Look(shirt="#6B46C1", hat="non", pose="wave"))
    figure(scene, 1100, 748, 150, Look(shirt=SUN, pose="cheer"))
    scene.polygon([(180, 720), (800, 720), (730, 810), (260, 810)], "#F0802F")
    for index, x in enumerate((300, 650)):
        figure(scene, x, 740, 240, Look(hat="cap", pose=("stand", "point")[index], scarf=""))
        scene.rect(x - 36, 600, 72, 80, "#F29E4C", 16)
    for index in range(4):
        scene.rect(380 + index * 56, 674 - (index % 2) * 34, 60, 56, (SAND, WOOD)[index % 2], 6)
    scene.polygon([(180, 720), (800, 720), (794, 744), (200, 744)], "#D96A1E")
    bush(scene, 1420, 742, 60)
    board(scene, 1480, 740, 90)


MOTIFS = (river_bridge, fishing_port, mangrove, clean_beach, boat_school, flood_help)
