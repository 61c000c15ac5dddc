import os

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from goodnews.accounts.roles import Role
from goodnews.consents.choices import AgeBand, PartyRole, Purpose
from goodnews.consents.services import ask_for_consent
from goodnews.home.services import build_site
from tests.accounts.factories import make_user
from tests.exemplars.factories import make_draft

from .test_desk_pages import sign_in

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
OUT = "/tmp/consents_look"


class LookTests:
    def test_look(self, live_server, new_context, settings):
        settings.REQUIRE_MFA_FOR_STAFF = False
        os.makedirs(OUT, exist_ok=True)
        build_site(now=timezone.now())
        editor = make_user("bientap", role=Role.EDITOR)
        profile = make_draft("Lê Minh Châu", age_band=AgeBand.CHILD)
        links = ask_for_consent(
            subject_key=profile.translation_key,
            subject_name="Lê Minh Châu",
            purposes=[Purpose.PROFILE, Purpose.IMAGE],
            age_band=AgeBand.CHILD,
            occasion="Gương sáng 2026",
            asked_by=editor,
            now=timezone.now(),
        ).links
        for width, height in ((390, 844), (1280, 900)):
            page = new_context(
                viewport={"width": width, "height": height}, base_url=live_server.url
            ).new_page()
            shot = lambda name: page.screenshot(path=f"{OUT}/{name}-{width}.png", full_page=True)
            page.goto(links[PartyRole.PERSON])
            page.wait_for_timeout(300)
            shot("child") if page.locator("form.consent__form").count() else shot("child-receipt")
            page.goto(links[PartyRole.GUARDIAN])
            shot("guardian")
            if width == 390:
                page.get_by_role("button", name="Tiếp tục").click()
                shot("guardian-faults")
                for p in (page,):
                    p.locator("#id_profile").get_by_label("Tôi đồng ý", exact=True).check()
                    p.locator("#id_image").get_by_label("Tôi không đồng ý", exact=True).check()
                    p.locator("[name=name]").fill("Trần Thị Hoa")
                    p.get_by_role("button", name="Tiếp tục").click()
                    shot("guardian-check")
                    p.get_by_role("button", name="Gửi", exact=True).click()
                    p.wait_for_timeout(500)
                    shot("guardian-receipt")
                page.goto(links[PartyRole.PERSON])
                page.locator("#id_profile").get_by_label("Có, em đồng ý", exact=True).check()
                page.locator("#id_image").get_by_label("Có, em đồng ý", exact=True).check()
                page.locator("[name=name]").fill("Lê Minh Châu")
                page.get_by_role("button", name="Tiếp tục").click()
                page.get_by_role("button", name="Gửi", exact=True).click()
                page.wait_for_timeout(500)
                shot("child-receipt")
                page.goto(links[PartyRole.PERSON] + "rut-lai/")
                shot("child-withdraw")
            page.goto("/dong-y/sai/")
            shot("closed")
            page.goto("/rut-lai-dong-y/")
            shot("how")
        client = Client()
        client.force_login(editor)
        for width, height in ((390, 844), (1280, 900)):
            context = new_context(
                viewport={"width": width, "height": height}, base_url=live_server.url
            )
            sign_in(client, context, live_server.url)
            page = context.new_page()
            shot = lambda name: page.screenshot(path=f"{OUT}/{name}-{width}.png", full_page=True)
            page.goto(reverse("consent_requests:index"))
            shot("admin-index")
            page.locator("a", has_text="Lê Minh Châu").last.click()
            page.wait_for_timeout(500)
            shot("admin-request")
            page.goto(reverse("wagtailadmin_pages:edit", args=[profile.pk]))
            page.wait_for_timeout(500)
            shot("admin-profile")
            page.goto(
                reverse("consent_requests:add")
                + f"?page={profile.pk}&subject_name=L%C3%AA&age_band=7-15&purpose=profile&purpose=image"
            )
            page.wait_for_timeout(300)
            shot("admin-add")
            page.locator("form button[type=submit]").last.click()
            page.wait_for_timeout(800)
            shot("admin-links")
