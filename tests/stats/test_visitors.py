import pytest

from goodnews.stats.visitors import is_bot, is_same_site, visitor_token

from .factories import CHROME, ZALO

HOME = "https://tintot.example.vn"


class BotTests:
    @pytest.mark.parametrize(
        "user_agent",
        [
            "",
            "  ",
            "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
            "Mozilla/5.0 (compatible; bingbot/2.0)",
            "facebookexternalhit/1.1",
            "Mozilla/5.0 AppleWebKit/537.36 HeadlessChrome/130.0 Safari/537.36",
            "curl/8.5.0",
            "python-requests/2.34",
            "Zalobot/1.0",
            "UptimeRobot/2.0",
            "Feedly/1.0",
        ],
    )
    def test_a_program_that_names_itself_is_none_of_the_readers(self, user_agent):
        assert is_bot(user_agent)

    @pytest.mark.parametrize(
        "user_agent",
        [
            CHROME,
            ZALO,
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) AppleWebKit/605 [FBAN/FBIOS;FBAV/480]",
            "Mozilla/5.0 (Linux; Android 11; CUBOT NOTE 20) AppleWebKit/537.36 Chrome/130.0",
        ],
    )
    def test_a_reader_is_counted(self, user_agent):
        assert not is_bot(user_agent)


class SameSiteTests:
    @pytest.mark.parametrize(
        ("origin", "fetch_site", "is_ours"),
        [
            (HOME, "same-origin", True),
            (HOME, "", True),
            ("", "same-origin", True),
            ("", "", False),
            ("http://tintot.example.vn", "", True),
            ("https://tintot.example.vn.evil.example", "", False),
            ("null", "", False),
            ("https://evil.example", "", False),
            ("https://evil.example", "same-origin", False),
            (HOME, "cross-site", False),
            (HOME, "none", False),
        ],
    )
    def test_only_our_own_pages_may_count(self, origin, fetch_site, is_ours):
        assert (
            is_same_site(host="tintot.example.vn", origin=origin, fetch_site=fetch_site) is is_ours
        )


class VisitorTokenTests:
    def token(self, **changes):
        return visitor_token(
            **{"salt": "a" * 64, "address": "203.0.113.7", "user_agent": CHROME, **changes}
        )

    def test_it_tells_readers_apart_and_says_nothing_about_them(self):
        assert self.token() == self.token()
        assert (
            len({self.token(), self.token(address="203.0.113.8"), self.token(user_agent=ZALO)}) == 3
        )
        assert len(self.token()) == 32

    def test_another_day_is_another_name(self):
        assert self.token() != self.token(salt="b" * 64)

    def test_a_phone_that_changes_its_ipv6_suffix_stays_one_reader(self):
        first = self.token(address="2001:db8:1:2:aaaa::1")
        assert first == self.token(address="2001:db8:1:2:bbbb::2")
        assert first != self.token(address="2001:db8:1:3::1")

    @pytest.mark.parametrize("address", ["", "không rõ", "1.2.3.4, 5.6.7.8", "\x00", "9" * 5000])
    def test_a_foul_address_is_no_error(self, address):
        assert len(self.token(address=address)) == 32
