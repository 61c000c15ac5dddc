"""The light of each hour of the day, in the colours of the site's design system."""

from dataclasses import dataclass

Rgb = tuple[int, int, int]

BRAND = "#0B5CAD"
BRAND_STRONG = "#08427D"
BRAND_LIGHT = "#5FA3E3"
SUN = "#FFC53D"
GREEN = "#18794E"
LEAF = "#3FA66B"
LIME = "#8CCB5E"
CORAL = "#E2574C"
RED = "#D3302F"
VIOLET = "#6B46C1"
LILAC = "#A58BE0"
SAND = "#F3DFB8"
CREAM = "#FFF8EC"
WHITE = "#FFFFFF"
WOOD = "#9A6A3E"
WOOD_DARK = "#6E4828"
ROOF = "#B5533C"
STONE = "#8A97A6"
INK = "#12233A"
SKIN = ("#F0C39A", "#E5B088", "#D99E73", "#F4CDA8")
HAIR = ("#1E1A22", "#2B2129", "#3A2A22")
SILVER = "#C9CED6"


def rgb(colour: str) -> Rgb:
    """Return ``#RRGGBB`` as three numbers."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(first: Rgb, second: Rgb, share: float) -> Rgb:
    """Return the colour that is ``share`` of the way from ``first`` to ``second``."""
    return tuple(round(a + (b - a) * share) for a, b in zip(first, second, strict=True))


@dataclass(frozen=True)
class Mood:
    """One light: the sky from top to horizon, hills from far to near, the ground.

    ``ambient`` is mixed into the colours of things by ``strength``, so that a
    white wall is blue at night and golden in the evening.
    """

    sky_top: Rgb
    sky_low: Rgb
    disc: Rgb
    far: Rgb
    middle: Rgb
    near: Rgb
    ground: Rgb
    water: Rgb
    cloud: Rgb
    ambient: Rgb
    strength: float
    is_night: bool = False


def _mood(*colours: str, strength: float, is_night: bool = False) -> Mood:
    return Mood(*(rgb(colour) for colour in colours), strength=strength, is_night=is_night)


MOODS = {
    "dawn": _mood(
        "#8EC5F2",
        "#FFE3B0",
        "#FFC53D",
        "#A9C3DD",
        "#7FA9B4",
        "#4E9074",
        "#8DBB6E",
        "#A8D3E6",
        "#FFF3DC",
        "#FFCB7A",
        strength=0.10,
    ),
    "day": _mood(
        "#5FA9EC",
        "#D9EEFC",
        "#FFD65C",
        "#9CC2DF",
        "#6FB29A",
        "#3F9A68",
        "#93C96B",
        "#7DBCE6",
        "#FFFFFF",
        "#FFFFFF",
        strength=0.0,
    ),
    "noon": _mood(
        "#4C9BE8",
        "#BFE3FA",
        "#FFE07A",
        "#8DB9DC",
        "#58A985",
        "#2F8A58",
        "#A9D36F",
        "#5FAEE0",
        "#FFFFFF",
        "#FFF6D8",
        strength=0.05,
    ),
    "dusk": _mood(
        "#6B5FB5",
        "#FFB27A",
        "#FFD166",
        "#A583B4",
        "#86689E",
        "#5A5585",
        "#7D7A5C",
        "#C89AA8",
        "#FFD2B0",
        "#8A4C8C",
        strength=0.20,
    ),
    "mist": _mood(
        "#C5D7E6",
        "#F3F1E7",
        "#FFF0C2",
        "#C3D3DD",
        "#9FBDB9",
        "#6FA08A",
        "#9DBE86",
        "#BDD5DF",
        "#FFFFFF",
        "#DCE6EA",
        strength=0.14,
    ),
    "night": _mood(
        "#0C1D45",
        "#2E4F93",
        "#FFF1C4",
        "#2B4580",
        "#20386B",
        "#183056",
        "#2A4A54",
        "#24477F",
        "#3C5A9A",
        "#14275C",
        strength=0.26,
        is_night=True,
    ),
}
