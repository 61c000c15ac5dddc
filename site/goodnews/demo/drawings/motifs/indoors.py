"""Rooms: classes, libraries, workshops, a living room."""

from goodnews.demo.drawings.palettes import (
    BRAND,
    BRAND_LIGHT,
    CORAL,
    CREAM,
    GREEN,
    INK,
    LILAC,
    SAND,
    STONE,
    SUN,
    WHITE,
    WOOD,
    WOOD_DARK,
    mix,
)
from goodnews.demo.drawings.people import Look, figure
from goodnews.demo.drawings.scene import WIDTH, Scene
from goodnews.demo.drawings.things import books, bunting, laptop, table


def room(scene: Scene, wall: str, floor: str = "#D9B382") -> None:
    """Draw a wall with a large window to the outside, and a floor."""
    scene.rect(-10, -10, WIDTH + 20, 700, wall)
    scene.rect(-10, 680, WIDTH + 20, 240, floor)
    scene.rect(-10, 672, WIDTH + 20, 14, WHITE)
    x = scene.rng.choice((90, 1130))
    scene.rect(x - 14, 106, 388, 288, WHITE, 10)
    scene.rect(x, 120, 360, 260, scene.mood.sky_low, 4)
    scene.circle(x + 270, 190, 36, scene.mood.disc)
    scene.pie(x + 110, 380, 110, (180, 360), scene.mood.middle)
    scene.pie(x + 250, 380, 80, (180, 360), scene.mood.near)
    scene.rect(x + 176, 120, 8, 260, WHITE)
    for lamp in (480, 800, 1110):
        scene.rect(lamp - 2, 0, 4, 60, STONE)
        scene.pie(lamp, 92, 46, (180, 360), SUN)
        scene.glow(lamp, 130, 150, (255, 236, 180), 0.35)


def computer_class(scene: Scene) -> None:
    """Pupils and young people at computers."""
    room(scene, "#CFE3F5")
    scene.rect(540, 170, 520, 290, WHITE, 10)
    scene.rect(556, 186, 488, 258, BRAND, 6)
    for row, length in enumerate((300, 220, 260)):
        scene.rect(600, 232 + row * 62, length, 22, (SUN, WHITE, WHITE)[row], 8)
    figure(scene, 1130, 720, 300, Look(pose="point", long_hair=True))
    for index, x in enumerate((240, 560, 880, 1240)):
        figure(
            scene,
            x,
            850,
            250,
            Look(
                shirt=(WHITE, CORAL, WHITE, LILAC)[index],
                long_hair=index % 2 == 1,
                scarf="" if index % 2 else CORAL,
            ),
        )
        table(scene, x, 770, 270)
        laptop(scene, x + 60, 770, 130)


def elders_phone(scene: Scene) -> None:
    """A young volunteer shows old people how to use a phone."""
    room(scene, "#FBE8C8", "#C89A66")
    for index, x in enumerate((330, 820, 1270)):
        figure(
            scene,
            x - 70,
            830,
            290,
            Look(
                is_elder=True,
                shirt=("#8B6BB5", "#B5713C", "#5E8C6A")[index],
                long_hair=index != 1,
                pose="hands",
            ),
        )
        figure(
            scene,
            x + 90,
            830,
            310,
            Look(pose="point" if index == 1 else "work", long_hair=index == 0),
        )
        table(scene, x, 712, 310, WOOD)
        scene.rect(x - 84, 620, 62, 100, INK, 12)
        scene.rect(x - 77, 630, 48, 80, (214, 236, 251), 4)
        scene.rect(x - 70, 644, 34, 12, BRAND, 4)
        scene.circle(x - 53, 682, 13, SUN)
        scene.rect(x + 60, 684, 34, 30, WHITE, 6)


def reading_room(scene: Scene) -> None:
    """Children read among full shelves."""
    scene.rect(-10, -10, WIDTH + 20, 700, "#F7E3C3")
    scene.rect(-10, 690, WIDTH + 20, 230, "#B98A5A")
    for shelf in range(3):
        x = 60 + shelf * 520
        scene.rect(x, 120, 440, 560, WOOD_DARK, 10)
        for row in range(4):
            scene.rect(
                x + 16, 136 + row * 134, 408, 122, mix(scene.light(WOOD), (60, 36, 20), 0.25), 4
            )
            books(scene, x + 24, 258 + row * 134, 14, 96)
    bunting(scene, (-20, 40), (WIDTH + 20, 40), 24)
    scene.ellipse(800, 810, 640, 90, scene.rng.choice(("#5FA3E3", "#8CCB5E", "#F2B84B")))
    for index, x in enumerate((330, 570, 830, 1080, 1300)):
        figure(
            scene,
            x,
            830 + (index % 2) * 30,
            220 if index != 3 else 290,
            Look(
                shirt=(WHITE, SUN, CORAL, BRAND, LILAC)[index],
                long_hair=index % 2 == 0,
                pose="hands",
            ),
        )
        y = 700 + (index % 2) * 30 - (36 if index == 3 else 0)
        scene.polygon([(x - 52, y - 14), (x, y), (x, y + 40), (x - 52, y + 26)], CREAM)
        scene.polygon([(x + 52, y - 14), (x, y), (x, y + 40), (x + 52, y + 26)], WHITE)


def workshop(scene: Scene) -> None:
    """Young people weave, carve and pack goods of their own brand."""
    room(scene, "#DDEBDC", "#C9A374")
    scene.rect(560, 210, 480, 200, WOOD, 8)
    for row in range(2):
        scene.rect(574, 224 + row * 92, 452, 80, CREAM, 4)
        for column in range(8):
            jar = 590 + column * 54
            scene.rect(
                jar, 244 + row * 92, 38, 58, (SUN, CORAL, GREEN, LILAC)[(column + row) % 4], 8
            )
            scene.rect(jar + 4, 236 + row * 92, 30, 12, WOOD_DARK, 4)
    for index, x in enumerate((300, 640, 980, 1300)):
        figure(
            scene,
            x,
            840,
            290,
            Look(
                shirt=(BRAND, LILAC, BRAND, "#E07B2E")[index],
                pose=("work", "carry", "work", "hands")[index],
                long_hair=index % 2 == 1,
            ),
        )
    table(scene, 800, 740, 1260)
    for index in range(6):
        x = 300 + index * 200
        scene.rect(x, 690, 70, 52, SAND, 6)
        scene.rect(x + 28, 690, 14, 52, (CORAL, GREEN, BRAND)[index % 3])
        scene.ellipse(x + 120, 728, 36, 16, ("#8CCB5E", SUN)[index % 2])


def science_class(scene: Scene) -> None:
    """Pupils try out a small robot and a wind wheel."""
    room(scene, "#E5DDF6", "#CBAE86")
    scene.rect(520, 160, 560, 300, "#1F5A4A", 10)
    scene.rect(520, 452, 560, 18, WOOD, 6)
    for x in (620, 800, 980):
        scene.arc(x, 310, 70, (200, 520), 6, CREAM)
    scene.line([(570, 400), (700, 250), (860, 380), (1030, 230)], 6, SUN)
    for index, x in enumerate((300, 520, 1080, 1310)):
        figure(
            scene,
            x,
            840,
            230,
            Look(
                shirt=WHITE,
                scarf=CORAL,
                long_hair=index % 2 == 0,
                pose=("point", "cheer", "wave", "hands")[index],
            ),
        )
    table(scene, 800, 740, 900)
    scene.rect(640, 622, 110, 120, BRAND_LIGHT, 16)
    scene.rect(656, 560, 78, 60, BRAND, 14)
    for side in (676, 714):
        scene.circle(side, 588, 10, SUN)
    scene.line([(695, 560), (695, 530)], 6, STONE)
    scene.circle(695, 526, 9, CORAL)
    scene.rect(930, 600, 12, 142, STONE)
    for tip in ((936, 500), (850, 650), (1022, 650)):
        scene.line([(936, 600), tip], 18, WHITE)
    scene.circle(936, 600, 16, CORAL)


MOTIFS = (computer_class, elders_phone, reading_room, workshop, science_class)
