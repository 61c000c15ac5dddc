"""Pictures inside the stored values of a body. Pure: lists and dicts, as JSON has them."""

import json

# Keys under which a block stores the number of a picture.
PICTURE_KEYS = ("image", "poster")


def picture_numbers(raw) -> set[int]:
    """Return the numbers of the pictures in a stored body."""
    if isinstance(raw, dict):
        own = {raw[key] for key in PICTURE_KEYS if isinstance(raw.get(key), int)}
        return own.union(*(picture_numbers(value) for value in raw.values()))
    if isinstance(raw, list):
        return set().union(*(picture_numbers(value) for value in raw))
    return set()


def silence_picture(raw, number: int) -> bool:
    """Take out of a stored body what it says about one picture; tell whether it shows it.

    The block stays, with the number: a neutral line is shown in its place. A
    still picture of a video just goes.
    """
    if isinstance(raw, list):
        return sum(silence_picture(value, number) for value in raw) > 0
    if not isinstance(raw, dict):
        return False
    found = sum(silence_picture(value, number) for value in raw.values()) > 0
    if raw.get("image") == number:
        raw |= {key: "" for key in ("alt_text", "caption") if key in raw}
        found = True
    if raw.get("poster") == number:
        raw["poster"] = None
        found = True
    return found


def silence_in_text(text: str, number: int) -> str | None:
    """Do the same in a body stored as text; None where the picture is not in it."""
    raw = json.loads(text or "[]")
    return json.dumps(raw) if silence_picture(raw, number) else None
