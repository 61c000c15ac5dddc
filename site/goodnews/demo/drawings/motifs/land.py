"""Mountains, fields and forest."""

import math

from goodnews.demo.drawings.nature import (
    bamboo,
    bush,
    flowers,
    ground,
    hills,
    path,
    pine,
    ridge,
    round_tree,
    seedling,
    sky,
)
from goodnews.demo.drawings.palettes import GREEN, LEAF, LIME, SAND, SUN, WOOD, WOOD_DARK, mix
from goodnews.demo.drawings.people import Look, figure
from goodnews.demo.drawings.scene import HEIGHT, WIDTH, Scene
from goodnews.demo.drawings.things import board, house, stilt_house


def terraces(scene: Scene) -> None:
    """Terraced rice fields under the mountains, people at work."""
    sky(scene, 560)
    ridge(scene, 420, 110, scene.mood.far, sharp=True)
    ridge(scene, 500, 60, scene.mood.middle)
    greens = (LIME, "#6FBF5B", SUN, "#A9CF4F", LEAF, "#D8C64A")
    start = scene.rng.randrange(len(greens))
    lean = scene.rng.choice((-1, 1))
    for step in range(11):
        top = 510 + step * step * 1.7 + step * 20
        points = []
        for x in range(-40, WIDTH + 60, 40):
            wave = math.sin(x / (230 + step * 26) + step * 0.9) * (22 + step * 5)
            points.append((x, top + wave + lean * (x - 800) * 0.05))
        lip = [(x, y - 9) for x, y in points]
        edge = mix(scene.light(greens[(start + step) % 6]), scene.mood.near, 0.45)
        scene.polygon([*lip, (WIDTH + 60, HEIGHT), (-40, HEIGHT)], edge)
        scene.polygon([*points, (WIDTH + 60, HEIGHT), (-40, HEIGHT)], greens[(start + step) % 6])
    stilt_house(scene, 800 - lean * 520, 640, 190)
    for index in range(3):
        look = Look(hat="non", pose="work", shirt=("#6B46C1", "#0B5CAD", "#C7372F")[index])
        figure(scene, 620 + index * 190, 800 + index * 22, 150, look)


def mountain_sunrise(scene: Scene) -> None:
    """Sharp mountains with the sun between them, a path and a few houses."""
    sky(scene, 640, disc=(scene.rng.uniform(640, 960), 330))
    ridge(scene, 430, 170, scene.mood.far, sharp=True)
    ridge(scene, 540, 90, scene.mood.middle, sharp=True)
    ridge(scene, 650, 40, scene.mood.near)
    ground(scene, 700)
    path(scene, 880, 700, lean=-220)
    for x, width in ((340, 170), (1180, 200), (1390, 150)):
        house(scene, x, 720, width)
    for x in (120, 520, 1000, 1520):
        round_tree(scene, x, 770, scene.rng.uniform(150, 210))
    flowers(scene, 790, 34, ("#FFC53D", "#FFFFFF", "#E2574C"))


def tree_planting(scene: Scene) -> None:
    """Volunteers in blue plant young trees on a hill."""
    sky(scene, 600)
    hills(scene, 600)
    ground(scene, 640)
    for row in range(3):
        for column in range(9):
            seedling(scene, 90 + column * 190 + row * 60, 700 + row * 74, 34 + row * 10)
    spots = ((250, "work"), (560, "carry"), (860, "work"), (1130, "wave"), (1400, "work"))
    for index, (x, pose) in enumerate(spots):
        look = Look(hat="cap", pose=pose, long_hair=index % 2 == 0)
        figure(scene, x, 800 + (index % 2) * 44, 240, look)
        if pose == "work":
            scene.line([(x + 70, 690), (x + 96, 838)], 9, WOOD)
            scene.rect(x + 84, 830, 30, 38, "#8A97A6", 6)
    seedling(scene, 560, 700, 40)


def forest_patrol(scene: Scene) -> None:
    """A patrol walks between tall trees."""
    mood = scene.mood
    scene.gradient(0, HEIGHT, mix(mood.sky_low, mood.near, 0.25), mood.near)
    scene.glow(scene.rng.uniform(500, 1100), 200, 520, mood.disc, 0.5)
    for layer, (count, shade, width) in enumerate(((13, 0.2, 34), (9, 0.5, 52))):
        trunk = mix(mood.middle, scene.light(WOOD_DARK), shade)
        for index in range(count):
            x = (index + scene.rng.uniform(0.1, 0.9)) * WIDTH / count
            scene.rect(x, 0, width, 690 + layer * 30, trunk)
    for x in range(-40, WIDTH, 130):
        scene.ellipse(x + 60, scene.rng.uniform(-20, 30), 150, scene.rng.uniform(90, 150), GREEN)
    ground(scene, 700, colour=mix(mood.ground, mood.near, 0.3))
    path(scene, 800, 700, lean=0, width=760)
    for x in (60, 300, 1290, 1500):
        bush(scene, x, 760, scene.rng.uniform(50, 80))
    for index, x in enumerate((620, 800, 980)):
        look = Look(
            hat="cap", shirt="#4F7F4A", trousers="#3A5A3C", pose=("wave", "stand", "point")[index]
        )
        figure(scene, x, 830 + (index % 2) * 24, 290, look)
    scene.rect(-30, 0, 130, HEIGHT, WOOD_DARK)
    scene.rect(1500, 0, 150, HEIGHT, WOOD_DARK)


def tea_hills(scene: Scene) -> None:
    """Rows of tea on rounded hills, pickers with baskets."""
    sky(scene, 560)
    ridge(scene, 430, 80, scene.mood.far)
    ridge(scene, 520, 60, scene.mood.middle)
    for index in range(13):
        top = 540 + index * 15 + index * index * 1.4
        points = [
            (x, top + math.sin(x / 300 + index * 0.25) * 34 + abs(math.sin(x / 24)) * -7)
            for x in range(-20, WIDTH + 40, 12)
        ]
        colour = (GREEN, "#2F9A5F", LEAF, "#57B56B")[index % 4]
        scene.polygon([*points, (WIDTH + 40, HEIGHT), (-20, HEIGHT)], colour)
    for index, x in enumerate((330, 640, 1010, 1290)):
        y = 790 + (index % 2) * 46
        figure(
            scene,
            x,
            y,
            230,
            Look(hat="non", pose="work", shirt=("#C7372F", "#6B46C1", "#0B5CAD", "#E07B2E")[index]),
        )
        scene.polygon(
            [(x + 66, y - 118), (x + 138, y - 118), (x + 126, y - 50), (x + 78, y - 50)], SAND
        )
        scene.ellipse(x + 102, y - 118, 36, 14, LIME)


def garden(scene: Scene) -> None:
    """A greenhouse and vegetable beds, a young farmer with a crate."""
    sky(scene, 600)
    hills(scene, 600)
    ground(scene, 640)
    for x in (430, 1120):
        scene.pie(x, 720, 270, (180, 360), "#EAF6FF")
        scene.pie(x, 720, 252, (180, 360), "#CFE9D8")
        for bar in (-170, -85, 0, 85, 170):
            scene.rect(
                x + bar - 3,
                720 - math.sqrt(260**2 - bar**2),
                6,
                math.sqrt(260**2 - bar**2),
                "#FFFFFF",
            )
        scene.rect(x - 44, 600, 88, 120, "#FFFFFF", 6)
    for row in range(3):
        y = 760 + row * 52
        scene.rect(-20, y, WIDTH + 40, 26, "#7A5436", 12)
        for column in range(26):
            bush(scene, 20 + column * 64 + row * 20, y + 6, 20 + row * 3, (LIME, LEAF)[column % 2])
    figure(scene, 776, 838, 300, Look(hat="non", pose="carry"))
    scene.rect(716, 628, 120, 62, WOOD, 8)
    for index in range(4):
        scene.circle(738 + index * 26, 626, 18, ("#E2574C", "#FFC53D", "#8CCB5E", "#E2574C")[index])


def bamboo_village(scene: Scene) -> None:
    """Stilt houses under bamboo, villagers at a notice board."""
    sky(scene, 600)
    hills(scene, 590, sharp=True)
    ground(scene, 640)
    path(scene, 820, 650, lean=-60, width=560)
    stilt_house(scene, 330, 730, 330)
    stilt_house(scene, 1250, 720, 300)
    bamboo(scene, 60, 760, 400)
    bamboo(scene, 1540, 760, 430)
    board(scene, 800, 780, 230)
    for index, x in enumerate((560, 660, 980, 1080)):
        look = Look(
            shirt=("#0B5CAD", "#C7372F", "#18794E", "#0B5CAD")[index],
            hat=("cap", "non", "non", "")[index],
            long_hair=index == 3,
            pose=("point", "stand", "stand", "wave")[index],
        )
        figure(scene, x, 846, 220, look)


def pine_hill(scene: Scene) -> None:
    """Pines on a hill and a watch post."""
    sky(scene, 620)
    ridge(scene, 470, 120, scene.mood.far, sharp=True)
    ridge(scene, 590, 60, scene.mood.middle)
    ground(scene, 650)
    for _ in range(22):
        x, y = scene.rng.uniform(-20, 1620), scene.rng.uniform(650, 740)
        pine(scene, x, y, 120 + (y - 640) * 1.3)
    house(scene, 1080, 780, 240, "#E8D3A8", "#18794E")
    figure(scene, 760, 846, 250, Look(hat="cap", pose="wave"))
    figure(scene, 640, 856, 250, Look(hat="cap", pose="work", long_hair=True))
    for x in (90, 330, 1420, 1560):
        pine(scene, x, 880, scene.rng.uniform(300, 380), "#186043")


MOTIFS = (
    terraces,
    mountain_sunrise,
    tree_planting,
    forest_patrol,
    tea_hills,
    garden,
    bamboo_village,
    pine_hill,
)
