"""The shipped nginx configuration, filled in for one machine."""

from collections.abc import Sequence
from pathlib import Path
from string import Template

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import re_path, set_urlconf
from django.utils import translation

from .pagefiles import PAGE_NAME, PAGE_TYPE, frame_headers, frame_name

DEPLOY_DIR = Path(settings.SITE_DIR) / "deploy"
PROXY_CONF = DEPLOY_DIR / "proxy.conf"
SCHEMES = ("http", "https")
PAGE_CACHE_CONTROL = "public, max-age=60"
# What the regular expressions of nginx.conf begin with.
WITH_EXPRESSIONS = "/cuoc-thi/"


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
    certificate: tuple[Path, Path] | None = None,
) -> str:
    """Return the text to include in nginx's http block.

    Args:
        listen: what nginx listens on, such as ``443 ssl`` or ``127.0.0.1:8080``.
        upstreams: host and port of each gunicorn.
        cache_dir: folder for kept pages; the site's NGINX_CACHE_DIR.
        contests_upstreams: the same of each for entrants of contests; ``upstreams`` where
            there is none.
        certificate: the files of the certificate's chain and of its key; with them, readers
            who come by http are sent to https.
    """
    maps, locations = page_locations(cache_dir)
    server_names = server_names or " ".join(settings.ALLOWED_HOSTS)
    plain = _template("plain_server.conf")
    return _template("nginx.conf").substitute(
        listen=listen,
        certificate=_certificate_lines(certificate),
        plain_server=plain.substitute(server_names=server_names) if certificate else "",
        upstreams=_servers(upstreams),
        contests_upstreams=_servers(contests_upstreams or upstreams),
        nginx_cache_dir=cache_dir,
        server_names=server_names,
        static_root=settings.STATIC_ROOT,
        media_root=settings.MEDIA_ROOT,
        proxy_conf=PROXY_CONF,
        secret_locations=_secret_locations(),
        page_maps=maps,
        page_locations=locations,
    )


def _secret_locations() -> str:
    location = _template("secret_location.conf")
    return "".join(
        location.substitute(path=path, proxy_conf=PROXY_CONF) for path in settings.SECRET_PATHS
    ).rstrip()


def _certificate_lines(certificate: tuple[Path, Path] | None) -> str:
    if certificate is None:
        return ""
    chain, key = certificate
    return (
        f"    ssl_certificate {chain};\n    ssl_certificate_key {key};\n"
        "    ssl_protocols TLSv1.2 TLSv1.3;\n    ssl_session_cache shared:goodnews_tls:10m;\n"
    )


def _template(name: str) -> _BraceTemplate:
    return _BraceTemplate((DEPLOY_DIR / name).read_text(encoding="utf-8"))


def _servers(upstreams: Sequence[str]) -> str:
    """Return a line for each instance, and each once more for when all others have failed.

    None is left out for ten seconds because a worker died: its instance has a new one at once.
    """
    return "\n".join(
        f"    server {each} max_fails=0{kind};" for kind in ("", " backup") for each in upstreams
    )


def page_locations(cache_dir: Path) -> tuple[str, str]:
    """Return the maps and the locations of pages that nginx sends as files, by language.

    The headers are those that this site, with its settings of now, gives to a
    page in each language, by either scheme. They are asked of the middleware,
    so there is no second list of them to keep. Whatever is the same for both
    schemes is written down, not looked up for every page.
    """
    maps, locations = [], []
    location = _template("page_location.conf")
    for code in dict(settings.LANGUAGES):
        of_scheme = {s: headers_of_a_page(scheme=s, prefix=_prefix(code)) for s in SCHEMES}
        variable = f"goodnews_{code.replace('-', '_')}"
        frames = {scheme: frame_name(headers) for scheme, headers in of_scheme.items()}
        frame = _by_scheme(f"{variable}_frame", frames, maps)
        names = sorted({name for headers in of_scheme.values() for name, _ in headers})
        lines = []
        for number, name in enumerate(names):
            values = {s: _quoted(dict(headers).get(name, "")) for s, headers in of_scheme.items()}
            value = _by_scheme(f"{variable}_header_{number}", values, maps)
            lines.append(f"        add_header {name} {value};")
        locations += [
            location.substitute(
                addresses=addresses,
                frame=frame,
                page=f"${{uri}}{PAGE_NAME}",
                headers="\n".join(lines),
                nginx_cache_dir=cache_dir,
            )
            for addresses in _addresses(code)
        ]
    return "\n".join(maps), "\n".join(locations)


def _addresses(language: str) -> list[str]:
    """Return what to write after ``location`` for the pages in ``language``.

    No regular expression is tried for any but those that have the prefix of one.
    """
    if language == settings.LANGUAGE_CODE:
        return ["^~ /", WITH_EXPRESSIONS]
    return [f"^~ {_prefix(language)}"]


def _by_scheme(variable: str, values: dict[str, str], maps: list[str]) -> str:
    """Return the value for both schemes, or the name of a variable, whose map is added to ``maps``."""
    if len(set(values.values())) == 1:
        return next(iter(values.values()))
    rows = "".join(f"    {scheme}    {value};\n" for scheme, value in values.items())
    maps.append(f"map $scheme ${variable} {{\n{rows}}}")
    return f"${variable}"


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


def _quoted(value: str) -> str:
    if "$" in value:
        raise ValueError(f"nginx cannot write a header that holds a dollar sign: {value}")
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
