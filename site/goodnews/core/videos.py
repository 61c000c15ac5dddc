"""Video addresses: only YouTube, and only by the id of the video (rule 12)."""

import re
from urllib.parse import parse_qs, urlsplit

VIDEO_ID = re.compile(r"^[A-Za-z0-9_-]{11}$")
SHORT_HOSTS = {"youtu.be", "www.youtu.be"}
LONG_HOSTS = {
    "youtube.com",
    "www.youtube.com",
    "m.youtube.com",
    "youtube-nocookie.com",
    "www.youtube-nocookie.com",
}
PATHS_WITH_ID = ("embed", "shorts", "live", "v")


def find_video_id(address: str) -> str | None:
    """Return the id of the YouTube video at ``address``, or None if it is not one."""
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    segments = [segment for segment in parts.path.split("/") if segment]
    found = ""
    if host in SHORT_HOSTS and segments:
        found = segments[0]
    elif host in LONG_HOSTS and segments[:1] == ["watch"]:
        found = parse_qs(parts.query).get("v", [""])[0]
    elif host in LONG_HOSTS and len(segments) > 1 and segments[0] in PATHS_WITH_ID:
        found = segments[1]
    return found if VIDEO_ID.match(found) else None
