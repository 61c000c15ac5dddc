"""What the form weighs when a phone opens it for the first time."""

import gzip
import re

from django.contrib.staticfiles import finders
from django.test import TestCase

from news.desk.shell import LIST_MODULE, WORKER_MODULE, module_names

from .factories import make_desk

NEW = "/gui-bai/moi/"
MOST_BYTES, MOST_BYTES_OF_SCRIPT = 130_000, 40_000
ADDRESS = re.compile(r'(?:src|href)="/static/([^"]+\.(?:js|css|woff2|svg|png))"')
FONT = re.compile(r"fonts/[\w-]+\.woff2")


def read(name: str) -> bytes:
    path = finders.find(name)
    assert path, name
    with open(path, "rb") as file:
        return file.read()


def sent_bytes(content: bytes, name: str = "") -> int:
    """Return what goes over the line: what is compressed already goes as it is."""
    return len(content) if name.endswith((".woff2", ".png")) else len(gzip.compress(content, 6))


class FormWeightTests(TestCase):
    def setUp(self):
        self.client.force_login(make_desk().correspondent)
        self.page = self.client.get(NEW).content
        names = set(ADDRESS.findall(self.page.decode()))
        # A module asks for others; the list's own module is for the list.
        names |= {name for name in module_names() if name != LIST_MODULE}
        sheets = "".join(read(name).decode() for name in names if name.endswith(".css"))
        self.names = names | set(FONT.findall(sheets))

    def weight(self, *ends: str) -> int:
        return sum(sent_bytes(read(n), n) for n in self.names if n.endswith(ends))

    def test_everything_that_the_first_visit_loads(self):
        self.assertIn("js/desk/sheet.js", self.names)
        self.assertIn("fonts/be-vietnam-pro-400.woff2", self.names)
        whole = sent_bytes(self.page) + self.weight("")
        self.assertGreater(whole, 30_000)
        self.assertLessEqual(whole, MOST_BYTES)

    def test_its_scripts_with_the_worker_that_keeps_them(self):
        scripts = self.weight(".js") + sent_bytes(read(WORKER_MODULE))
        self.assertGreater(scripts, 5_000)
        self.assertLessEqual(scripts, MOST_BYTES_OF_SCRIPT)
