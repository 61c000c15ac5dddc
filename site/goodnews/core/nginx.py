"""The shipped nginx configuration, filled in for one machine."""

from collections.abc import Sequence
from itertools import product
from pathlib import Path
from string import Template

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import re_path, set_urlconf
from django.utils import translation

from .pagefiles import PAGE_TYPE, frame_headers, frame_name

DEPLOY_DIR = Path(settings.SITE_DIR) / "deploy"
SCHEMES = ("http", "https")
PAGE_CACHE_CONTROL = "public, max-age=60"


class _BraceTemplate(Template):
    # nginx writes its own variables as $name; only ${name} is ours.
    pattern = r"""
        \$(?:
            (?P<escaped>(?!))            |
            (?P<named>(?!))              |
            \{(?P<braced>[a-z_]+)\}      |
            (?P<invalid>(?!))
        )
    """


def server_conf(
    *,
    listen: str,
    upstreams: Sequence[str],
    cache_dir: Path,
    contests_upstreams: Sequence[str] = (),
    server_names: str = "",
) -> str:
    """Return the text to include in nginx's http block.

    Args:
        listen: what nginx listens on, such as ``443 ssl`` or ``127.0.0.1:8080``.
        upstreams: host and port of each gunicorn.
        cache_dir: folder for kept pages; the site's NGINX_CACHE_DIR.
        contests_upstreams: the same of each for entrants of contests; ``upstreams`` where
            there is none.
    """
    text = (DEPLOY_DIR / "nginx.conf").read_text(encoding="utf-8")
    maps, headers = page_frames()
    return _BraceTemplate(text).substitute(
        listen=listen,
        upstreams=_servers(upstreams),
        contests_upstreams=_servers(contests_upstreams or upstreams),
        nginx_cache_dir=cache_dir,
        server_names=server_names or " ".join(settings.ALLOWED_HOSTS),
        static_root=settings.STATIC_ROOT,
        media_root=settings.MEDIA_ROOT,
        proxy_conf=DEPLOY_DIR / "proxy.conf",
        page_maps=maps,
        page_headers=headers,
    )


def _servers(upstreams: Sequence[str]) -> str:
    """Return a line for each instance, and each once more for when all others have failed.

    None is left out for ten seconds because a worker died: its instance has a new one at once.
    """
    return "\n".join(
        f"    server {each} max_fails=0{kind};" for kind in ("", " backup") for each in upstreams
    )


def page_frames() -> tuple[str, str]:
    """Return the maps and the ``add_header`` lines for pages that nginx sends as files.

    The headers are those that this site, with its settings of now, gives to a
    page in each language, by either scheme. They are asked of the middleware,
    so there is no second list of them to keep.
    """
    frames = {
        (scheme, language): headers_of_a_page(scheme=scheme, prefix=_prefix(language))
        for scheme, language in product(SCHEMES, dict(settings.LANGUAGES))
    }
    by_name = {frame_name(headers): dict(headers) for headers in frames.values()}
    maps, lines = [_frame_map(frames)], []
    for number, name in enumerate(sorted({name for h in by_name.values() for name in h})):
        values = {frame: headers.get(name, "") for frame, headers in by_name.items()}
        if len(set(values.values())) == 1:
            lines.append(f"        add_header {name} {_quoted(values.popitem()[1])};")
        else:
            rows = [(frame, _quoted(value)) for frame, value in values.items()]
            maps.append(_map("$goodnews_frame", f"$goodnews_header_{number}", rows))
            lines.append(f"        add_header {name} $goodnews_header_{number};")
    lines.append("        add_header Vary Accept-Encoding;")
    return "\n".join(maps), "\n".join(lines)


def headers_of_a_page(*, scheme: str, prefix: str) -> tuple[tuple[str, str], ...]:
    """Return the headers that the middleware gives to a public page below ``prefix``."""

    def page(request):
        return HttpResponse(
            headers={"Content-Type": PAGE_TYPE, "Cache-Control": PAGE_CACHE_CONTROL}
        )

    host = next((name for name in settings.ALLOWED_HOSTS if name.strip("*.")), "localhost")
    request = RequestFactory(SERVER_NAME=host.lstrip(".")).get(prefix, secure=scheme == "https")
    request.urlconf = (re_path("", page),)
    handler = BaseHandler()
    handler.load_middleware()
    # The answer sets language and addresses of whoever asks; afterwards they are what they were.
    with translation.override(settings.LANGUAGE_CODE):
        try:
            return frame_headers(handler.get_response(request).items())
        finally:
            set_urlconf(None)


def _prefix(language: str) -> str:
    return "/" if language == settings.LANGUAGE_CODE else f"/{language}/"


def _frame_map(frames: dict[tuple[str, str], tuple]) -> str:
    """Return the map from an address to the name of its headers.

    nginx takes the first expression that fits, so the longest comes first.
    """
    languages = dict(settings.LANGUAGES)
    if all(len({frames[scheme, code] for scheme in SCHEMES}) == 1 for code in languages):
        source, starts = "$uri", {_prefix(code): frames[SCHEMES[0], code] for code in languages}
    else:
        source = "$scheme:$uri"
        starts = {f"{scheme}:{_prefix(code)}": h for (scheme, code), h in frames.items()}
    rows = [
        (f"~^{start}", frame_name(starts[start])) for start in sorted(starts, key=len, reverse=True)
    ]
    return _map(source, "$goodnews_frame", rows)


def _map(source: str, variable: str, rows: list[tuple[str, str]]) -> str:
    """Return a map whose last row stands for everything else."""
    *others, (_, last) = rows
    lines = [f'    "{key}"    {value};' for key, value in others]
    return "\n".join([f'map "{source}" {variable} {{', *lines, f"    default    {last};", "}"])


def _quoted(value: str) -> str:
    if "$" in value:
        raise ValueError(f"nginx cannot write a header that holds a dollar sign: {value}")
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
