"""What an administrator copies to the server."""

import os
import re
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management import get_commands
from django.test import SimpleTestCase

from goodnews.workflows.chores import all_chores

DEPLOY = Path(settings.SITE_DIR) / "deploy"
LINE = re.compile(r"^#?(?:[0-9*/]+ ){5}www-data (.+) 2>&1 \| logger -t goodnews$")


class CronTableTests(SimpleTestCase):
    def lines(self, *, beginning: str) -> list[str]:
        """Return what is done by the lines that begin with one of ``beginning``."""
        text = (DEPLOY / "goodnews.cron").read_text(encoding="utf-8")
        return [m[1] for m in map(LINE.match, text.splitlines()) if m and m[0][0] in beginning]

    def commands(self, *, beginning: str) -> set[str]:
        return set(re.findall(r"goodnews (\w+)", " ".join(self.lines(beginning=beginning))))

    def test_every_line_calls_a_command_of_ours(self):
        called = self.commands(beginning="#0123456789*")
        self.assertGreater(len(called), 10)
        self.assertEqual(called - set(get_commands()), set())

    def test_what_the_scheduler_does_is_not_done_twice(self):
        chores = {chore.name for chore in all_chores()} & set(get_commands())
        self.assertEqual(self.commands(beginning="#"), chores)
        self.assertEqual(
            self.commands(beginning="#") & self.commands(beginning="0123456789*"), set()
        )

    def test_results_of_background_tasks_do_not_pile_up(self):
        self.assertIn("prune_db_task_results", self.commands(beginning="0123456789"))


class UnitTests(SimpleTestCase):
    def test_each_is_started_again_however_often_it_dies(self):
        units = list(DEPLOY.glob("*.service"))
        self.assertEqual(len(units), 4)
        for unit in units:
            with self.subTest(unit.name):
                text = unit.read_text(encoding="utf-8")
                self.assertIn("\nStartLimitIntervalSec=0\n", text)
                self.assertIn("\nRestart=always\nRestartSec=1\n", text)


class CommandOfTheServerTests(SimpleTestCase):
    def test_it_runs_manage_with_the_settings_of_the_services(self):
        folder = Path(self.enterContext(TemporaryDirectory()))
        (folder / ".venv" / "bin").mkdir(parents=True)
        python = folder / ".venv" / "bin" / "python"
        python.write_text('#!/bin/sh\necho "$PWD|$DEFAULT_FROM_EMAIL|$*"\n', encoding="utf-8")
        (folder / "goodnews.env").write_text(
            'DEFAULT_FROM_EMAIL="Tin <a@b.vn>"\n', encoding="utf-8"
        )
        for each in (folder, folder / ".venv", folder / ".venv" / "bin", python):
            each.chmod(0o755)
        places = {"GOODNEWS_ENV": str(folder / "goodnews.env"), "GOODNEWS_DIR": str(folder)}
        done = subprocess.run(
            [DEPLOY / "goodnews", "migrate", "--check"],
            env={**os.environ, **places},
            capture_output=True,
            text=True,
        )
        self.assertEqual(done.stdout, f"{folder}|Tin <a@b.vn>|manage.py migrate --check\n", done)
