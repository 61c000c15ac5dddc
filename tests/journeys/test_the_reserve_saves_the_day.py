"""Nobody plans anything, and the reserve saves the day: in a real browser, end to end."""

from datetime import time, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from goodnews.accounts.second_factor import ENROLLED_SESSION_KEY
from goodnews.workflows.passes import approval_path
from news.models import StoryPage
from news.planning.models import PlanSettings
from tests.campaigns.factories import make_campaign
from tests.workflows.factories import make_newsroom

from .looks import violations

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

TITLE = "Thư viện xanh giữa chợ phiên"
PHONE = {"width": 390, "height": 844}


class ReserveTests:
    def test_an_empty_day_is_filled_and_lights_up(self, live_server, context, client, capsys):
        today = timezone.localdate()
        campaign = make_campaign(
            starts_on=today - timedelta(days=20), ends_on=today + timedelta(days=40)
        )
        # The hour of the plan has come, whatever the hour of the test.
        PlanSettings.objects.update_or_create(pk=1, defaults={"publishes_at": time(0)})
        room = make_newsroom()
        story = room.at_approval(TITLE)
        self.approve_for_the_reserve(live_server, context, client, room, story)
        assert not StoryPage.objects.get(pk=story.pk).live

        mail.outbox.clear()
        call_command("watch_calendar")
        assert TITLE in capsys.readouterr().out
        call_command("watch_calendar")
        assert TITLE not in capsys.readouterr().out
        told = {letter.to[0] for letter in mail.outbox if TITLE in letter.subject + letter.body}
        assert "editor@example.org" in told

        page = context.browser.new_context(viewport=PHONE).new_page()
        page.goto(live_server.url + campaign.get_url())
        day = page.get_by_role("table").get_by_role("link", name=TITLE)
        expect(day).to_contain_text(str(today.day))
        day.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)

    def approve_for_the_reserve(self, live_server, context, client, room, story):
        """Decide by the link of the mail, as an approver who is away."""
        approver = room.approver
        Authenticator.objects.create(user=approver, type=Authenticator.Type.TOTP, data={})
        client.force_login(approver)
        session = client.session
        session[ENROLLED_SESSION_KEY] = approver.pk
        session.save()
        context.add_cookies(
            [{"name": "sessionid", "value": session.session_key, "url": live_server.url}]
        )
        page = context.new_page()
        page.set_viewport_size(PHONE)
        state = story.current_workflow_task_state
        page.goto(live_server.url + approval_path(state, page=story, user=approver))
        assert violations(page, "form") == []
        page.get_by_role("button", name="Duyệt để dành").click()
        expect(page.locator(".messages")).to_contain_text("Đã ghi nhận quyết định")
