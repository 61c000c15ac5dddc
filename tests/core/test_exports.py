"""What Wagtail exports of titles that people typed."""

import csv
import io

import pytest
from django.urls import reverse
from wagtail.log_actions import log
from wagtail.models import Page

from tests.accounts.factories import make_user

FORMULAS = ("=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "＝1")


@pytest.mark.django_db
def test_no_title_is_a_formula_in_the_history_of_the_site(client):
    root = Page.get_first_root_node()
    for title in (*FORMULAS, "Ra quân"):
        root.title = root.draft_title = title
        log(instance=root, action="wagtail.edit")
    client.force_login(make_user("root", is_superuser=True))
    address = reverse("wagtailadmin_reports:site_history")
    answer = client.get(address, {"export": "csv"})
    rows = csv.reader(io.StringIO(answer.getvalue().decode()))
    cells = {cell for row in rows for cell in row}
    assert {f"'{title}" for title in FORMULAS} <= cells
    assert "Ra quân" in cells
    assert not cells & set(FORMULAS)
