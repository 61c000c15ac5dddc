"""A pupil of 14 from her nomination to the day on which her mother takes the consent back.

A volunteer nominates her; the girl and her mother agree on their own phones; she is
chosen, and her profile approved and found. A year later a second honour is added. Then
her mother withdraws, and nothing of the girl is left but what the auditor reads.
"""

from datetime import timedelta
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from exemplars.choices import HonourLevel
from exemplars.models import ExemplarPage, Honour
from exemplars.nominations.models import Criterion, Nomination, PanelMember
from exemplars.nominations.services import (
    close_scoring,
    give_points,
    honour,
    make_profile,
    open_scoring,
    put_on_long_list,
    put_on_short_list,
    start_long_list,
)
from goodnews.consents.choices import Purpose
from goodnews.consents.models import ConsentRecord
from goodnews.core.folding import fold
from tests.consents.factories import make_text
from tests.exemplars.factories import make_index
from tests.exemplars.nominations.factories import make_round
from tests.images.files import photo_bytes
from tests.security.crawling import met_at, public_routes, stored_files
from tests.workflows.factories import act, fresh, make_newsroom

from .desk_phone import PHONE, sign_in
from .looks import check_accessible

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NAME = "Lù Thị Thảo Nguyên"
MOTHER = "Sùng Thị Mai"
DEED = "Dạy chữ cho bà con trong bản vào mỗi tối thứ Bảy."
REASONS = "Suốt một năm, em mang sách đến từng nhà và đọc cho các cụ nghe."
WITHOUT_MARKS = "thao nguyen"
FIRST, SECOND = "Gương thiếu nhi chăm ngoan", "Kim Đồng sáng mãi"
MARKS = (fold(NAME), fold(DEED), "mang sach den tung nha", fold(FIRST), fold(SECOND))


@pytest.fixture
def office(live_server, settings):
    """The newsroom with a directory, and a round that takes nominations today."""
    settings.REQUIRE_MFA_FOR_STAFF = False
    room = make_newsroom()
    make_index()
    for purpose in (Purpose.PROFILE, Purpose.IMAGE):
        make_text(purpose=purpose, child_body="Em có đồng ý không?")
    now = timezone.now()
    room.round = make_round(
        opens_at=now - DAY, closes_at=now + DAY, scoring_closes_at=now + 3 * DAY, year=now.year
    )
    for user in (room.second_editor, room.approver):
        PanelMember.objects.create(round=room.round, user=user)
    return room


class HonouredAndForgottenTests:
    def test_from_the_nomination_to_the_withdrawal(
        self, office, live_server, new_context, move_clock
    ):
        def phone(**options):
            return new_context(viewport=PHONE, base_url=live_server.url, **options)

        links = self.nominate(phone(), office, live_server.url)
        # The girl's phone is an old one, without JavaScript.
        self.agree(phone(java_script_enabled=False), links[0], NAME)
        self.agree(phone(), links[1], MOTHER)
        page = self.choose(office)
        self.approve(page, office)
        self.find(phone().new_page())

        move_clock(timezone.now() + 366 * DAY)
        self.add_honour(page, office)
        # Another reader: the first one's browser may show what it has for a minute.
        reader = phone().new_page()
        reader.goto(page.get_url())
        expect(reader.locator("main")).to_contain_text(FIRST)
        expect(reader.locator("main")).to_contain_text(SECOND)

        before = set(stored_files())
        assert met_at(self.addresses(page), MARKS)
        self.withdraw(phone(), links[1])
        move_clock(timezone.now() + timedelta(minutes=1))
        assert met_at(self.addresses(page), MARKS) == {}
        assert {name for name in before & set(stored_files()) if "images" in name} == set()
        late = phone().new_page()
        assert late.goto(page.get_url()).status == 410
        expect(late.locator("main")).to_contain_text("đã được gỡ")
        self.audit(office)

    def nominate(self, context, office, url) -> list[str]:
        """Nominate on a phone and return the two links, the girl's first."""
        client = Client()
        client.force_login(office.correspondent)
        sign_in(client, context, url)
        page = context.new_page()
        page.goto("/gui-bai/de-cu/")
        page.locator(f"a[href='{reverse('nominations:new', args=[office.round.pk])}']").click()
        page.locator("[name=kind][value=person]").check()
        page.locator("[name=name]").fill(NAME)
        page.locator("[name=age_band][value='7-15']").check()
        page.locator("[name=field_of_work]").select_option("volunteering")
        page.locator("[name=deed]").fill(DEED)
        page.locator("[name=reasons]").fill(REASONS)
        photo = {"name": "em.jpg", "mimeType": "image/jpeg", "buffer": photo_bytes()}
        page.set_input_files("[name=photos]", [photo])
        page.get_by_role("button", name="Tải lên").click()
        page.locator("[name$='-alt_text']").fill("Một bạn nhỏ đọc sách cho các cụ già")
        check_accessible(page)
        page.get_by_role("button", name="Gửi", exact=True).click()
        page.wait_for_url(f"**{Nomination.objects.get().get_absolute_url()}")
        page.get_by_role("button", name="Xin đồng ý qua đường dẫn").click()
        found = page.locator(".asked__address a")
        expect(found).to_have_count(2)
        # Their host is the site's own, which the test does not serve.
        return [urlsplit(found.nth(number).get_attribute("href")).path for number in range(2)]

    def agree(self, context, link, name):
        page = context.new_page()
        page.goto(link)
        assert page.locator("input:checked").count() == 0
        if context.pages and name == MOTHER:
            check_accessible(page)
        for option in page.locator("[type=radio][value=yes]").all():
            option.check()
        page.locator("[name=name]").fill(name)
        page.locator("[name=step][value=check]").click()
        page.locator("[name=step][value=send]").click()
        expect(page.locator("main")).to_contain_text("Rút lại đồng ý")

    def choose(self, office) -> ExemplarPage:
        """Let the office sift and the panel score, as its rooms' own tests do in detail."""
        round_, editor = office.round, office.editor
        sifting, scoring = round_.closes_at + HOUR, round_.closes_at + 2 * HOUR
        reasons = {"reason": "Việc làm bền bỉ, lan tỏa.", "user": editor}
        nomination = Nomination.objects.get()
        start_long_list(round_=round_, user=editor, now=sifting)
        put_on_long_list(nomination=nomination, now=sifting, **reasons)
        open_scoring(round_=round_, user=editor, now=scoring)
        points = {each.pk: Decimal(4) for each in Criterion.objects.filter(round=round_)}
        for member in PanelMember.objects.filter(round=round_):
            give_points(nomination=nomination, user=member.user, points=points, now=scoring)
        after = round_.scoring_closes_at + HOUR
        close_scoring(round_=round_, user=editor, now=after)
        put_on_short_list(nomination=nomination, now=after, **reasons)
        honour(
            nomination=nomination,
            honour_title=FIRST,
            honour_level=HonourLevel.PROVINCE,
            now=after,
            **reasons,
        )
        nomination.refresh_from_db()
        return make_profile(nomination=nomination, user=editor, now=after)

    def approve(self, page, office):
        for user in (office.reviewer, office.second_editor, office.approver):
            act(page, user, "approve")
        assert fresh(page).live

    def find(self, reader):
        """Type the name without accents, follow the hit, read."""
        reader.goto("/tim-kiem/")
        field = reader.locator("main [name=q]")
        field.fill(WITHOUT_MARKS)
        field.press("Enter")
        reader.locator("main").get_by_role("link", name=NAME).first.click()
        expect(reader.get_by_role("heading", level=1)).to_contain_text(NAME)
        expect(reader.locator("main")).to_contain_text(DEED)
        # Under 16: no search engine lists her.
        assert "noindex" in reader.locator("meta[name=robots]").get_attribute("content")
        check_accessible(reader)

    def add_honour(self, page, office):
        page = fresh(page).get_latest_revision_as_object()
        page.honours.add(
            Honour(year=timezone.localdate().year, title=SECOND, level=HonourLevel.CENTRAL)
        )
        page.save_revision(user=office.editor)
        page.get_workflow().start(page, office.editor)
        self.approve(page, office)

    def withdraw(self, context, link):
        page = context.new_page()
        page.goto(link)
        page.get_by_role("link", name="Rút lại đồng ý").first.click()
        page.get_by_role("button", name="Rút lại ngay").click()
        expect(page.locator("main")).to_contain_text("Đã rút lại từ đường dẫn này")

    def addresses(self, page) -> list[str]:
        own = [page.get_url(), "/", "/guong-sang/", f"/tim-kiem/?q={WITHOUT_MARKS}"]
        years = [f"/guong-sang/vinh-danh/{honour.year}/" for honour in Honour.objects.all()]
        return [*own, *years, *public_routes([{"page_id": page.pk, "key": "x.jpg"}])]

    def audit(self, office):
        client = Client()
        client.force_login(office.superuser)
        records = ConsentRecord.objects.all()
        assert {record.purpose for record in records} == {"profile", "image"}
        for record in records:
            said = client.get(reverse("consent_records:inspect", args=[record.pk]))
            for words in (NAME, MOTHER, f"{timezone.localtime(record.withdrawn_at):%d/%m/%Y}"):
                assert words in said.text
