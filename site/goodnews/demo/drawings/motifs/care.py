"""Care for others: blood donation, health, warm meals."""

from goodnews.demo.drawings.nature import bush, ground, hills, round_tree, sky
from goodnews.demo.drawings.palettes import (
    BRAND,
    BRAND_LIGHT,
    CORAL,
    CREAM,
    GREEN,
    LILAC,
    RED,
    SAND,
    STONE,
    SUN,
    WHITE,
    WOOD,
)
from goodnews.demo.drawings.people import Look, figure
from goodnews.demo.drawings.scene import WIDTH, Scene
from goodnews.demo.drawings.things import bunting, heart, house, motorbike, pot, table


def blood_donation(scene: Scene) -> None:
    """A large drop, a heart, donors and a nurse."""
    scene.gradient(0, 900, scene.light("#FFE9E2"), scene.light("#FFC9BD"))
    scene.glow(800, 380, 620, scene.light("#FFFFFF"), 0.8)
    for _ in range(12):
        x, y = scene.rng.uniform(40, 1560), scene.rng.uniform(40, 420)
        heart(
            scene,
            x,
            y,
            scene.rng.uniform(24, 54),
            scene.rng.choice(("#F6A79B", "#F08A7C", "#FBC3B8")),
        )
    x = scene.rng.uniform(720, 880)
    scene.circle(x, 430, 180, RED)
    scene.polygon([(x, 70), (x - 167, 362), (x + 167, 362)], RED)
    scene.ellipse(x - 74, 430, 30, 64, "#F0857A")
    heart(scene, x + 10, 420, 150, WHITE)
    scene.rect(-20, 760, WIDTH + 40, 160, "#F4A796")
    spots = (
        (170, BRAND, "wave"),
        (350, SUN, "stand"),
        (530, GREEN, "cheer"),
        (1080, BRAND, "wave"),
        (1440, LILAC, "wave"),
    )
    for index, (left, shirt, pose) in enumerate(spots):
        figure(scene, left, 850, 290, Look(shirt=shirt, pose=pose, long_hair=index % 2 == 1))
        scene.circle(left + 30, 668, 9, RED)
    figure(
        scene,
        1260,
        850,
        290,
        Look(shirt=WHITE, trousers=WHITE, hat="nurse", pose="hands", long_hair=True),
    )


def health_visit(scene: Scene) -> None:
    """Young doctors examine old people under an awning."""
    sky(scene, 560)
    hills(scene, 560)
    ground(scene, 640)
    scene.polygon([(230, 330), (1370, 330), (1470, 450), (130, 450)], BRAND)
    for part in range(0, 14, 2):
        scene.polygon(
            [
                (230 + part * 81, 330),
                (311 + part * 81, 330),
                (226 + part * 96, 450),
                (130 + part * 96, 450),
            ],
            WHITE,
        )
    for x in (180, 1410):
        scene.rect(x, 450, 16, 390, STONE)
    scene.circle(800, 396, 64, WHITE)
    scene.rect(786, 354, 28, 84, RED, 4)
    scene.rect(758, 382, 84, 28, RED, 4)
    pairs = ((360, 520), (760, 920), (1130, 1290))
    for index, (elder, doctor) in enumerate(pairs):
        figure(
            scene,
            elder,
            800,
            240,
            Look(
                is_elder=True, shirt=("#8B6BB5", "#7A8C5A", "#B5713C")[index], long_hair=index != 1
            ),
        )
        figure(
            scene,
            doctor,
            806,
            270,
            Look(shirt=WHITE, trousers="#3E6FA8", pose="work", long_hair=index == 1),
        )
        table(scene, (elder + doctor) / 2, 690, 170, "#DCEBFA")
    bush(scene, 60, 820, 70)
    round_tree(scene, 1530, 820, 300)


def warm_meal(scene: Scene) -> None:
    """Volunteers ladle rice porridge from large pots."""
    sky(scene, 560)
    hills(scene, 560)
    house(scene, 800, 690, 1120, "#DCEBFA", BRAND)
    ground(scene, 690, colour=scene.light("#E9D5AE"))
    bunting(scene, (150, 330), (1450, 330), 18)
    for index, x in enumerate((360, 640, 960, 1240)):
        figure(
            scene,
            x,
            800,
            280,
            Look(
                hat="cap", pose=("work", "carry", "work", "hands")[index], long_hair=index % 2 == 0
            ),
        )
    table(scene, 800, 730, 1160, WOOD)
    for x in (500, 800, 1100):
        pot(scene, x, 740, 170)
    for index in range(9):
        scene.pie(300 + index * 27 + (index // 5) * 640, 716, 15, (0, 180), WHITE)
    for index, x in enumerate((130, 1480)):
        figure(
            scene,
            x,
            870,
            270,
            Look(is_elder=True, shirt=("#8B6BB5", "#7A8C5A")[index], pose="hands", hat="non"),
        )


def gifts_for_children(scene: Scene) -> None:
    """Warm coats and school bags for mountain children."""
    sky(scene, 580)
    hills(scene, 560, sharp=True)
    ground(scene, 640)
    house(scene, 290, 700, 330, "#F7D98B")
    round_tree(scene, 1480, 760, 330)
    coats = (CORAL, SUN, LILAC, "#3FA66B", BRAND_LIGHT, CORAL)
    for index, coat in enumerate(coats):
        x = 470 + index * 140
        figure(
            scene,
            x,
            790 + (index % 2) * 30,
            180,
            Look(shirt=coat, long_hair=index % 2 == 0, pose=("cheer", "stand", "wave")[index % 3]),
        )
    figure(scene, 330, 846, 290, Look(pose="carry"))
    figure(scene, 1350, 846, 290, Look(pose="carry", long_hair=True))
    for x in (330, 1350):
        scene.rect(x - 62, 644, 124, 84, SAND, 8)
        scene.rect(x - 10, 644, 20, 84, RED)
        scene.rect(x - 62, 676, 124, 14, RED)
    for index in range(5):
        scene.rect(560 + index * 106, 832, 76, 58, (CORAL, BRAND, SUN, GREEN, LILAC)[index], 14)
        scene.rect(578 + index * 106, 856, 40, 24, CREAM, 6)


def free_ride(scene: Scene) -> None:
    """A motorbike repair stop for travellers."""
    sky(scene, 560)
    hills(scene, 560)
    ground(scene, 630)
    scene.rect(-20, 760, WIDTH + 40, 160, "#66758A")
    for x in range(0, WIDTH, 150):
        scene.rect(x, 858, 84, 10, WHITE)
    house(scene, 1140, 740, 460, CREAM, BRAND)
    scene.rect(960, 486, 360, 60, SUN, 12)
    heart(scene, 1140, 506, 40, RED)
    for x, body in ((360, CORAL), (680, BRAND)):
        motorbike(scene, x, 800, 1.5, body)
    for index, x in enumerate((190, 520, 860)):
        figure(
            scene,
            x,
            820,
            270,
            Look(
                hat=("cap", "helmet", "cap")[index],
                pose=("work", "wave", "work")[index],
                shirt=(BRAND, "#8B6BB5", BRAND)[index],
            ),
        )
    scene.rect(1390, 640, 90, 110, "#5FA3E3", 14)
    scene.rect(1404, 620, 62, 24, WHITE, 6)
    bush(scene, 1520, 752, 60)


MOTIFS = (blood_donation, health_visit, warm_meal, gifts_for_children, free_ride)
