"""``{{ text|marked }}`` and ``{{ text|plain }}``: a kept text with its marks, and without."""

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from quizblocks.formats.markup import TAGS, plain_of, settled
from quizblocks.formats.markup import marked as with_marks

register = template.Library()


@register.filter
def marked(text: str) -> SafeString:
    """Return a kept text, or letters that bear marks, as HTML; all else in it is escaped."""
    runs = settled(with_marks(text) if type(text) is str else text).runs
    return format_html_join("", "{}", ((_wrapped(words, flag),) for words, flag in runs))


def _wrapped(words: str, flag: int) -> SafeString:
    html = linebreaksbr(words)
    for mark, tag in reversed(TAGS.items()):
        if flag & mark:
            html = format_html("<{0}>{1}</{0}>", tag, html)
    return html


@register.filter
def plain(text: str) -> str:
    """Return a kept text as people read it where no marks can be shown."""
    return plain_of(text)
