"""The blocks of running text that every page with a body uses.

Shapes of the values, for code that writes a body: ``heading`` is a string,
``text`` HTML, ``image`` ``{image, alt_text, is_decorative, caption}``,
``gallery`` ``{title, images: [image, …]}``, ``quote`` ``{text, person, role}``,
``fact_box`` ``{title, text}``, ``document`` ``{document, title, note}``,
``video`` ``{address, title, poster}``.
"""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from .videos import find_video_id

RICH_TEXT_FEATURES = ["bold", "italic", "link", "ol", "ul"]


class HeadingBlock(blocks.CharBlock):
    """A heading inside the text (tiêu đề mục)."""

    def __init__(self, max_length=160, **kwargs):
        super().__init__(max_length=max_length, **kwargs)
        # Directly in a stream it stands under no label that belongs to it.
        self.field.widget.attrs["aria-label"] = self.label

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("A short heading that divides a long text.")
        preview_value = "Con đường sáng giữa bản"
        template = "core/blocks/heading_block.html"


class TextBlock(blocks.RichTextBlock):
    """Paragraphs with bold, italics, links and lists (đoạn văn)."""

    def __init__(self, features=None, **kwargs):
        super().__init__(features=features or RICH_TEXT_FEATURES, **kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("One or more paragraphs, with links and lists.")
        preview_value = "<p>Sáng nay, hơn 40 đoàn viên đã có mặt từ sớm để dọn lòng suối.</p>"
        template = "core/blocks/text_block.html"


class ImageBlockValue(blocks.StructValue):
    """What the template asks of a picture."""

    @property
    def is_removed(self) -> bool:
        """True once somebody in the picture took back the consent: a neutral line stands here."""
        image = self.get("image")
        return bool(image and image.withdrawn_at)

    @property
    def alt(self) -> str:
        """The text alternative: empty only for a picture that says nothing."""
        if self.get("is_decorative"):
            return ""
        image = self.get("image")
        if self.is_removed:
            return str(image.default_alt_text)
        return self.get("alt_text") or (image.alt_text if image else "")


class ImageBlock(blocks.StructBlock):
    """A picture with its text alternative and caption (ảnh)."""

    image = ImageChooserBlock(label=_("image"))
    alt_text = blocks.CharBlock(
        required=False,
        max_length=250,
        label=_("alternative text"),
        help_text=_("What the picture shows. Left empty, the text kept with the image is used."),
    )
    is_decorative = blocks.BooleanBlock(
        required=False,
        label=_("decorative"),
        help_text=_("Tick only if the picture tells the reader nothing."),
    )
    caption = blocks.CharBlock(required=False, max_length=300, label=_("caption"))

    def clean(self, value):
        value = super().clean(value)
        if not value.alt and not value["is_decorative"]:
            raise blocks.StructBlockValidationError(
                block_errors={
                    "alt_text": ValidationError(
                        _("Say what the picture shows, or mark it as decorative.")
                    )
                }
            )
        return value

    def get_searchable_content(self, value):
        return [] if value.is_removed else super().get_searchable_content(value)

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("A picture with caption and credit.")
        preview_value = {"caption": "Đoàn viên xã Nậm Pung dựng cột đèn năng lượng mặt trời."}
        template = "core/blocks/image_block.html"
        value_class = ImageBlockValue


class GalleryBlock(blocks.StructBlock):
    """Several pictures in a grid, each a link to the larger file (chùm ảnh)."""

    title = blocks.CharBlock(required=False, max_length=160, label=_("title"))
    images = blocks.ListBlock(ImageBlock(), min_num=2, max_num=20, label=_("images"))

    class Meta:
        icon = "grip"
        label = _("Gallery")
        description = _("Two to twenty pictures side by side.")
        preview_value = {"title": "Một ngày ở bản Sín Chải", "images": []}
        template = "core/blocks/gallery_block.html"


class QuoteBlock(blocks.StructBlock):
    """Somebody's own words (trích dẫn)."""

    text = blocks.TextBlock(max_length=600, label=_("quotation"))
    person = blocks.CharBlock(required=False, max_length=120, label=_("who said it"))
    role = blocks.CharBlock(required=False, max_length=160, label=_("who they are"))

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("A sentence worth standing alone, with the name of who said it.")
        preview_value = {
            "text": "Có đèn rồi, tối các cháu đi học về không phải soi đuốc nữa.",
            "person": "Bà Lý Thị Mẩy",
            "role": "người dân bản Sín Chải",
        }
        template = "core/blocks/quote_block.html"


class FactBoxBlock(blocks.StructBlock):
    """Facts beside the story: a document's number, an address, figures (hộp thông tin)."""

    title = blocks.CharBlock(max_length=120, label=_("title"))
    text = blocks.RichTextBlock(features=RICH_TEXT_FEATURES, label=_("text"))

    class Meta:
        icon = "info-circle"
        label = _("Fact box")
        description = _("Figures, addresses or the document that the story refers to.")
        preview_value = {
            "title": "Công trình thanh niên",
            "text": "<ul><li>24 cột đèn</li><li>1,2 km đường bản</li></ul>",
        }
        template = "core/blocks/fact_box_block.html"


class DocumentBlockValue(blocks.StructValue):
    """What the template asks of a document."""

    @property
    def link_text(self) -> str:
        """The words of the link."""
        document = self.get("document")
        return self.get("title") or (document.title if document else "")


class DocumentBlock(blocks.StructBlock):
    """A file to read or keep (tài liệu)."""

    document = DocumentChooserBlock(label=_("document"))
    title = blocks.CharBlock(required=False, max_length=200, label=_("title"))
    note = blocks.CharBlock(required=False, max_length=200, label=_("note"))

    class Meta:
        icon = "doc-full"
        label = _("Document")
        description = _("A link to a file, with its kind and size.")
        preview_value = {"title": "Kế hoạch số 45-KH/ĐTN", "note": "Ban hành ngày 3/3/2026"}
        template = "core/blocks/document_block.html"
        value_class = DocumentBlockValue


class VideoBlockValue(blocks.StructValue):
    """What the template asks of a video."""

    @property
    def video_id(self) -> str | None:
        """YouTube's id; None if the stored address is no longer accepted."""
        return find_video_id(self.get("address") or "")

    @property
    def watch_url(self) -> str:
        """Where the video is seen without JavaScript."""
        return f"https://www.youtube.com/watch?v={self.video_id}"


class VideoBlock(blocks.StructBlock):
    """A YouTube video that is asked for only after a click (video)."""

    address = blocks.URLBlock(
        label=_("address"), help_text=_("Address of a YouTube video, as copied from the browser.")
    )
    title = blocks.CharBlock(max_length=160, label=_("title"), help_text=_("What the video shows."))
    poster = ImageChooserBlock(required=False, label=_("still picture"))

    def clean(self, value):
        value = super().clean(value)
        if value.video_id is None:
            raise blocks.StructBlockValidationError(
                block_errors={
                    "address": ValidationError(_("This is not the address of a YouTube video."))
                }
            )
        return value

    class Meta:
        icon = "media"
        label = _("Video")
        description = _("A YouTube video; nothing is loaded from YouTube before the click.")
        preview_value = {
            "address": "https://www.youtube.com/watch?v=aaaaaaaaaaa",
            "title": "Đêm bản Sín Chải sáng đèn",
        }
        template = "core/blocks/video_block.html"
        value_class = VideoBlockValue


class TextStreamBlock(blocks.StreamBlock):
    """The body of a page (nội dung): everything that needs no other room."""

    heading = HeadingBlock()
    text = TextBlock()
    image = ImageBlock()
    gallery = GalleryBlock()
    quote = QuoteBlock()
    fact_box = FactBoxBlock()
    document = DocumentBlock()
    video = VideoBlock()

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        context["anchored_ids"] = anchored_ids(value)
        return context

    class Meta:
        icon = "doc-full"
        label = _("Body")
        description = _("The running text with pictures and quotations.")
        template = "core/blocks/stream_block.html"


def anchor_of(block_id: str) -> str:
    """Return the name under which a link finds a block of the page."""
    return f"doan-{block_id}"


def anchored_ids(stream) -> set[str]:
    """Return the ids of the blocks that others of the same stream lead to.

    A value says so by ``anchored_ids(stream)``, as a quiz does whose reply leads
    back to the passage that answers.
    """
    asking = (getattr(child.value, "anchored_ids", None) for child in stream)
    return set().union(*(ask(stream) for ask in asking if ask is not None))


def plain_text(stream) -> str:
    """Return what a reader reads in ``stream``, without markup, for search and counting."""
    parts = []
    for child in stream:
        parts.extend(child.block.get_searchable_content(child.value))
    return strip_tags(" ".join(str(part) for part in parts))


def pictures_of(stream) -> Iterator[ImageBlockValue]:
    """Yield the values of every picture in ``stream``, those of galleries too."""
    for child in stream:
        if child.block_type == "image":
            yield child.value
        elif child.block_type == "gallery":
            yield from child.value["images"]
