"""Who counts as a visitor, and what is kept of him: pure, no database."""

import hmac
import ipaddress
import re
from functools import lru_cache

VISITOR_LENGTH = 32
# Cubot makes telephones. "Zalo" alone is the browser inside the Zalo app, that is: a reader.
BOTS = re.compile(
    r"(?<!cu)bot(?![a-z])|crawl|spider|slurp|scrap|preview|facebookexternalhit|facebookcatalog"
    r"|headless|lighthouse|pagespeed|monitor|uptime|pingdom|curl|wget|python|java/|go-http"
    r"|okhttp|axios|node-fetch|libwww|httpclient|phantom|zgrab|feed",
    re.IGNORECASE,
)


@lru_cache(maxsize=512)
def is_bot(user_agent: str) -> bool:
    """Tell whether a program, not a reader, names itself in ``user_agent``."""
    return not user_agent.strip() or BOTS.search(user_agent) is not None


def is_same_site(*, host: str, origin: str, fetch_site: str) -> bool:
    """Tell whether a page of this site sent the request.

    Args:
        host: the site's own host and port; the scheme may end at a proxy.
        origin: the Origin header; browsers send it with every POST.
        fetch_site: the Sec-Fetch-Site header of newer browsers.
    """
    if fetch_site and fetch_site != "same-origin":
        return False
    if not origin:
        return fetch_site == "same-origin"
    return origin in (f"https://{host}", f"http://{host}")


def visitor_token(*, salt: str, address: str, user_agent: str) -> str:
    """Return the visitor's name for one day.

    Only the day's salt leads from an address to this name, and the salt is
    thrown away when the day is over.
    """
    text = f"{_network(address)}\n{user_agent[:300]}"
    return hmac.digest(salt.encode(), text.encode(), "sha256").hex()[:VISITOR_LENGTH]


def _network(address: str) -> str:
    """Return an IPv4 address, or the /64 of an IPv6 one: a phone changes the rest itself."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if parsed.version == 6:
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
