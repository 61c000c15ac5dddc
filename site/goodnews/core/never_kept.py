"""Replies that are one person's: no cache and no search engine keeps them."""

from django.http import HttpResponse

# As Django's add_never_cache_headers says it, made once: taking the headers apart and putting
# them together again took as long as a small reply itself.
NEVER_KEPT = "max-age=0, no-cache, no-store, must-revalidate, private"


def never_kept(response: HttpResponse) -> HttpResponse:
    """Keep a reply out of every cache and search engine."""
    response.headers["Cache-Control"] = NEVER_KEPT
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def unseen(response: HttpResponse) -> HttpResponse:
    """Let no cache and no search engine keep a page whose address is its key, and no site learn it.

    The address must not travel with a click.
    """
    never_kept(response)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
