"""Stylesheets are written one per component and sent as one file per bundle.

A finder of Django's staticfiles joins them, so that neither Node nor a build
step is needed: ``css/site.css`` is every file of ``site/static/css/site/`` in
the order of their names.
"""

import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

BUNDLES = ("css/site.css", "css/desk.css", "css/consents.css")

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACE = re.compile(r"\s+")
# Not round ":", where a space is a combinator ("li :focus"), nor inside ( ), where calc needs it.
SPACE_AT_PUNCTUATION = re.compile(r" ?([{};]) ?")


def squeezed(css: str) -> str:
    """Return ``css`` without comments and idle white space."""
    return SPACE_AT_PUNCTUATION.sub(r"\1", SPACE.sub(" ", COMMENT.sub("", css))).strip()


class BundleFinder(BaseFinder):
    """Find ``css/<bundle>.css``, joined from the files of ``css/<bundle>/``."""

    def __init__(self, app_names=None, *args, **kwargs):
        self.source_dir = Path(settings.STATICFILES_DIRS[0])
        self.built_dir = Path(settings.STATIC_ROOT).parent / "bundles"
        super().__init__(*args, **kwargs)

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False, **kwargs):
        if path not in BUNDLES:
            return []
        built = str(self._build(path))
        return [built] if find_all else built

    def list(self, ignore_patterns):
        storage = FileSystemStorage(location=self.built_dir)
        for path in BUNDLES:
            self._build(path)
            yield path, storage

    def _build(self, path: str) -> Path:
        built = self.built_dir / path
        parts = sorted((self.source_dir / path).with_suffix("").glob("*.css"))
        text = squeezed("\n".join(part.read_text(encoding="utf-8") for part in parts))
        if not built.exists() or built.read_text(encoding="utf-8") != text:
            built.parent.mkdir(parents=True, exist_ok=True)
            built.write_text(text, encoding="utf-8")
        return built
