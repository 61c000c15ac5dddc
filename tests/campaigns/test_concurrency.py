"""Several stories at the same moment: one fills the slot, nobody fails."""

from functools import partial

from django.db import transaction

from campaigns.choices import SlotKind
from campaigns.models import CampaignEntry
from campaigns.services import enter_page, move_entry, withdraw_page
from tests.concurrency import AtOnceTestCase

from .factories import NOW, TODAY, make_campaign, make_entry, make_story

RIVALS = 8


class EnterAtOnceTests(AtOnceTestCase):
    def setUp(self):
        self.campaign = make_campaign()

    def each_at_once(self, action, arguments) -> list:
        """Let one thread per argument run ``action`` at the same moment."""
        return self.at_once([partial(action, argument) for argument in arguments])

    def enter(self, page):
        with transaction.atomic():
            return enter_page(page=page, kind=SlotKind.DAY, published_on=TODAY, unit=None, now=NOW)[
                0
            ]

    def test_one_slot_one_winner_and_nobody_fails(self):
        pages = [make_story(f"Tin {number}") for number in range(RIVALS)]
        entries = self.each_at_once(self.enter, pages)
        self.assertEqual([entry.slot_on for entry in entries].count(TODAY), 1)
        self.assertEqual(CampaignEntry.objects.count(), RIVALS)
        self.assertEqual(CampaignEntry.objects.with_slot().count(), 1)

    def test_one_story_entered_by_several_at_once_is_one_entry(self):
        page = make_story()
        self.each_at_once(self.enter, [page] * RIVALS)
        entry = CampaignEntry.objects.get()
        self.assertEqual(entry.slot_on, TODAY)

    def test_leaving_and_entering_at_once_leave_no_empty_day(self):
        first = make_entry(TODAY, title="Một")
        pages = [make_story(f"Tin {number}") for number in range(RIVALS - 1)]

        def act(page):
            if page == first.page:
                return withdraw_page(page=page)
            return self.enter(page)

        self.each_at_once(act, [first.page, *pages])
        self.assertEqual(CampaignEntry.objects.count(), RIVALS - 1)
        self.assertEqual(CampaignEntry.objects.with_slot().count(), 1)

    def test_two_editors_cannot_move_two_stories_to_one_day(self):
        yesterday = TODAY.replace(day=20)
        entries = [make_entry(TODAY, title=f"Tin {number}") for number in range(RIVALS)]

        def move(entry):
            try:
                return move_entry(entry=entry, to=yesterday, now=NOW).pk
            except Exception as error:  # noqa: BLE001
                return type(error).__name__

        results = self.each_at_once(move, entries)
        self.assertEqual(results.count("SlotTakenError"), RIVALS - 1)
        self.assertEqual(CampaignEntry.objects.filter(slot_on=yesterday).count(), 1)
