"""A girl of fourteen and her mother are asked on their own phones, agree, and the mother withdraws.

The girl reads her own page in simple words; the mother's phone has no JavaScript. Once both have
agreed the profile may be published; the mother withdraws and it is gone, while the record stays.
"""

import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from goodnews.consents.choices import AgeBand, PartyRole, Purpose
from goodnews.consents.models import ConsentRecord
from goodnews.consents.services import ask_for_consent
from goodnews.home.services import build_site
from goodnews.workflows.services import approve_and_publish
from tests.exemplars.factories import make_draft

from .looks import check_accessible

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

PHONE = {"width": 390, "height": 844}
SMALL_PHONE = {"width": 320, "height": 640}
GIRL, MOTHER = "Lê Minh Châu", "Trần Thị Hoa"
YES, NO = "Có, em đồng ý", "Không"


@pytest.fixture
def asked(live_server):
    """A draft profile of a girl of fourteen, and the links to her and her mother."""
    build_site(now=timezone.now())
    profile = make_draft(GIRL, age_band=AgeBand.CHILD)
    links = ask_for_consent(
        subject_key=profile.translation_key,
        subject_name=GIRL,
        purposes=[Purpose.PROFILE, Purpose.IMAGE],
        age_band=AgeBand.CHILD,
        occasion="Gương sáng 2026",
        asked_by=None,
        now=timezone.now(),
    ).links
    return profile, links


class AGirlAndHerMotherAgreeTests:
    def test_both_agree_on_their_own_phones_and_the_mother_withdraws(
        self, asked, live_server, new_context
    ):
        profile, links = asked
        girl = new_context(viewport=PHONE, base_url=live_server.url).new_page()
        mother = new_context(
            viewport=SMALL_PHONE, base_url=live_server.url, java_script_enabled=False
        ).new_page()

        girl.goto(links[PartyRole.PERSON])
        expect(girl.locator("h1")).to_have_text(f"{GIRL} ơi, em có đồng ý không?")
        assert girl.locator("input:checked").count() == 0
        check_accessible(girl)
        self.answer(girl, {"profile": YES}, GIRL)
        expect(girl.get_by_role("alert")).to_contain_text("Hãy chọn một trong hai câu trả lời.")
        expect(girl.locator("[name=name]")).to_have_value(GIRL)
        check_accessible(girl)
        self.answer(girl, {"image": NO}, GIRL)
        expect(girl.locator("main")).to_contain_text("Xem lại câu trả lời")
        check_accessible(girl)
        girl.get_by_role("button", name="Sửa câu trả lời").click()
        self.answer(girl, {"image": YES}, GIRL)
        girl.get_by_role("button", name="Gửi", exact=True).click()
        expect(girl.locator("main")).to_contain_text("còn chờ cha mẹ hoặc người giám hộ")
        expect(girl.get_by_role("button", name="Sao chép liên kết")).to_be_visible()
        check_accessible(girl)
        with pytest.raises(ValidationError):
            approve_and_publish(page=profile, now=timezone.now())

        mother.goto(links[PartyRole.GUARDIAN])
        self.answer(mother, {"profile": "Tôi đồng ý", "image": "Tôi đồng ý"}, MOTHER)
        mother.get_by_role("button", name="Gửi", exact=True).click()
        expect(mother.locator("main")).to_contain_text("Đang có hiệu lực")
        profile.refresh_from_db()
        page = approve_and_publish(page=profile, now=timezone.now())
        assert Client().get(page.url).status_code == 200

        mother.goto(links[PartyRole.GUARDIAN])
        mother.get_by_role("link", name="Rút lại đồng ý", exact=True).first.click()
        expect(mother).to_have_url(re.compile("/rut-lai/$"))
        assert Client().get(page.url).status_code == 200
        mother.get_by_role("button", name="Rút lại ngay").click()
        expect(mother.locator("main")).to_contain_text("Đã rút lại từ đường dẫn này lúc")
        assert Client().get(page.url).status_code == 410
        records = ConsentRecord.objects.filter(subject_key=profile.translation_key)
        assert set(records.values_list("purpose", "withdrawn_role")) == {
            ("profile", "guardian"),
            ("image", "guardian"),
        }
        assert set(records.first().parties.values_list("name", flat=True)) == {GIRL, MOTHER}
        self.look_at_what_has_no_script(new_context, live_server, links)

    def answer(self, page, choices, name):
        """Choose, write the name and go on."""
        for purpose, label in choices.items():
            page.locator(f"#id_{purpose}").get_by_label(label, exact=True).check()
        page.locator("[name=name]").fill(name)
        page.get_by_role("button", name="Tiếp tục: xem lại câu trả lời").click()

    def look_at_what_has_no_script(self, new_context, live_server, links):
        """Check the mother's pages with axe, which needs scripts."""
        page = new_context(viewport=SMALL_PHONE, base_url=live_server.url).new_page()
        for path in (links[PartyRole.GUARDIAN], "/dong-y/sai/", "/rut-lai-dong-y/"):
            page.goto(path)
            check_accessible(page)
