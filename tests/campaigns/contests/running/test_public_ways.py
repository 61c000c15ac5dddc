"""How readers find contests: by the menu and by the search."""

from django.test import TestCase

from campaigns.contests.models import Contest
from tests.campaigns.contests.contests_world import OPENS, make_contest
from tests.news.factories import make_site


class PublicWaysTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_site()

    def menu(self, address="/"):
        return (
            self.client.get(address)
            .content.decode()
            .partition("nav__list")[2]
            .partition("</nav>")[0]
        )

    def search(self, words, **more):
        return self.client.get("/tim-kiem/", {"q": words, **more})

    def test_the_menu_names_contests_where_one_is_published(self):
        contest = make_contest(published_at=None)
        self.assertNotIn("/cuoc-thi/", self.menu())
        Contest.objects.filter(pk=contest.pk).update(published_at=OPENS)
        self.assertIn('href="/cuoc-thi/"', self.menu())
        self.assertIn('href="/en/cuoc-thi/"', self.menu("/en/"))

    def test_the_search_finds_contests_without_accents_and_no_drafts(self):
        make_contest()
        make_contest("ban-nhap", title="Tìm hiểu truyền thống quê hương", published_at=None)
        page = self.search("truyen thong TIM HIEU")
        self.assertContains(page, 'href="/cuoc-thi/tim-hieu/"')
        self.assertNotContains(page, "ban-nhap")
        self.assertNotContains(page, "Không tìm thấy")
        self.assertNotContains(self.search("truyen thong", loai="tin-tot"), "/cuoc-thi/tim-hieu/")
        self.assertNotContains(self.search("truyen que"), "/cuoc-thi/tim-hieu/")
