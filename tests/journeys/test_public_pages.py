"""Every type of public page in a real browser: accessible, narrow, light and within its budget."""

import gzip

import pytest

from .looks import check_accessible, each_look
from .public_site import build_public_site

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
TEXT_TYPES = ("text/", "application/json", "application/javascript", "image/svg+xml")
# Bytes compressed and requests of the first view on a phone. Source: DESIGN.md, budget.
BUDGETS = {"home": (225_000, 14), "story": (300_000, 18)}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True}


def compressed_size(response) -> int:
    """Return how many bytes a compressing server sends for ``response``."""
    body = response.body()
    if response.headers.get("content-type", "").startswith(TEXT_TYPES):
        return len(gzip.compress(body, 6))
    return len(body)


def listen(page) -> tuple[list[str], list[str]]:
    """Return two lists that fill while ``page`` is used: addresses asked for, policy complaints."""
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on(
        "console",
        lambda message: complaints.append(message.text) if "Security" in message.text else None,
    )
    return asked, complaints


class EveryPublicPageTests:
    """One site for every look at every page: building it takes longer than looking."""

    def test_each_is_accessible_and_keeps_to_itself(self, live_server, browser, subtests):
        addresses = build_public_site()
        context = browser.new_context()
        page = context.new_page()
        asked, complaints = listen(page)
        for name, address in addresses.items():
            page.goto(live_server.url + address)
            for scheme, width in each_look(page):
                with subtests.test(page=name, width=width, scheme=scheme):
                    check_accessible(page)
        with subtests.test("asks no other domain, breaks no policy, sets no cookie"):
            own = (live_server.url, "data:", "blob:")
            assert [url for url in asked if not url.startswith(own)] == []
            assert complaints == []
            # The sign-in page has a form, and so a token.
            assert {cookie["name"] for cookie in context.cookies()} <= {"csrftoken"}


class ReaderTests:
    """What a reader does with the frame of a page."""

    def test_on_a_phone_and_by_keyboard(self, live_server, browser, subtests):
        addresses = build_public_site()
        for name, budget in BUDGETS.items():
            with subtests.test(f"{name} is within its budget"):
                self.check_budget(browser, live_server.url + addresses[name], *budget)
        for check in (
            self.check_home_is_short,
            self.check_choices_are_kept,
            self.check_without_javascript,
            self.check_good_wishes_are_sent_in_place,
            self.check_skip_link,
        ):
            with subtests.test(check.__name__):
                check(browser, live_server.url)

    def check_budget(self, browser, address, most_bytes, most_requests):
        page = browser.new_context(**PHONE).new_page()
        responses = []
        page.on("response", lambda response: responses.append(response))
        page.clock.install()
        page.goto(address, wait_until="networkidle")
        # The beacon leaves after two seconds of reading, on the page's own clock.
        with page.expect_response("**/dem/"):
            page.clock.fast_forward(2500)
        assert sum(compressed_size(r) for r in responses if r.url[-5:] != "/dem/") <= most_bytes
        assert len(responses) <= most_requests, [r.url for r in responses]

    def check_home_is_short(self, browser, url):
        page = browser.new_context(**PHONE).new_page()
        page.goto(url + "/")
        assert page.evaluate("document.documentElement.scrollHeight") < 5300

    def check_choices_are_kept(self, browser, url):
        page = browser.new_context(color_scheme="light").new_page()
        page.goto(url + "/")
        root, body = "document.documentElement", "document.body"
        assert page.evaluate(f"getComputedStyle({root}).fontSize") == "16px"
        page.get_by_role("button", name="A+").click()
        page.get_by_label("Màu nền").select_option("dark")
        page.goto(url + "/tin-tot/")
        assert page.evaluate(f"getComputedStyle({root}).fontSize") == "18px"
        assert page.evaluate(f"getComputedStyle({body}).backgroundColor") == "rgb(14, 24, 38)"

    def check_without_javascript(self, browser, url):
        page = browser.new_context(java_script_enabled=False, **PHONE).new_page()
        page.goto(url + "/")
        assert not page.get_by_role("button", name="A+").is_visible()
        assert not page.get_by_label("Màu nền").is_visible()
        page.locator(".dock summary").click()
        assert page.locator(".dock__more a", has_text="Quyền riêng tư").is_visible()

    def check_good_wishes_are_sent_in_place(self, browser, url):
        page = browser.new_context(**PHONE).new_page()
        address = f"{url}/guong-sang/dao-thi-kieu/"
        page.goto(address)
        page.locator("[data-greetings]").scroll_into_view_if_needed()
        page.wait_for_load_state("networkidle")
        page.get_by_label("Lời chúc của bạn").fill("Chúc chị luôn vui!")
        page.get_by_label("Tên bạn muốn hiển thị").fill("Bạn đọc")
        page.get_by_role("button", name="Gửi lời chúc").click()
        page.get_by_text("Cảm ơn bạn.").wait_for()
        assert page.url == address

    def check_skip_link(self, browser, url):
        page = browser.new_page()
        page.goto(url + "/tin-tot/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "noi-dung"
