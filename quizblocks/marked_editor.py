"""Limited rich text in the admin: the editor with four buttons, and comparisons."""

import json

import nh3
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from wagtail.admin.compare import TextFieldComparison, diff_text, register_comparison_class
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.admin.telepath import register
from wagtail.admin.telepath.widgets import WidgetAdapter

from .formats.markup import html_text, letters_of, plain_of, read_typed
from .formats.rich_texts import rich_text
from .marked_fields import MarkedTextField

FEATURES = ["bold", "italic", "superscript", "subscript"]
ALLOWED_TAGS = {"b", "br", "em", "i", "p", "strong", "sub", "sup"}


def sanitised(html: str) -> str:
    """Return HTML of anybody as kept text: four marks and line ends, nothing else."""
    return rich_text(nh3.clean(html, tags=ALLOWED_TAGS, attributes={}))[0]


class MarkedTextComparison(TextFieldComparison):
    """Two texts compared as people read them."""

    def htmldiff(self):
        return diff_text(plain_of(self.val_a), plain_of(self.val_b)).to_html()


register_comparison_class(MarkedTextField, comparison_class=MarkedTextComparison)


class MarkedTextArea(DraftailRichTextArea):
    """Wagtail's editor with four buttons; its value is a kept text."""

    def __init__(self, attrs=None):
        super().__init__(attrs=attrs, features=FEATURES)

    def format_value(self, value):
        return super().format_value(f"<p>{html_text(value)}</p>" if value else "")

    def value_from_datadict(self, data, files, name):
        raw = data.get(name)
        if raw is None:
            return None
        return sanitised(self.converter.to_database_format(raw)) if _is_state(raw) else plain(raw)


def _is_state(raw: str) -> bool:
    """Tell whether ``raw`` is what the editor sends, and not a text that was typed without it."""
    try:
        state = json.loads(raw)
        blocks = state["blocks"]
        entities = state["entityMap"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return False
    return isinstance(entities, dict) and isinstance(blocks, list) and all(map(_is_block, blocks))


def _is_block(block) -> bool:
    if not isinstance(block, dict) or block.get("type") != "unstyled":
        return False
    ranges = block.get("inlineStyleRanges")
    return (
        isinstance(block.get("text"), str)
        and isinstance(block.get("key"), str)
        and block.get("depth", 0) == 0
        and block.get("entityRanges") == []
        and isinstance(ranges, list)
        and all(_is_range(each) for each in ranges)
    )


def _is_range(each) -> bool:
    return (
        isinstance(each, dict)
        and isinstance(each.get("style"), str)
        and all(type(each.get(name)) is int and each[name] >= 0 for name in ("offset", "length"))
    )


def plain(text: str) -> str:
    """Return a text typed without the editor as kept text."""
    return read_typed(text.replace("\r\n", "\n").strip(), before="")


class MarkedTextAreaAdapter(WidgetAdapter):
    """Makes the editor in rows that are added in the browser."""

    js_constructor = "wagtail.widgets.DraftailRichTextArea"

    def js_args(self, widget):
        return [widget.options]


register(MarkedTextAreaAdapter(), MarkedTextArea)


class MarkedTextFormField(forms.CharField):
    """A text with four marks, as long as ``most`` letters."""

    widget = MarkedTextArea

    def __init__(self, *, most: int, **kwargs):
        self.most = most
        super().__init__(**kwargs)

    def validate(self, value):
        super().validate(value)
        if (length := len(letters_of(value))) > self.most:
            message = gettext("Too long: %(length)s characters, at most %(most)s.")
            params = {"length": length, "most": self.most}
            raise ValidationError(message, params=params, code="max_length")
