"""The shipped nginx configuration, filled in for one machine."""

from pathlib import Path
from string import Template

from django.conf import settings

DEPLOY_DIR = Path(settings.SITE_DIR) / "deploy"
# nginx writes its own variables as $name; only ${name} is ours.


class _BraceTemplate(Template):
    pattern = r"""
        \$(?:
            (?P<escaped>(?!))            |
            (?P<named>(?!))              |
            \{(?P<braced>[a-z_]+)\}      |
            (?P<invalid>(?!))
        )
    """


def server_conf(*, listen: str, upstream: str, cache_dir: Path, server_names: str = "") -> str:
    """Return the text to include in nginx's http block.

    Args:
        listen: what nginx listens on, such as ``443 ssl`` or ``127.0.0.1:8080``.
        upstream: host and port of gunicorn.
        cache_dir: folder for kept pages; the site's NGINX_CACHE_DIR.
    """
    text = (DEPLOY_DIR / "nginx.conf").read_text(encoding="utf-8")
    return _BraceTemplate(text).substitute(
        listen=listen,
        upstream=upstream,
        nginx_cache_dir=cache_dir,
        server_names=server_names or " ".join(settings.ALLOWED_HOSTS),
        static_root=settings.STATIC_ROOT,
        media_root=settings.MEDIA_ROOT,
        proxy_conf=DEPLOY_DIR / "proxy.conf",
    )
