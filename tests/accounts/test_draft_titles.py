"""Whoever works in the admin without a right on pages reads no title of a draft there."""

from django.test import TestCase
from django.urls import reverse

from goodnews.accounts.roles import Role
from goodnews.accounts.services import apply_roles
from tests.news.factories import make_draft, make_site, make_story
from tests.units.factories import make_unit
from tests.windows import words_of

from .factories import make_user

WITHOUT_PAGES = (Role.REVIEWER, Role.ORGANISER)


class DraftTitleTests(TestCase):
    DRAFT, PUBLIC = "Em Lan ở bản xa", "Con đường sáng"

    @classmethod
    def setUpTestData(cls):
        cls.stories = make_site().stories
        apply_roles()
        own, other = make_unit("Xã Nậm Pung"), make_unit("Xã Bản Liền")
        cls.draft = make_draft(cls.stories, cls.DRAFT, unit=other)
        cls.public = make_story(cls.stories, cls.PUBLIC, unit=other)
        cls.people = {
            role: make_user(role.value, role=role, unit=own)
            for role in (*WITHOUT_PAGES, Role.EDITOR, Role.TRANSLATOR)
        }

    def read(self, role: Role, address: str) -> str:
        self.client.force_login(self.people[role])
        return words_of(self.client.get(address))

    def choosers(self) -> list[str]:
        below = reverse("wagtailadmin_choose_page_child", args=[self.stories.pk])
        chosen = reverse("wagtailadmin_choose_page_chosen_multiple")
        return [
            below,
            f"{below}?page_type=news.StoryPage",
            f"{reverse('wagtailadmin_choose_page_search')}?q=em+lan+con+duong",
            f"{reverse('wagtailadmin_choose_page_search')}?q=lan",
            f"{chosen}?id={self.draft.pk}&id={self.public.pk}&id=x&id=²&id={'9' * 30}",
            reverse("wagtailadmin_choose_page_child", args=[self.draft.pk]),
        ]

    def bulk(self) -> list[str]:
        return [
            reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
            + f"?next=/admin/&id={ids}&childOf={self.stories.pk}"
            for action in ("delete", "move", "publish", "unpublish")
            for ids in (self.draft.pk, "all")
        ]

    def test_no_chooser_and_no_bulk_action_names_a_draft(self):
        for role in WITHOUT_PAGES:
            for address in (*self.choosers(), *self.bulk()):
                with self.subTest(role=role, address=address):
                    self.assertNotIn(self.DRAFT, self.read(role, address))

    def test_they_choose_public_pages_as_before(self):
        below, _typed, _all, _one, chosen, _draft = self.choosers()
        for address in (below, chosen):
            self.assertIn(self.PUBLIC, self.read(Role.REVIEWER, address))

    def test_whoever_may_look_at_pages_chooses_drafts_too(self):
        below, _typed, _all, search, chosen, _draft = self.choosers()
        for role in (Role.EDITOR, Role.TRANSLATOR):
            for address in (below, search, chosen):
                with self.subTest(role=role, address=address):
                    self.assertIn(self.DRAFT, self.read(role, address))
        # Named, because it may be opened: what cannot be done with it is said.
        self.assertIn(self.DRAFT, self.read(Role.EDITOR, self.bulk()[6]))
