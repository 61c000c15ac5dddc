"""What holds the house up: where things stand, and which way the arrows point."""

import re
import tomllib
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from wagtail import blocks
from wagtail.models import Page

ROOT = Path(__file__).resolve().parents[1]
WINGS = ("goodnews", "news", "campaigns", "exemplars", "quizblocks")
LINES_OF_A_FILE = 400


def python_files():
    for folder in ("site", "news", "campaigns", "exemplars", "quizblocks", "tests"):
        yield from (ROOT / folder).rglob("*.py")


def layers() -> list[set[str]]:
    """Return the layers of pyproject.toml, highest first."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    rows = next(c for c in contracts["contracts"] if c["type"] == "layers")["layers"]
    return [{room.strip() for room in row.split("|")} for row in rows]


def own_apps():
    return [app for app in apps.get_app_configs() if app.name.split(".")[0] in WINGS]


def level(app_name: str) -> int:
    """Return how far from the top the room of ``app_name`` stands."""
    for depth, rooms in enumerate(layers()):
        if any(app_name == room or app_name.startswith(f"{room}.") for room in rooms):
            return depth
    raise LookupError(f"{app_name} stands in no layer of pyproject.toml")


class HouseTests:
    def test_site_is_a_folder_and_never_a_package(self):
        assert not (ROOT / "site" / "__init__.py").exists()

    def test_every_test_folder_is_a_package(self):
        folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}
        assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []

    def test_no_file_is_named_for_nothing(self):
        empty_names = {"utils.py", "helpers.py", "misc.py", "common.py"}
        assert [p for p in python_files() if p.name in empty_names] == []

    def test_no_file_is_too_long_to_be_read(self):
        long_files = [
            str(path.relative_to(ROOT))
            for path in python_files()
            if "migrations" not in path.parts
            and len(path.read_text(encoding="utf-8").splitlines()) > LINES_OF_A_FILE
        ]
        assert long_files == []

    def test_migrations_are_named_for_what_they_do(self):
        named_auto = [p for p in python_files() if re.search(r"migrations/\d+_auto_", str(p))]
        assert named_auto == []

    def test_no_template_marks_text_as_safe(self):
        found = [
            str(path)
            for path in ROOT.rglob("*.html")
            if not {".venv", "var", "node_modules"} & set(path.parts)
            and re.search(r"\|\s*safe\b|autoescape off", path.read_text(encoding="utf-8"))
        ]
        assert found == []

    def test_public_templates_have_no_inline_script_or_style(self):
        inline = re.compile(r"<script>|<style|\sstyle=[\"']|\son\w+=[\"']")
        found = [
            str(path)
            for path in (ROOT / "templates").rglob("*.html")
            if "email" not in path.name and inline.search(path.read_text(encoding="utf-8"))
        ]
        assert found == []


class ModelRelationsTests:
    """The import linter does not see ``ForeignKey("news.StoryPage")``."""

    def test_relations_point_downwards_only(self):
        upward = [
            f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
            for app in own_apps()
            for model in app.get_models(include_auto_created=True)
            for field in model._meta.get_fields(include_parents=False)
            if self.is_own_forward_relation(field)
            and level(apps.get_app_config(field.related_model._meta.app_label).name)
            < level(app.name)
        ]
        assert upward == []

    def is_own_forward_relation(self, field) -> bool:
        """Tell whether ``field`` is an arrow that this project drew between its rooms."""
        if not isinstance(field, models.ForeignKey | models.ManyToManyField):
            return False
        related = field.related_model
        # AUTH_USER_MODEL is Django's own pointer to whoever signs in.
        if related._meta.label == settings.AUTH_USER_MODEL:
            return False
        return apps.get_app_config(related._meta.app_label).name.split(".")[0] in WINGS


class BlocksTests:
    def test_every_block_of_a_stream_introduces_itself(self):
        shy = sorted(
            {
                f"{model._meta.label}.{field.name}.{name}: {what}"
                for model in apps.get_models()
                if issubclass(model, Page) and model.__module__.split(".")[0] in WINGS
                for field in model._meta.get_fields()
                if hasattr(field, "stream_block")
                for name, block in field.stream_block.child_blocks.items()
                for what in self.missing(block)
            }
        )
        assert shy == []

    def missing(self, block) -> list[str]:
        found = []
        if block.meta.icon in ("", "placeholder"):
            found.append("icon")
        if not block.meta.description:
            found.append("description")
        if getattr(block.meta, "preview_value", None) is None and not getattr(
            block.meta, "preview_template", None
        ):
            found.append("preview_value")
        if isinstance(block, blocks.StructBlock) and not block.meta.template:
            found.append("template")
        if not isinstance(block.label, str | Promise) or not block.label:
            found.append("label")
        return found


CATALOGUES = sorted((ROOT / "site").glob("locale*/*/LC_MESSAGES/*.po"))


class CataloguesTests:
    def test_both_languages_have_a_catalogue(self):
        found = {path.parts[-3] for path in CATALOGUES}
        assert {"vi", "en"} <= found

    @pytest.mark.parametrize("path", CATALOGUES, ids=lambda p: "/".join(p.parts[-4:]))
    def test_a_catalogue_is_complete(self, path):
        catalogue = polib.pofile(path)
        assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
        assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []
        assert list(catalogue.obsolete_entries()) == []

    @pytest.mark.parametrize("path", CATALOGUES, ids=lambda p: "/".join(p.parts[-4:]))
    def test_a_compiled_catalogue_says_what_its_source_says(self, path):
        def texts(catalogue):
            return {
                (e.msgctxt, e.msgid): e.msgstr or tuple(sorted(e.msgstr_plural.items()))
                for e in catalogue
            }

        assert texts(polib.mofile(path.with_suffix(".mo"))) == texts(polib.pofile(path))
