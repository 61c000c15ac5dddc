"""The desk of a correspondent in a real browser: accessible at every width, light and dark."""

import uuid

import pytest

from news.desk.models import DeskDraft
from tests.news.desk.factories import KEY, described, filled, make_desk, photo

from .desk_phone import sign_in
from .looks import check_accessible, each_look

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


OTHER_KEY = uuid.UUID(int=7)


class DeskPageTests:
    def test_each_is_accessible(self, live_server, browser, client, subtests):
        room = make_desk()
        client.force_login(room.correspondent)
        context = browser.new_context()
        sign_in(client, context, live_server.url)
        page = context.new_page()
        for address in self.fill(client):
            page.goto(live_server.url + address)
            for scheme, width in each_look(page):
                with subtests.test(page=address, width=width, scheme=scheme):
                    check_accessible(page)

    def fill(self, client) -> list[str]:
        """Return the addresses of an empty form, a list, a form with faults, a draft, a receipt."""
        client.post("/gui-bai/moi/", {**filled(do="photos"), "photos": [photo()]})
        draft = DeskDraft.objects.get(key=KEY)
        sent = client.post(f"/gui-bai/{KEY}/sua/", filled(**{"do": "send", **described(draft)}))
        assert sent.status_code == 302, sent.text
        client.post(
            "/gui-bai/moi/", {**filled(key=str(OTHER_KEY), do="photos"), "photos": [photo()]}
        )
        return [
            "/gui-bai/moi/",
            "/gui-bai/tu-word/",
            "/gui-bai/huong-dan/",
            "/gui-bai/",
            f"/gui-bai/{OTHER_KEY}/sua/",
            f"/gui-bai/{KEY}/",
        ]
