"""A sheet to draw on: 1600 × 900 in logical units, drawn larger and scaled down once."""

from random import Random

from PIL import Image, ImageDraw, ImageOps

from .palettes import Mood, Rgb, mix, rgb

WIDTH, HEIGHT = 1600, 900
# Half as large again is enough to smooth the edges and costs 40 ms a picture.
SUPERSAMPLING = 1.5

Point = tuple[float, float]
# A string is the colour of a thing and takes the mood's light; a tuple is used as it is.
Colour = str | Rgb


class Scene:
    """One picture in the making: its sheet, its light and its source of chance."""

    def __init__(self, mood: Mood, rng: Random, size: tuple[int, int] = (WIDTH, HEIGHT)):
        self.mood = mood
        self.rng = rng
        self.size = size
        self.image = Image.new("RGB", (self._px(size[0]), self._px(size[1])), mood.sky_low)
        self.pen = ImageDraw.Draw(self.image)

    def polygon(self, points: list[Point], colour: Colour) -> None:
        self.pen.polygon([(self._px(x), self._px(y)) for x, y in points], fill=self.light(colour))

    def ellipse(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        self.pen.ellipse(self._box(x - rx, y - ry, x + rx, y + ry), fill=self.light(colour))

    def circle(self, x: float, y: float, r: float, colour: Colour) -> None:
        self.ellipse(x, y, r, r, colour)

    def pie(self, x: float, y: float, r: float, angles: tuple[float, float], colour: Colour):
        """Draw a slice of a circle, angles clockwise from three o'clock."""
        box = self._box(x - r, y - r, x + r, y + r)
        self.pen.pieslice(box, angles[0], angles[1], fill=self.light(colour))

    def rect(
        self, x: float, y: float, width: float, height: float, colour: Colour, radius: float = 0
    ) -> None:
        """Draw a rectangle whose upper left corner is at ``x, y``."""
        box = self._box(x, y, x + width, y + height)
        self.pen.rounded_rectangle(box, self._px(radius), fill=self.light(colour))

    def line(self, points: list[Point], width: float, colour: Colour) -> None:
        """Draw a line with round ends and joints."""
        fill = self.light(colour)
        scaled = [(self._px(x), self._px(y)) for x, y in points]
        self.pen.line(scaled, fill=fill, width=max(1, self._px(width)), joint="curve")
        half = width / 2
        for x, y in (points[0], points[-1]):
            self.pen.ellipse(self._box(x - half, y - half, x + half, y + half), fill=fill)

    def arc(self, x: float, y: float, r: float, angles: tuple[float, float], pen: float, colour):
        """Draw a part of a ring of width ``pen``."""
        box = self._box(x - r, y - r, x + r, y + r)
        self.pen.arc(box, angles[0], angles[1], fill=self.light(colour), width=self._px(pen))

    def gradient(self, top: float, bottom: float, upper: Rgb, lower: Rgb) -> None:
        """Fill the full width between ``top`` and ``bottom`` with a soft change of colour."""
        height = self._px(bottom) - self._px(top)
        ramp = Image.linear_gradient("L").resize((1, 256)).resize((self.image.width, height))
        self.image.paste(ImageOps.colorize(ramp, upper, lower), (0, self._px(top)))

    def glow(self, x: float, y: float, r: float, colour: Rgb, strength: float = 0.55) -> None:
        """Lay a soft round light over what is drawn."""
        side = self._px(2 * r)
        mask = ImageOps.invert(Image.radial_gradient("L")).resize((side, side))
        # The gradient's corners lie outside the circle: nothing may shine there.
        mask = mask.point(lambda level: round(max(0, level - 74) * strength * 1.4))
        light = Image.new("RGB", (side, side), colour)
        self.image.paste(light, (self._px(x - r), self._px(y - r)), mask)

    def light(self, colour: Colour) -> Rgb:
        """Return ``colour`` as it looks in this scene's light."""
        if isinstance(colour, str):
            return mix(rgb(colour), self.mood.ambient, self.mood.strength)
        return colour

    def finish(self) -> Image.Image:
        """Return the picture at its final size."""
        return self.image.resize(self.size, Image.Resampling.BOX, reducing_gap=None)

    @staticmethod
    def _px(length: float) -> int:
        return round(length * SUPERSAMPLING)

    def _box(self, left: float, top: float, right: float, bottom: float) -> list[int]:
        return [self._px(left), self._px(top), self._px(right), self._px(bottom)]
