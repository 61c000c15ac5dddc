"""The manuals as pages show them."""

import pytest

from goodnews.core.manuals import html_of, manual
from goodnews.home.guide import GUIDES

NAMES = [*(guide.file for guide in GUIDES), "huong-dan-cong-tac-vien"]


def test_title_and_pictures_are_left_out_and_everything_else_stays():
    html = html_of(
        "# Tên\n\nMột\nhai **ba** ở `/admin/`.\n\n![Ảnh](images/a.png)\n\n"
        "1. A\n   - con\n2. B\n\n| Bạn thấy | Nghĩa là |\n|---|---|\n| Bản nháp | chỉ mình bạn thấy |\n"
    )
    assert html.startswith("<p>Một\nhai <strong>ba</strong> ở <code>/admin/</code>.</p>")
    for piece in ("<ol>", "<li>con</li>", "<th>Bạn thấy</th>", "<td>Bản nháp</td>"):
        assert piece in html
    assert "Tên" not in html
    assert "img" not in html


def test_a_manual_runs_nothing():
    html = html_of("<script>alert(1)</script> [bấm](javascript:alert(1))")
    assert "<script" not in html
    assert "href" not in html


@pytest.mark.parametrize("name", NAMES)
def test_every_mark_of_a_manual_is_known(name):
    html = manual(name)
    assert len(html) > 3000
    for mark in ("**", "](", "|--", "\n#", "&lt;"):
        assert mark not in html, mark
