import os
import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest
from django.db import DatabaseError, connection

ROOT = Path(__file__).resolve().parents[2]
COMPLETE = {
    "SECRET_KEY": "k" * 60,
    "ALLOWED_HOSTS": "tintot.example.vn",
    "DATABASE_URL": "postgres://postgres@127.0.0.1:5432/postgres",
    "WAGTAILADMIN_BASE_URL": "https://tintot.example.vn",
    "DEFAULT_FROM_EMAIL": "tintot@tintot.example.vn",
    "EMAIL_URL": "smtp+tls://user:password@localhost:587",
}


def start(*, shows: str = "s.DEBUG", **variables):
    """Import the production settings in a process with only these variables; print ``shows``."""
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", f"import goodnews.settings.production as s; print({shows})"],
        env={**environment, "PYTHONPATH": str(ROOT / "site"), **variables},
        capture_output=True,
        text=True,
    )


class HealthTests:
    def test_a_live_process_says_so(self, client):
        assert client.get("/healthz").content == b"ok"

    @pytest.mark.django_db
    def test_it_is_ready_with_a_database(self, client):
        assert client.get("/readyz").status_code == 200

    @pytest.mark.django_db
    def test_it_is_not_ready_without_one(self, client):
        with mock.patch.object(connection, "cursor", side_effect=DatabaseError):
            response = client.get("/readyz")
        assert response.status_code == 503
        assert "no-store" in response["Cache-Control"]


class ProductionSettingsTests:
    def test_it_starts_with_everything_needed(self):
        assert start(**COMPLETE).stdout == "False\n"

    def test_it_knows_its_former_secrets(self):
        assert start(shows="len(s.SECRET_KEY_FALLBACKS)", **COMPLETE).stdout == "0\n"
        former = {"SECRET_KEY_FALLBACKS": f"{'f' * 60},{'g' * 60}"}
        assert start(shows="len(s.SECRET_KEY_FALLBACKS)", **COMPLETE, **former).stdout == "2\n"

    def test_it_believes_the_one_proxy_in_front_about_the_readers_address(self):
        assert start(shows="s.ALLAUTH_TRUSTED_PROXY_COUNT", **COMPLETE).stdout == "1\n"
        two = start(shows="s.ALLAUTH_TRUSTED_PROXY_COUNT", **COMPLETE, TRUSTED_PROXY_COUNT="2")
        assert two.stdout == "2\n"

    def test_it_lists_everything_that_is_missing_at_once(self):
        done = start()
        assert done.returncode != 0
        assert [name for name in COMPLETE if f"{name} is missing" not in done.stderr] == []

    @pytest.mark.parametrize(
        ("wrong", "complaint"),
        [
            ({"SECRET_KEY": "short"}, "SECRET_KEY is shorter"),
            ({"SECRET_KEY_FALLBACKS": f"{'k' * 60},short"}, "SECRET_KEY_FALLBACKS has a key"),
            ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name the hosts"),
            ({"WAGTAILADMIN_BASE_URL": "http://a.example"}, "must begin with https://"),
            ({"S3_BUCKET": "tintot"}, "S3_REGION is missing"),
        ],
    )
    def test_it_refuses_what_cannot_be_right(self, wrong, complaint):
        assert complaint in start(**{**COMPLETE, **wrong}).stderr

    @pytest.mark.parametrize("name", ["GOODNEWS_VAR_DIR", "NGINX_CACHE_DIR"])
    def test_it_refuses_a_folder_that_it_cannot_write_to(self, tmp_path, name):
        (tmp_path / "a-file").touch()
        folder = tmp_path / "a-file" / "folder"
        done = start(**COMPLETE, **{name: str(folder)})
        assert f"{name}: {folder} cannot be written" in done.stderr
        assert start(**COMPLETE, **{name: str(tmp_path / "made" / "later")}).returncode == 0
