"""A small public site with every kind of page, for journeys in a browser."""

from datetime import timedelta

from django.utils import timezone

from campaigns.contests.rules import DrawRules
from campaigns.models import CampaignPage
from exemplars.models import FollowUp, Milestone, Picture, Quotation
from goodnews.consents.choices import Purpose
from goodnews.home.models import HomePage, SiteSettings
from goodnews.home.services import build_site
from goodnews.workflows.services import approve_and_publish
from news.blocks import StoryStreamBlock
from news.choices import StoryKind
from news.models import StoryPage
from quizblocks.choices import QuestionUse
from tests.campaigns.contests.attempts.factories import make_contest, make_rules, usual_round
from tests.exemplars.factories import consent_to, make_draft, make_exemplar, make_greeting
from tests.images.factories import make_image
from tests.news.factories import make_story, make_theme
from tests.quizblocks.factories import BLOCK_ID, make_question, make_topic, quiz_value
from tests.units.factories import make_unit

TITLES = (
    "120 đoàn viên trồng 3.000 cây ngập mặn ven đầm Nại",
    "Ấm lòng suất cháo 0 đồng tại Bệnh viện Đa khoa tỉnh",
    "Tổ công nghệ cộng đồng hướng dẫn người cao tuổi dùng dịch vụ công",
    "Ngày Chủ nhật xanh: 14 tấn rác được thu gom trong một buổi sáng",
)


def build_public_site() -> dict[str, str]:
    """Build 14 stories of two weeks, a campaign, two exemplars, a quiz and a contest, as of today.

    Returns:
        An address of every type of public page, by its name.
    """
    now = timezone.now()
    tree = build_site(now=now)
    SiteSettings.objects.update(responsible_body="Tỉnh Đoàn", phone="0259 3822 111")
    unit = make_unit("Đoàn xã Phước Bình")
    theme = make_theme()
    make_campaign(tree, now=now)
    topic = make_topic()
    question = make_question(topic)
    make_question(topic, "Câu để thi?", use=QuestionUse.CONTEST)
    window = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=7)}
    make_contest(make_rules(usual_round(**window, draws=(DrawRules(count=1),))))
    stories = make_stories(tree, unit=unit, theme=theme, question=question, now=now)
    make_full_exemplar(unit=unit, now=now)
    make_exemplar("Đội Sông Xanh", unit=unit, portrait=make_image(title="Đội Sông Xanh"))
    home = HomePage.objects.get(pk=tree.home.pk)
    home.quiz = [("quiz", quiz_value(questions=[question]))]
    home.save_revision().publish()
    day = timezone.localdate()
    return {
        "home": "/",
        "stories": "/tin-tot/",
        "beautiful stories": "/tin-tot/cau-chuyen-dep/",
        "month": f"/tin-tot/{day:%Y/%m}/",
        "theme": f"/tin-tot/chu-de/{theme.slug}/",
        "story": stories[0].get_url(),
        "campaigns": "/chien-dich/",
        "campaign": "/chien-dich/moi-ngay-mot-tin-tot/",
        "exemplars": "/guong-sang/",
        "exemplar": "/guong-sang/dao-thi-kieu/",
        "honour roll": "/guong-sang/vinh-danh/2026/",
        "search": "/tim-kiem/?q=cay",
        "search without results": "/tim-kiem/?q=xyzxyz",
        "text": "/quyen-rieng-tu/",
        "site map": "/so-do-trang/",
        "missing": "/khong-co-trang-nay/",
        "sign-in": "/tai-khoan/login/",
        "English home": "/en/",
        "English text": "/en/gioi-thieu/",
    }


def make_full_exemplar(*, unit, now) -> None:
    """Publish a profile that has everything that a profile can show."""
    page = make_draft(unit=unit, honours=[(2026, "Thanh niên tiên tiến"), (2024, "Giấy khen")])
    page.milestones = [Milestone(year=2023, month=9, text="Mở lớp đầu tiên.")]
    page.quotations = [Quotation(text="Còn người học thì còn đèn.")]
    page.pictures = [Picture(image=make_image(title="Lớp học"), caption="Đêm khai giảng")]
    page.follow_ups = [FollowUp(noted_on=now.date(), public_text="Nay đã có lớp thứ ba.")]
    for purpose in (Purpose.PROFILE, Purpose.IMAGE):
        consent_to(page, purpose=purpose)
    page = approve_and_publish(page=page, now=now)
    make_greeting(page, "Chúc chị luôn vui khỏe!")


def make_campaign(tree, *, now) -> CampaignPage:
    """Return a live campaign that began 30 days ago and ends in 60."""
    today = timezone.localdate(now)
    page = CampaignPage(
        title="Mỗi ngày một tin tốt, mỗi tuần một câu chuyện đẹp",
        slug="moi-ngay-mot-tin-tot",
        starts_on=today - timedelta(days=30),
        ends_on=today + timedelta(days=60),
        summary="Mỗi ngày một tin tốt, mỗi tuần một câu chuyện đẹp.",
        rules="<p>Mỗi đơn vị gửi ít nhất một tin mỗi tuần.</p>",
        live=False,
    )
    tree.campaigns.add_child(instance=page)
    return approve_and_publish(page=page, now=now)


def make_stories(tree, *, unit, theme, question, now) -> list[StoryPage]:
    """Return 14 live stories, three of them today's, the first with every kind of block."""
    cover = make_image()
    today = timezone.localdate(now)
    body = make_body(cover, question)
    stories = []
    for number in range(14):
        day = today - timedelta(days=max(0, number - 2))
        story = make_story(
            tree.stories,
            f"{TITLES[number % len(TITLES)]} ({number + 1})",
            now=now,
            kind=StoryKind.BEAUTIFUL_STORY if number == 3 else StoryKind.GOOD_NEWS,
            cover=cover,
            cover_caption="Buổi ra quân sáng Chủ nhật",
            unit=unit,
            themes=[theme],
            happened_on=day,
            published_on=day,
            **({"body": body} if number == 0 else {}),
        )
        stories.append(story)
    return stories


def make_body(image, question):
    """Return a body with one block of every kind that needs no further page."""
    picture = {
        "image": image.pk,
        "alt_text": "Đoàn viên trồng cây",
        "is_decorative": False,
        "caption": "Ảnh chụp lúc bảy giờ",
    }
    blocks = [
        ("heading", "Con đường sáng giữa bản"),
        ("text", "<p>Sáng nay, hơn 40 đoàn viên đã <b>dọn lòng suối</b>.</p><ul><li>Một</li></ul>"),
        ("image", picture),
        ("gallery", {"title": "Buổi ra quân", "images": [picture, picture]}),
        (
            "quote",
            {"text": "Có ánh sáng, bọn trẻ đọc sách.", "person": "Chị Hoa", "role": "Bí thư"},
        ),
        ("fact_box", {"title": "Công trình", "text": "<p>4 km đường, 24 cột đèn.</p>"}),
        (
            "video",
            {"address": "https://youtu.be/dQw4w9WgXcQ", "title": "Đêm sáng đèn", "poster": None},
        ),
    ]
    raw = [{"type": kind, "value": value} for kind, value in blocks]
    quiz = quiz_value(questions=[question.pk])
    raw.append({"type": "quiz", "value": quiz, "id": str(BLOCK_ID)})
    return StoryStreamBlock().to_python(raw)
