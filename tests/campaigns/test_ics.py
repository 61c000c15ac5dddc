"""Calendar files, as strict readers want them."""

from datetime import UTC, date, datetime

from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from campaigns.ics import AllDayEvent, escape, fold_line, render_calendar


class IcsTests(SimpleTestCase):
    def event(self, **values):
        defaults = {
            "uid": "campaign-entry-1@example.org",
            "first": date(2026, 11, 16),
            "last": date(2026, 11, 22),
            "title": "Câu chuyện đẹp: Thầy giáo; tủ sách, xe bán tải",
            "url": "https://example.org/tin-tot/thay-giao/",
            "stamp": datetime(2026, 11, 21, 5, tzinfo=UTC),
        }
        return AllDayEvent(**{**defaults, **values})

    def render(self, *events):
        return render_calendar(name="Lịch nắng", events=events, product="-//goodnews//VI")

    def test_the_end_is_the_day_after_the_last(self):
        text = self.render(self.event())
        self.assertIn("DTSTART;VALUE=DATE:20261116\r\nDTEND;VALUE=DATE:20261123\r\n", text)

    def test_a_title_cannot_begin_a_line_of_its_own(self):
        text = self.render(self.event(title="Một\r\nATTACH:http://evil", url="https://a/\r\nX:1"))
        self.assertNotIn("\r\nATTACH", text)
        self.assertNotIn("\r\nX:1", text)

    def test_commas_and_semicolons_are_escaped(self):
        self.assertEqual(escape("a,b;c\\d\ne"), "a\\,b\\;c\\\\d\\ne")

    @given(st.text(max_size=300))
    def test_no_line_is_longer_than_75_octets_and_unfolding_gives_the_text_back(self, text):
        line = f"SUMMARY:{escape(text)}"
        folded = fold_line(line)
        for part in folded.split("\r\n"):
            self.assertLessEqual(len(part.encode()), 75)
        self.assertEqual(folded.replace("\r\n ", ""), line)
