"""Turning the paragraphs of a content file into the blocks of a page."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.html import escape

from goodnews.core.richtext import with_block_keys
from goodnews.demo.reading import StoryText
from goodnews.images.models import SiteImage
from quizblocks.choices import QuizMode

from .pictures import gallery_key
from .questions import Bank

GALLERY_TITLE = "Chùm ảnh"


def as_block(kind: str, value) -> dict:
    """Return a block as StreamField stores it."""
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def as_item(value) -> dict:
    """Return an item of a list block as StreamField stores it."""
    return as_block("item", value)


def as_paragraphs(texts: Iterable[str]) -> str:
    """Return plain texts as HTML paragraphs."""
    return with_block_keys("".join(f"<p>{escape(text)}</p>" for text in texts))


def as_bullets(texts: Iterable[str]) -> str:
    """Return plain texts as an HTML list."""
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return with_block_keys(f"<ul>{items}</ul>")


def quote_value(text: str, attribution: str) -> dict:
    """Return a quotation; ``attribution`` is a name and, after a comma, who that is."""
    person, _comma, role = attribution.partition(", ")
    return {"text": text, "person": person, "role": role}


@dataclass(frozen=True)
class BodyWriter:
    """Writes the body of one story.

    Attributes:
        drawn: the pictures by key.
        exemplars: the profiles by key.
        bank: the question bank.
    """

    story: StoryText
    drawn: dict[str, SiteImage]
    exemplars: dict
    bank: Bank

    def blocks(self, *, fill: Callable[[str], str]) -> list[dict]:
        """Return the blocks; ``fill`` puts the dates into texts."""
        written = []
        for kind, first, rest in self.story.blocks:
            name, value = getattr(self, f"_{kind}")(fill(first), [fill(line) for line in rest])
            written.append(as_block(name, value))
        return written

    def _text(self, first, rest):
        return "text", as_paragraphs([first])

    def _heading(self, first, rest):
        return "heading", first

    def _quote(self, first, rest):
        return "quote", quote_value(first, rest[0])

    def _fact(self, first, rest):
        return "fact_box", {"title": first, "text": as_bullets(rest)}

    def _gallery(self, first, rest):
        images = []
        for row in rest:
            picture, alt, caption = (part.strip() for part in row.split("|"))
            image = self.drawn[gallery_key(self.story.title, picture)]
            value = {"image": image.pk, "alt_text": alt, "is_decorative": False, "caption": caption}
            images.append(as_item(value))
        return "gallery", {"title": first or GALLERY_TITLE, "images": images}

    def _video(self, first, rest):
        address, title = (part.strip() for part in first.split("|"))
        return "video", {"address": address, "title": title, "poster": None}

    def _exemplar(self, first, rest):
        return "exemplar", {"exemplar": self.exemplars[first].pk}

    def _quiz(self, first, rest):
        spec, title = (part.strip() for part in first.split("|"))
        topic, *wanted = spec.split()
        if wanted[0].startswith("#"):
            return "quiz", chosen_quiz(title, [self.bank[f"{topic}{place}"] for place in wanted])
        return "quiz", {
            "title": title,
            "mode": QuizMode.DRAWN,
            "questions": [],
            "topic": self.bank.topics[topic].pk,
            "difficulty": "",
            "count": int(wanted[0]),
        }


def chosen_quiz(title: str, questions: list) -> dict:
    """Return the value of a quiz of chosen questions."""
    return {
        "title": title,
        "mode": QuizMode.CHOSEN,
        "questions": [as_item(question.pk) for question in questions],
        "topic": None,
        "difficulty": "",
        "count": None,
    }
