"""``bench pages``: what a public page costs, against a bare view in the same run."""

import statistics
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from news.models import StoryPage

from .load import requests_per_second
from .servers import Copy, gunicorn, nginx

SITE = "goodnews.wsgi:application"
BARE = "goodnews.bench.bare:application"
# Best of the peers measured on the same machine; see site/docs/decisions/.
TARGETS = {"home": 0.03, "story": 0.05, "archive": 0.04, "search": 0.03}
CACHED_TARGET = 0.8
NGINX_TARGET = 0.9
# What nginx says of a file by itself.
SENT_BY_NGINX = {"Server", "Date", "Connection", "Content-Type", "Content-Length", "ETag"}


@dataclass(frozen=True)
class Figure:
    """One row: a page's requests per second as a share of the measure's."""

    mode: str
    page: str
    rate: float
    ratio: float
    target: float | None

    def __str__(self):
        wanted = "" if self.target is None else f"  wanted {self.target:.2f}"
        held = (
            "" if self.target is None else ("  held" if self.ratio >= self.target else "  MISSED")
        )
        return f"{self.mode:<16} {self.page:<10} {self.rate:>9.1f}/s  ratio {self.ratio:6.3f}{wanted}{held}"


def addresses() -> dict[str, str]:
    """Return the paths measured; the story is the newest one."""
    story = StoryPage.objects.live().filter(locale__language_code="vi").order_by("-pk").first()
    if story is None:
        raise LookupError("There is no story: run `manage.py demo --no-serve` first.")
    return {
        "home": "/",
        "story": story.relative_url(None) or story.url,
        "archive": "/tin-tot/",
        "search": "/tim-kiem/?q=doan+thanh+nien",
    }


def queries() -> dict[str, int]:
    """Return the number of queries of each page, page cache off."""
    counts = {}
    with override_settings(PAGE_CACHE_ENABLED=False, ALLOWED_HOSTS=["*"]):
        for name, path in addresses().items():
            client = Client()
            client.get(path)
            with CaptureQueriesContext(
                connection,
            ) as captured:
                client.get(path)
            counts[name] = len(captured)
    return counts


def measure(*, seconds: int, rounds: int, say: Callable[[str], None]) -> Iterator[Figure]:
    """Yield the figures: cache off, cache on, through nginx.

    Each round measures the bare view and the page one after the other, so that
    a machine whose speed drifts does not spoil the ratio; the median counts.
    """
    paths = addresses()
    with gunicorn(BARE) as bare:
        for mode, cached in (("page cache off", "false"), ("page cache on", "true")):
            with gunicorn(SITE, PAGE_CACHE_ENABLED=cached) as site:
                for name, path in paths.items():
                    if cached == "true" and "?" in path:
                        continue
                    say(f"{mode}: {name}")
                    target = CACHED_TARGET if cached == "true" else TARGETS[name]
                    yield _figure(mode, name, site + path, bare, target, seconds, rounds)
    yield from _through_nginx(paths, seconds=seconds, rounds=rounds, say=say)


def _through_nginx(paths, *, seconds, rounds, say) -> Iterator[Figure]:
    """Yield each page through the shipped nginx against the same bytes as a static file."""
    paths = {page: path for page, path in paths.items() if "?" not in path}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with gunicorn(SITE, NGINX_CACHE_DIR=str(folder / "nginx")) as site:
            copies = [_copy(page, site, path) for page, path in paths.items()]
            upstream = site.removeprefix("http://")
            with nginx(upstreams=[upstream], folder=folder, copies=copies) as (front, files):
                for copy, path in zip(copies, paths.values(), strict=True):
                    say(f"through nginx: {copy.name}")
                    page, measure = front + path, f"{files}/{copy.name}"
                    yield _figure(
                        "through nginx", copy.name, page, measure, NGINX_TARGET, seconds, rounds
                    )


def _copy(page: str, site: str, path: str) -> Copy:
    with urllib.request.urlopen(site + path) as answer:  # noqa: S310 -- loopback
        body, headers = answer.read(), dict(answer.headers.items())
    kept = {name: value for name, value in headers.items() if name not in SENT_BY_NGINX}
    return Copy(page, path, body, kept)


def _figure(mode, page, address, measure_address, target, seconds, rounds) -> Figure:
    rates, ratios = [], []
    requests_per_second(address, seconds=1)
    for _ in range(rounds):
        base = requests_per_second(measure_address, seconds=seconds)
        rate = requests_per_second(address, seconds=seconds)
        rates.append(rate)
        ratios.append(rate / base)
    return Figure(mode, page, statistics.median(rates), statistics.median(ratios), target)
