"""Where a page can be shared to; plain links that load nothing from anywhere."""

from urllib.parse import quote, urlencode

FACEBOOK = "https://www.facebook.com/sharer/sharer.php"


def facebook_link(url: str) -> str:
    return f"{FACEBOOK}?{urlencode({'u': url})}"


def mail_link(*, title: str, url: str) -> str:
    """Return a ``mailto:`` without recipient; %20, because mail programs show a "+"."""
    query = urlencode({"subject": title, "body": f"{title}\n\n{url}"}, quote_via=quote)
    return f"mailto:?{query}"
