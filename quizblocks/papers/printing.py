"""A picture drawn as small as print needs it."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from types import MappingProxyType

from PIL import Image

# Seven centimetres at 300 dots an inch.
MOST_PIXELS = 830


@dataclass(frozen=True)
class PrintPicture:
    """A picture as a file holds it, with its size in pixels."""

    content: bytes
    width: int
    height: int

    def fitted(self, width: float, height: float) -> tuple[float, float]:
        """Return how large it stands where it has so much room; it is never blown up."""
        scale = min(width / self.width, height / self.height)
        return self.width * scale, self.height * scale


def printable(content: bytes) -> PrintPicture | None:
    """Return a picture on white, small enough for print; None where its file is lost."""
    if not content:
        return None
    with Image.open(BytesIO(content)) as opened:
        opened.draft("RGB", (MOST_PIXELS, MOST_PIXELS))
        layers = opened.convert("RGBA")
    canvas = Image.new("RGB", layers.size, "white")
    canvas.paste(layers, mask=layers.getchannel("A"))
    canvas.thumbnail((MOST_PIXELS, MOST_PIXELS))
    buffer = BytesIO()
    canvas.save(buffer, "PNG")
    return PrintPicture(buffer.getvalue(), canvas.width, canvas.height)


NO_PICTURES: Mapping[int, PrintPicture] = MappingProxyType({})
