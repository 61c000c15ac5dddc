"""How long a large file of questions takes into a large bank: printed, not asserted.

IMPORT_QUESTIONS=10000 BANK_QUESTIONS=50000 uv run pytest -s tests/benchmarks/test_import_speed.py
"""

import os
import random
import resource
import threading
import time
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.urls import reverse

from goodnews.accounts.roles import Role
from goodnews.accounts.services import apply_roles
from quizblocks.choices import QuestionUse
from quizblocks.formats.items import Item
from quizblocks.importing.exports import EXPORTS
from quizblocks.importing.plans import plan_import
from quizblocks.importing.services import run_import
from quizblocks.models import Question
from tests.accounts.factories import make_user
from tests.quizblocks.importing.factories import choices, make_item, rows
from tests.quizblocks.importing.forms import fields_of
from tests.workflows.factories import NOW

QUESTIONS = int(os.environ.get("IMPORT_QUESTIONS", "100"))
HELD = int(os.environ.get("BANK_QUESTIONS", "200"))
WORDS = [
    "đoàn",
    "viên",
    "thanh",
    "niên",
    "thành",
    "lập",
    "năm",
    "ngày",
    "luật",
    "trẻ",
    "em",
    "mật",
    "khẩu",
    "mạng",
    "an",
    "toàn",
    "tài",
    "khoản",
    "bác",
    "hồ",
    "chiến",
    "dịch",
    "mùa",
    "hè",
    "xanh",
    "tình",
    "nguyện",
    "đại",
    "hội",
    "nhiệm",
    "kỳ",
    "bí",
    "thư",
    "thường",
    "trực",
    "tỉnh",
    "huyện",
    "xã",
    "biển",
    "đảo",
    "biên",
    "giới",
    "lịch",
    "sử",
    "văn",
    "hóa",
    "dân",
    "tộc",
    "mông",
    "dao",
    "thái",
    "tày",
    "lễ",
    "hội",
    "điều",
    "khoản",
    "nghị",
    "định",
    "thông",
    "tư",
    "quyền",
]


def stems(count: int, *, seed: int) -> list[str]:
    """Return questions of ten to sixteen words out of sixty, and a number."""
    rng = random.Random(seed)
    return [
        f"{' '.join(rng.choices(WORDS, k=rng.randint(9, 15)))} {seed}-{number}?"
        for number in range(count)
    ]


def questions(count: int, *, seed: int) -> list[Item]:
    """Return ``count`` questions with an explanation each."""
    return [
        make_item(
            stem,
            choices=choices(f"*đáp án đúng {n}", f"phương án sai {n}", "thứ hai sai", "thứ ba sai"),
            explanation=f"Vì điều {n} của luật nói như vậy.",
            topic="Chủ đề lớn",
        )
        for n, stem in enumerate(stems(count, seed=seed))
    ]


class PeakMemory:
    """Measures how much memory the process needs at most while a block runs, in MB."""

    def __enter__(self):
        self.before = self.peak = self._now()
        self.is_running = True
        self.thread = threading.Thread(target=self._watch, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *exception):
        self.is_running = False
        self.thread.join()

    def _watch(self):
        while self.is_running:
            self.peak = max(self.peak, self._now())
            time.sleep(0.02)

    @staticmethod
    def _now() -> float:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * resource.getpagesize() / 1024 / 1024


class ImportSpeedTests(TestCase):
    def test_print_the_time_of_a_large_import(self):
        apply_roles()
        self.user = make_user("organiser", role=Role.ORGANISER)
        self.client.force_login(self.user)
        self.url = reverse("wagtailsnippets_quizblocks_question:import")
        self.fill_bank()
        print(f"\n{QUESTIONS} questions into a bank of {HELD}:")  # noqa: T201
        for number, written in enumerate(EXPORTS, start=1):
            items = questions(QUESTIONS, seed=number + 1)
            file = SimpleUploadedFile(f"nhieu.{written.ending}", written.write(items))
            form = {"file": file, "use": "practice"}
            shown = self.timed(
                f"{written.key}: read and show", lambda form=form: self.client.post(self.url, form)
            )
            fields = fields_of(shown) | {"do": "import"}
            done = self.timed(
                f"{written.key}: import", lambda form=fields: self.client.post(self.url, form)
            )
            self.assertEqual(done.status_code, 302)
            self.assertEqual(Question.objects.count(), HELD + number * QUESTIONS)

    def fill_bank(self) -> None:
        answers = choices("*a", "b", "c", "d")
        items = rows(*(make_item(stem, choices=answers) for stem in stems(HELD, seed=1)))
        for start in range(0, HELD, 10_000):
            part = items[start : start + 10_000]
            run_import(
                rows=part,
                topic="",
                use=QuestionUse.PRACTICE,
                name="x",
                expected=plan_import(rows=part, shows_lookalikes=False).digest,
                user=self.user,
                now=NOW,
            )

    def timed(self, name: str, work):
        with PeakMemory() as memory:
            began, busy = time.perf_counter(), time.process_time()
            result = work()
            spent, busy = time.perf_counter() - began, time.process_time() - busy
        more = memory.peak - memory.before
        said = f"{spent:8.2f} s ({busy:.2f} of processor)  +{more:.0f} MB (peak {memory.peak:.0f})"
        print(f"{said}  {name}")  # noqa: T201
        return result
