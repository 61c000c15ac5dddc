from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.test import SimpleTestCase, TestCase, override_settings

from goodnews.demo import running
from goodnews.demo.errors import NotADemoError, NotOursError
from goodnews.units.models import Unit


class RefuseProductionTests(SimpleTestCase):
    @override_settings(SETTINGS_MODULE="goodnews.settings.production")
    def test_production_is_refused(self):
        with pytest.raises(NotADemoError):
            running.refuse_production()

    @override_settings(SETTINGS_MODULE="goodnews.settings.production")
    def test_the_command_says_so_and_does_nothing(self):
        with mock.patch.object(running, "prepare") as prepare, pytest.raises(CommandError):
            call_command("demo", "--no-serve")
        prepare.assert_not_called()


class ResetTests(SimpleTestCase):
    def test_only_what_lies_in_the_own_folder_is_deleted_and_said(self):
        folder = Path(self.enterContext(TemporaryDirectory()))
        (folder / "db.sqlite3").write_text("x")
        (folder / "media").mkdir()
        (folder / "kept.txt").write_text("x")
        said = []
        with (
            override_settings(VAR_DIR=folder, MEDIA_ROOT=folder / "media"),
            mock.patch.dict(running.settings.DATABASES["default"], NAME=folder / "db.sqlite3"),
            mock.patch.object(running, "connection", mock.Mock(vendor="sqlite")),
        ):
            running.reset(report=said.append)
        assert [path.name for path in folder.iterdir()] == ["kept.txt"]
        assert len(said) == 2

    def test_a_database_elsewhere_is_never_touched(self):
        folder = Path(self.enterContext(TemporaryDirectory()))
        elsewhere = Path(self.enterContext(TemporaryDirectory())) / "db.sqlite3"
        elsewhere.write_text("x")
        with (
            override_settings(VAR_DIR=folder),
            mock.patch.dict(running.settings.DATABASES["default"], NAME=elsewhere),
            mock.patch.object(running, "connection", mock.Mock(vendor="sqlite")),
            pytest.raises(NotOursError),
        ):
            running.reset(report=lambda line: None)
        assert elsewhere.exists()


class LoadTests(TestCase):
    def test_somebody_elses_database_is_left_alone(self):
        Unit.add_root(
            name="Tỉnh Đoàn",
            short_name="Tỉnh Đoàn",
            slug="td",
            code="X",
            kind="province",
            valid_from="2020-01-01",
        )
        with pytest.raises(NotADemoError, match="nội dung khác"):
            running.load(report=lambda line: None, threads=0)


class PrepareTests(SimpleTestCase):
    def test_content_that_stands_is_not_loaded_again(self):
        with (
            mock.patch.object(running, "call_command"),
            mock.patch.object(running, "is_loaded", return_value=True),
            mock.patch.object(running, "load") as load,
            mock.patch.object(running, "_name_site"),
        ):
            running.prepare(port=8018, report=lambda line: None)
        load.assert_not_called()


class WelcomeTests(SimpleTestCase):
    def test_addresses_accounts_and_password_are_told(self):
        text = running.welcome(port=8018)
        for part in ("http://127.0.0.1:8018/gui-bai/", "correspondent", "admin", running.PASSWORD):
            assert part in text
