"""Two taps on "Gửi" that arrive at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import TransactionTestCase
from django.utils import timezone

from news.desk.choices import People
from news.desk.models import DeskDraft
from news.desk.services import open_draft, send_draft
from news.models import StoryPage

from .factories import KEY, TEXT, make_desk


class DoubleTapTests(TransactionTestCase):
    serialized_rollback = True

    @pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
    def test_four_taps_at_once_make_one_draft_and_one_story(self):
        room = make_desk()
        barrier = Barrier(4)

        def tap(_number):
            try:
                barrier.wait()
                draft = open_draft(owner=room.correspondent, key=KEY, now=timezone.now())
                DeskDraft.objects.filter(pk=draft.pk).update(
                    title="Con đường sáng", text=TEXT, people=People.NOBODY
                )
                barrier.wait()
                return send_draft(draft=draft, now=timezone.now()).page_id
            finally:
                connection.close()

        with ThreadPoolExecutor(4) as pool:
            pages = list(pool.map(tap, range(4)))
        self.assertEqual(StoryPage.objects.count(), 1)
        self.assertEqual(set(pages), {StoryPage.objects.get().pk})
