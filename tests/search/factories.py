"""Thousands of stories with text to look for; fixed words in a fixed order."""

from django.core.management import call_command
from wagtail.models import Page

from news.models import StoryPage
from tests.news.factories import make_many_stories

WHO = ("Đoàn thanh niên", "Hội sinh viên", "Chi đoàn", "Đội thiếu niên", "Câu lạc bộ")
DEED = ("trồng cây gây rừng", "hiến máu cứu người", "dọn bãi biển", "dạy học", "sửa nhà")
PLACE = ("bản Sín Chải", "xã Phước Bình", "phường Mỹ Đông", "đảo Phú Quý", "huyện Bác Ái")
FILLER = (
    "Sáng nay các bạn trẻ cùng bà con chung tay góp sức cho quê hương sạch đẹp hơn mỗi ngày. "
    "Mỗi ngày một tin tốt, mỗi tuần một câu chuyện đẹp là lời hứa của tuổi trẻ toàn tỉnh. "
)


def title_of(number: int) -> str:
    """Return the title of story ``number``."""
    who, deed, place = WHO[number % 5], DEED[number // 5 % 5], PLACE[number // 25 % 5]
    return f"{who} {deed} ở {place}, lần {number}"


def make_searchable_stories(index, count: int, **values) -> list[int]:
    """Return the ids of ``count`` live stories with titles and leads, in the search index."""
    ids = make_many_stories(index, count, **values)
    for number, page_id in enumerate(ids):
        title = title_of(number)
        Page.objects.filter(pk=page_id).update(title=title, draft_title=title)
        lead = f"{title}. {FILLER}"
        StoryPage.objects.filter(pk=page_id).update(lead=lead[:400])
    call_command("update_index", verbosity=0)
    return ids
