"""A small public site with every type of page, and the addresses by which strangers meet it."""

from dataclasses import dataclass

from wagtail.models import Locale

from campaigns.models import CampaignPage
from exemplars.models import ExemplarPage
from goodnews.accounts.models import User
from goodnews.home.services import SiteTree
from goodnews.units.models import Unit
from goodnews.workflows.services import approve_and_publish
from news.blocks import StoryStreamBlock
from news.choices import StoryKind
from news.models import StoryPage, Theme
from quizblocks.models import Question
from tests.accounts.factories import make_user
from tests.campaigns.contests.factories import make_published
from tests.campaigns.factories import make_campaign
from tests.exemplars.factories import make_exemplar
from tests.news.factories import NOW, TEXT, make_site, make_story, make_theme
from tests.quizblocks.factories import BLOCK_ID, make_question, make_topic, quiz_value
from tests.recorded import recorded
from tests.units.factories import make_unit

FRIENDLY_STATUS = {200, 301, 302, 400, 403, 404, 405, 410, 422}


@dataclass
class PublicSite:
    """What stands on the site."""

    tree: SiteTree
    unit: Unit
    theme: Theme
    campaign: CampaignPage
    exemplar: ExemplarPage
    story: StoryPage
    question: Question
    superuser: User

    @property
    def pages(self) -> dict[str, str]:
        """Addresses of every type of public page, by its name."""
        campaign = self.campaign.get_url()
        return {
            "home": "/",
            "stories": "/tin-tot/",
            "beautiful stories": "/tin-tot/cau-chuyen-dep/",
            "all months": "/tin-tot/luu-tru/",
            "year": "/tin-tot/2026/",
            "month": "/tin-tot/2026/11/",
            "day": "/tin-tot/2026/11/21/",
            "week": "/tin-tot/tuan/2026-47/",
            "theme": f"/tin-tot/chu-de/{self.theme.slug}/",
            "unit": f"/tin-tot/don-vi/{self.unit.slug}/",
            "story": self.story.get_url(),
            "exemplars": "/guong-sang/",
            "exemplar": self.exemplar.get_url(),
            "honour roll": "/guong-sang/vinh-danh/",
            "honours of a year": "/guong-sang/vinh-danh/2026/",
            "campaigns": "/chien-dich/",
            "campaign": campaign,
            "campaign list": f"{campaign}?xem=danh-sach",
            "campaign units": f"{campaign}?xem=don-vi",
            "campaign month": f"{campaign}?thang=2026-10",
            "contests": "/cuoc-thi/",
            "contest": "/cuoc-thi/cuoc-thi-mot-cau/",
            "rules": "/cuoc-thi/cuoc-thi-mot-cau/the-le/",
            "English contests": "/en/cuoc-thi/",
            "search": "/tim-kiem/?q=sang",
            "text": "/gioi-thieu/",
            "site map": "/so-do-trang/",
            "data request": "/yeu-cau-du-lieu/",
            "English data request": "/en/yeu-cau-du-lieu/",
            "withdrawing": "/rut-lai-dong-y/",
            "English home": "/en/",
            "English stories": "/en/tin-tot/",
            "English story": "/en/tin-tot/a-bright-road/",
            "English exemplars": "/en/guong-sang/",
            "English campaigns": "/en/chien-dich/",
            "English text": "/en/gioi-thieu/",
            "English search": "/en/tim-kiem/?q=good",
            "English site map": "/en/so-do-trang/",
            "English withdrawing": "/en/rut-lai-dong-y/",
        }

    @property
    def data(self) -> dict[str, str]:
        """Addresses of what machines read, by its name."""
        return {
            "RSS": "/rss/",
            "Atom": "/atom/",
            "English RSS": "/en/rss/",
            "English Atom": "/en/atom/",
            "sitemap": "/sitemap.xml",
            "sitemap part": "/sitemap-1.xml",
            "news sitemap": "/news-sitemap.xml",
            "suggestions": "/tim-kiem/goi-y/?q=sang",
            "calendar": f"/chien-dich/{self.campaign.slug}/lich.ics",
            "robots": "/robots.txt",
            "manifest": "/site.webmanifest",
            "theme colours": "/giao-dien.css",
            "QR code": f"/chia-se/{self.story.pk}/qr.svg",
        }

    @property
    def greeting_address(self) -> str:
        """Where good wishes are sent to the exemplar."""
        return f"/loi-chuc/{self.exemplar.pk}/"

    @property
    def answer_address(self) -> str:
        """Where the quiz of the story is answered."""
        return f"/trac-nghiem/{self.story.pk}/{BLOCK_ID}/"


@recorded
def make_public_site() -> PublicSite:
    """Return the site as of noon of 21 November 2026."""
    tree = make_site()
    unit, theme = make_unit("Đoàn xã Phước Bình"), make_theme()
    campaign = make_campaign()
    question = make_question(make_topic())
    make_question(question.topic, "Câu của cuộc thi?", use="contest")
    make_published()
    raw = [
        {"type": "text", "value": TEXT},
        {"type": "quiz", "value": quiz_value(questions=[question.pk]), "id": str(BLOCK_ID)},
    ]
    story = make_story(
        tree.stories, body=StoryStreamBlock().to_python(raw), unit=unit, themes=[theme]
    )
    translate(story, "A bright road through the village", "a-bright-road")
    make_story(
        tree.stories, "Lớp học sáng đèn", kind=StoryKind.BEAUTIFUL_STORY, unit=unit, themes=[theme]
    )
    return PublicSite(
        tree=tree,
        unit=unit,
        theme=theme,
        campaign=campaign,
        exemplar=make_exemplar(unit=unit, honours=[(2026, "Thanh niên tiên tiến")]),
        story=story,
        question=question,
        superuser=make_user("root", is_superuser=True),
    )


def translate(story: StoryPage, title: str, slug: str) -> StoryPage:
    """Return the live English page of ``story``."""
    english = story.copy_for_translation(Locale.objects.get(language_code="en"))
    english.title, english.slug = title, slug
    return approve_and_publish(page=english, now=NOW)
