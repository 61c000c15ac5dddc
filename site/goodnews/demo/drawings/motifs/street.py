"""School yards, roads, markets and sports grounds."""

from goodnews.demo.drawings.nature import bush, ground, hills, path, round_tree, sky
from goodnews.demo.drawings.palettes import (
    BRAND,
    BRAND_LIGHT,
    CORAL,
    CREAM,
    GREEN,
    INK,
    SAND,
    STONE,
    SUN,
    WHITE,
    WOOD,
    WOOD_DARK,
)
from goodnews.demo.drawings.people import Look, figure
from goodnews.demo.drawings.scene import HEIGHT, WIDTH, Scene
from goodnews.demo.drawings.things import (
    LAMP,
    books,
    bunting,
    house,
    motorbike,
    national_flag,
    school,
    truck,
)


def school_flag(scene: Scene) -> None:
    """Pupils in the school yard under the flag."""
    sky(scene, 600)
    hills(scene, 560)
    school(scene, 880, 700, 980)
    ground(scene, 690, colour=scene.light("#E7CFA2"))
    national_flag(scene, 250, 260, 760, 150)
    round_tree(scene, 90, 780, 330)
    round_tree(scene, 1500, 780, 300)
    for index in range(7):
        look = Look(
            shirt=WHITE,
            scarf=CORAL,
            long_hair=index % 2 == 0,
            pose=("stand", "wave", "stand", "cheer")[index % 4],
        )
        figure(scene, 420 + index * 150, 836 + (index % 2) * 34, 180, look)


def library_truck(scene: Scene) -> None:
    """A pickup full of books stops by a mountain school."""
    sky(scene, 600)
    hills(scene, 590, sharp=True)
    ground(scene, 650)
    house(scene, 1340, 700, 300, "#F7D98B")
    path(scene, 800, 650, lean=0, width=1500)
    scene.rect(440, 520, 330, 180, WOOD, 10)
    for row in range(2):
        scene.rect(454, 532 + row * 84, 302, 74, CREAM, 4)
        books(scene, 460, 606 + row * 84, 11, 64)
    truck(scene, 690, 830, 1.1, scene.rng.choice((BRAND, CORAL, GREEN)))
    for index, x in enumerate((180, 300, 1090, 1210, 1350)):
        look = Look(
            shirt=WHITE if index != 1 else BRAND,
            scarf=CORAL if index != 1 else "",
            pose=("wave", "point", "cheer", "hands", "wave")[index],
            long_hair=index % 2 == 0,
        )
        figure(scene, x, 850, 250 if index == 1 else 180, look)


def market(scene: Scene) -> None:
    """Stalls with fruit and vegetables, a clean market."""
    sky(scene, 560)
    hills(scene, 560)
    ground(scene, 620, colour=scene.light("#E3C99A"))
    for index, (x, stripe) in enumerate(((270, CORAL), (800, BRAND), (1330, GREEN))):
        _stall(scene, x, 780, stripe, index)
    bunting(scene, (-20, 190), (WIDTH + 20, 190), 22)
    for index, x in enumerate((60, 540, 1070, 1540)):
        figure(
            scene,
            x,
            866,
            250,
            Look(
                hat=("non", "", "non", "cap")[index],
                shirt=("#6B46C1", BRAND, CORAL, BRAND)[index],
                pose=("carry", "wave", "carry", "point")[index],
                long_hair=index == 1,
            ),
        )


def _stall(scene: Scene, x: float, y: float, stripe: str, index: int) -> None:
    for side in (-200, 190):
        scene.rect(x + side, y - 380, 12, 400, WOOD_DARK)
    figure(
        scene, x, y + 10, 260, Look(hat="non", shirt=(SUN, "#A58BE0", CREAM)[index], pose="work")
    )
    scene.rect(x - 220, y - 70, 440, 120, WOOD, 8)
    fruit = ((CORAL, "#F29E4C"), (SUN, "#8CCB5E"), ("#A58BE0", CORAL))[index]
    for row in range(2):
        for column in range(12 - row):
            scene.circle(
                x - 190 + column * 34 + row * 17, y - 82 - row * 26, 19, fruit[(row + column) % 2]
            )
    for part in range(8):
        left = x - 240 + part * 60
        scene.rect(left, y - 400, 60, 76, stripe if part % 2 else WHITE)
        scene.pie(left + 30, y - 326, 30, (0, 180), stripe if part % 2 else WHITE)


def safe_road(scene: Scene) -> None:
    """Volunteers help pupils over a zebra crossing."""
    sky(scene, 520)
    hills(scene, 500)
    for index, x in enumerate((170, 470, 1130, 1430)):
        house(scene, x, 620, 270, (CREAM, "#CFE3F5", "#F7D98B", "#F6D5C5")[index])
    for x in (320, 800, 1285):
        round_tree(scene, x, 640, 190)
    scene.rect(-20, 620, WIDTH + 40, 60, "#D8CDBA")
    scene.rect(-20, 672, WIDTH + 40, 240, "#566474")
    for x in range(-20, 470, 120):
        scene.rect(x, 782, 66, 12, WHITE)
    for x in range(1130, WIDTH, 120):
        scene.rect(x, 782, 66, 12, WHITE)
    for index in range(8):
        scene.rect(510 + index * 74, 690, 42, 200, WHITE)
    motorbike(scene, 260, 850, 1.3, CORAL)
    figure(scene, 250, 800, 230, Look(hat="helmet", shirt=SUN, pose="work"))
    motorbike(scene, 250, 862, 1.3, CORAL)
    for index, x in enumerate((600, 730, 860)):
        figure(
            scene,
            x,
            830,
            180,
            Look(
                shirt=WHITE,
                scarf=CORAL,
                long_hair=index == 1,
                pose=("wave", "stand", "stand")[index],
            ),
        )
    figure(scene, 990, 846, 270, Look(hat="cap", pose="cheer"))
    scene.rect(1060, 560, 10, 130, STONE)
    scene.circle(1065, 560, 44, BRAND)
    scene.polygon([(1065, 528), (1096, 582), (1034, 582)], WHITE)


def football(scene: Scene) -> None:
    """A village football match."""
    sky(scene, 520)
    hills(scene, 520)
    scene.rect(-20, 560, WIDTH + 40, 60, "#7C93AD")
    for x in range(0, WIDTH, 42):
        scene.circle(x + 20, 562 + (x % 3) * 8, 17, ("#F0C39A", "#E5B088")[x % 2])
        scene.rect(
            x + 2, 576 + (x % 3) * 8, 36, 46, (BRAND, CORAL, SUN, WHITE, GREEN)[(x // 42) % 5], 8
        )
    for band in range(8):
        colour = ("#4FAE5B", "#5FBE68")[band % 2]
        scene.polygon(
            [
                (band * 220 - 80, 620),
                (band * 220 + 140, 620),
                (band * 250 + 110, HEIGHT),
                (band * 250 - 140, HEIGHT),
            ],
            colour,
        )
    scene.rect(-20, 690, WIDTH + 40, 7, WHITE)
    for x in (1280, 1540):
        scene.rect(x, 470, 12, 250, WHITE)
    scene.rect(1280, 470, 272, 12, WHITE)
    bunting(scene, (-20, 380), (WIDTH + 20, 380), 24)
    kits = (
        (300, CORAL, "stand"),
        (520, BRAND, "cheer"),
        (760, CORAL, "wave"),
        (1010, BRAND, "work"),
        (1230, CORAL, "stand"),
    )
    for index, (x, shirt, pose) in enumerate(kits):
        figure(scene, x, 800 + (index % 2) * 50, 230, Look(shirt=shirt, trousers=WHITE, pose=pose))
    scene.circle(890, 850, 28, WHITE)
    for dx, dy in ((0, 0), (-18, -12), (18, -10), (0, 20)):
        scene.circle(890 + dx, 850 + dy, 7, INK)


def night_road(scene: Scene) -> None:
    """Solar lamps along a village road."""
    sky(scene, 560)
    hills(scene, 560)
    ground(scene, 620)
    scene.polygon([(760, 620), (840, 620), (1400, HEIGHT), (200, HEIGHT)], "#8A97A6")
    for x, width in ((220, 250), (1370, 260)):
        house(scene, x, 690, width)
    for step in range(4):
        share = step / 3
        y, reach = 640 + share * 200, 90 + share * 420
        height = 130 + share * 300
        for side in (-1, 1):
            x = 800 + side * reach
            scene.rect(x - 5, y - height, 10, height, STONE)
            scene.line([(x, y - height), (x - side * height * 0.2, y - height - 8)], 9, STONE)
            scene.polygon(
                [
                    (x - 30, y - height - 14),
                    (x + 30, y - height - 26),
                    (x + 30, y - height - 16),
                    (x - 30, y - height - 4),
                ],
                BRAND,
            )
            lamp_x = x - side * height * 0.2
            scene.glow(lamp_x, y - height + 10, height * 0.42, LAMP, 0.7)
            scene.circle(lamp_x, y - height, 9 + share * 5, LAMP)
    for index, x in enumerate((700, 800, 930)):
        figure(
            scene,
            x,
            850,
            220,
            Look(
                shirt=(BRAND, WHITE, BRAND)[index],
                pose=("point", "wave", "stand")[index],
                hat=("cap", "", "cap")[index],
            ),
        )


def house_building(scene: Scene) -> None:
    """Neighbours build a house for a family."""
    sky(scene, 600)
    hills(scene, 580)
    ground(scene, 650)
    scene.rect(480, 470, 640, 290, "#D98A63")
    for row in range(9):
        for column in range(11):
            scene.rect(484 + column * 58 + (row % 2) * 20, 476 + row * 32, 44, 3, CREAM)
    scene.rect(600, 560, 110, 200, WOOD_DARK)
    scene.rect(840, 560, 150, 110, BRAND_LIGHT, 4)
    scene.polygon(
        [(430, 476), (800, 300), (1170, 476), (1130, 476), (800, 326), (470, 476)], WOOD_DARK
    )
    for x in (560, 680, 800, 920, 1040):
        scene.line([(x, 470), (x, 300 + abs(x - 800) * 0.48)], 10, WOOD)
    scene.line([(1200, 770), (1120, 400)], 12, WOOD_DARK)
    scene.line([(1260, 770), (1180, 400)], 12, WOOD_DARK)
    for step in range(8):
        scene.line(
            [(1194 - step * 10, 720 - step * 44), (1246 - step * 10, 720 - step * 44)], 8, WOOD
        )
    for index, x in enumerate((230, 390, 1020, 1350)):
        figure(
            scene,
            x,
            846,
            260,
            Look(
                hat=("cap", "non", "cap", "helmet")[index],
                pose=("carry", "work", "wave", "carry")[index],
                shirt=(BRAND, "#6B46C1", BRAND, "#F29E4C")[index],
            ),
        )
    for x in (210, 1330):
        scene.rect(x - 14, 668, 70, 34, "#C4694A", 4)
    for row in range(3):
        for column in range(5 - row):
            scene.rect(80 + column * 44 + row * 22, 830 - row * 26, 40, 22, "#C4694A", 3)
    bush(scene, 1500, 800, 60)
    scene.rect(1450, 846, 90, 14, SAND, 7)


MOTIFS = (school_flag, library_truck, market, safe_road, football, night_road, house_building)
