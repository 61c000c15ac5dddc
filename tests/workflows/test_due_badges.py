"""The time that is left, in words."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from goodnews.workflows.due_badges import due_badge

from .factories import NOW


class DueBadgeTests:
    @pytest.mark.parametrize(
        ("left", "kind", "text"),
        [
            (timedelta(hours=3, minutes=59), "soon", "còn 3 giờ"),
            (timedelta(minutes=20), "soon", "còn 20 phút"),
            (timedelta(0), "soon", "còn 1 phút"),
            (timedelta(hours=5), "later", "còn 5 giờ"),
            (timedelta(hours=47), "later", "còn 1 ngày"),
            (timedelta(seconds=-1), "overdue", "quá hạn 1 phút"),
            (timedelta(hours=-25), "overdue", "quá hạn 1 ngày"),
        ],
    )
    def test_word_and_kind(self, left, kind, text):
        with override("vi"):
            badge = due_badge(due_at=NOW + left, now=NOW)
        assert (badge.kind, badge.text) == (kind, text)
