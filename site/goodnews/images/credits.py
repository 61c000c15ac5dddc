"""Whose name belongs under a picture."""

from .choices import Licence

# Terms that ask for the name of whoever made the picture.
LICENCES_WITH_CREDIT = (Licence.PERMITTED, Licence.CC_BY, Licence.CC_BY_SA)


def lacks_credit(image) -> bool:
    """Tell whether the licence of ``image`` asks for a name that is missing."""
    return bool(image and image.licence in LICENCES_WITH_CREDIT and not image.credit)
