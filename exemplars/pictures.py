"""The pictures of a profile: which there are, and how one of them leaves a revision. Pure."""

from goodnews.core.picture_values import silence_in_text


def picture_ids(page) -> set[int]:
    """Return the numbers of the pictures that show whom the profile is about."""
    return {page.portrait_id} - {None}


def forget_in_content(content: dict, *, number: int) -> bool:
    """Take a picture out of what a revision holds; tell whether it was there."""
    found = False
    if content.get("portrait") == number:
        content |= {"portrait": None, "portrait_alt": ""}
        found = True
    text = silence_in_text(content.get("body", ""), number)
    if text is not None:
        content["body"] = text
        found = True
    return found
