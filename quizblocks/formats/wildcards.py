"""Moodle's "*" in short answers: it stands for any text, "\\*" for itself."""

import re

WILDCARD = re.compile(r"(?<!\\)\*")


def has_wildcard(text: str) -> bool:
    return WILDCARD.search(text) is not None


def without_escapes(text: str) -> str:
    return text.replace("\\*", "*")


def with_escapes(text: str) -> str:
    return text.replace("*", "\\*")
