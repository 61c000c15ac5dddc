"""The pictures of a profile: which there are, and how one of them leaves a revision. Pure."""

from goodnews.core.picture_values import picture_numbers, silence_in_text


def picture_ids(page) -> set[int]:
    """Return the numbers of the pictures of a profile: portrait, album, and those in the text."""
    album = {row.image_id for row in page.pictures.all()}
    in_text = picture_numbers(page.body.get_prep_value())
    return ({page.portrait_id} - {None}) | album | in_text


def forget_in_content(content: dict, *, number: int) -> bool:
    """Take a picture out of what a revision holds; tell whether it was there."""
    found = False
    if content.get("portrait") == number:
        content |= {"portrait": None, "portrait_alt": ""}
        found = True
    album = content.get("pictures", [])
    left = [row for row in album if row.get("image") != number]
    if len(left) < len(album):
        content["pictures"] = left
        found = True
    text = silence_in_text(content.get("body", ""), number)
    if text is not None:
        content["body"] = text
        found = True
    return found
