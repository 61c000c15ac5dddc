"""The manuals of this repository (``site/docs/``), as pages of the site show them."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

FOLDER = Path(__file__).resolve().parents[2] / "docs"
# No HTML passes, nor an address that runs something.
MARKDOWN = MarkdownIt("js-default")
# A table that is wider than the screen is moved sideways, by keys as well.
TABLES = {
    "<table>": '<div class="table-scroll" tabindex="0"><table class="table">',
    "</table>": "</table></div>",
}


@lru_cache(maxsize=16)
def manual(name: str) -> SafeString:
    """Return the manual ``name`` as HTML, without its title: the page has its own.

    Pictures are left out: the reader has the screen in front.

    Args:
        name: of the file, without ".md".
    """
    return html_of((FOLDER / f"{name}.md").read_text(encoding="utf-8"))


def html_of(text: str) -> SafeString:
    """Return Markdown as HTML, without its first headings and its pictures."""
    tokens = [
        token for block in _blocks(MARKDOWN.parse(text)) if _is_text(block) for token in block
    ]
    html = MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})
    for plain, dressed in TABLES.items():
        html = html.replace(plain, dressed)
    return mark_safe(html)


def _blocks(tokens: Iterable[Token]) -> Iterable[list[Token]]:
    """Yield the tokens of each block that stands in no other one."""
    block: list[Token] = []
    depth = 0
    for token in tokens:
        block.append(token)
        depth += token.nesting
        if depth == 0:
            yield block
            block = []


def _is_text(block: list[Token]) -> bool:
    if block[0].tag == "h1":
        return False
    children = [child for token in block for child in token.children or ()]
    return any(child.type not in ("image", "softbreak") for child in children)
