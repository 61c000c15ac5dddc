"""``{% picture image "card" %}``: a picture in its ready-made sizes, without a query."""

from django import template
from django.utils.html import format_html

from goodnews.images.models import SiteRendition
from goodnews.images.presets import PRESETS
from goodnews.images.sources import source_name

register = template.Library()

LAZY = format_html(' loading="{}"', "lazy")
EAGER = format_html(' fetchpriority="{}"', "high")
IMG = (
    '<img src="{src}"%s alt="{alt}" class="{css}" width="{width}" height="{height}"'
    ' decoding="async"{loading}>'
)
PICTURE = (
    '<picture><source type="image/avif" srcset="{avif}" sizes="{sizes}">'
    + IMG % ' srcset="{jpeg}" sizes="{sizes}"'
    + "</picture>"
)
ORIGINAL = "<picture>" + IMG % "" + "</picture>"


@register.simple_tag
def picture(image, preset, alt=None, loading="lazy", sizes=None, **attributes):
    """Write ``<picture>`` with AVIF and JPEG for one of the presets.

    Args:
        image: a ``SiteImage``; nothing is written without one.
        preset: "thumb", "face", "card", "hero" or "cover".
        alt: the image's own alternative text where none is given; ``""`` says
            that the picture is decoration.
        loading: "lazy", or "eager" for the picture that is seen first.
        attributes: only ``class``, put on the ``<img>``.
    """
    if image is None:
        return ""
    if getattr(image, "withdrawn_at", None):
        # What the page says about the picture was about what it showed.
        alt = None
    declared = PRESETS[preset]
    made = image.sources.get("presets", {}).get(preset)
    img = {
        "alt": image.default_alt_text if alt is None else alt,
        "css": attributes.get("class", ""),
        "loading": EAGER if loading == "eager" else LAZY,
    }
    if not made:
        # Not made yet: the original is right, only heavier. Making it here would
        # be a write while reading.
        return format_html(
            ORIGINAL, src=image.file.url, width=image.width, height=image.height, **img
        )
    storage = SiteRendition._meta.get_field("file").storage
    # Asked once: a page has some forty sizes of pictures, and quoting each is slow.
    stem_url = storage.url(image.sources["stem"])
    urls = {
        extension: [source_name(stem_url, preset, w, extension) for w, _h in made]
        for extension in ("avif", "jpg")
    }
    width, height = made[-1]
    return format_html(
        PICTURE,
        avif=_srcset(urls["avif"], made),
        jpeg=_srcset(urls["jpg"], made),
        # For the few browsers that know no srcset: neither the smallest nor the largest.
        src=urls["jpg"][len(made) // 2],
        sizes=sizes or declared.sizes,
        width=width,
        height=height,
        **img,
    )


def _srcset(urls: list[str], made: list[list[int]]) -> str:
    return ", ".join(f"{url} {size[0]}w" for url, size in zip(urls, made, strict=True))
