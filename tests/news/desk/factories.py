"""A correspondent at the desk, with the newsroom behind them."""

import uuid

from django.core.files.uploadedfile import SimpleUploadedFile

from goodnews.consents.choices import Purpose
from goodnews.consents.models import ConsentText
from news.desk.models import DeskDraft
from tests.images.files import photo_bytes
from tests.recorded import recorded
from tests.workflows.factories import Newsroom, make_newsroom

KEY = uuid.UUID("11111111-2222-4333-8444-555555555555")
PERSON_KEY = uuid.UUID("22222222-2222-4333-8444-555555555555")
OTHER_PERSON_KEY = uuid.UUID("33333333-2222-4333-8444-555555555555")
TEXT = (
    "Hai mươi bốn cột đèn năng lượng mặt trời đã sáng ở bản Sín Chải.\n\n"
    "Sáng nay, hơn 40 đoàn viên đã có mặt từ sớm để dựng cột.\n\n"
    "Bà con mang ngô luộc ra cùng ăn."
)


@recorded
def make_desk() -> Newsroom:
    """Return the newsroom, with the wording of the consent."""
    room = make_newsroom()
    ConsentText.objects.get_or_create(
        purpose=Purpose.STORY, version=1, language="vi", defaults={"body": "Tôi đồng ý."}
    )
    return room


def photo(name: str = "den-duong.jpg", *, size=(640, 480)) -> SimpleUploadedFile:
    """Return a JPEG as a phone sends it."""
    return SimpleUploadedFile(name, photo_bytes(size=size), "image/jpeg")


def filled(**values) -> dict:
    """Return what the form posts for a complete story without photographs."""
    return {
        "key": str(KEY),
        "kind": "good_news",
        "title": "Con đường sáng giữa bản",
        "text": TEXT,
        "happened_on": "2026-03-20",
        "place": "Bản Sín Chải",
        "origin": "own",
        "people": "nobody",
        "do": "save",
        **values,
    }


def person(key: uuid.UUID = PERSON_KEY, **values) -> dict:
    """Return the row of a grown-up who has agreed, as the form posts it."""
    row = {
        "name": "Lý Thị Mẩy",
        "age_band": "16+",
        "has_agreed": "on",
        "guardian_name": "",
        "channel": "spoken",
        **values,
    }
    return {f"person-{key}-{name}": value for name, value in row.items() if value is not None}


def child(key: uuid.UUID = PERSON_KEY, **values) -> dict:
    """Return the row of a child of 7 to 15 who has agreed, as has the guardian."""
    row = {
        "name": "Lý Văn Sáng",
        "age_band": "7-15",
        "guardian_name": "Lý Thị Mẩy",
        "guardian_has_agreed": "on",
    }
    return person(key, **row | values)


def described(draft: DeskDraft, **values) -> dict:
    """Return the fields of the draft's photographs, each with its text alternative."""
    fields = {}
    for place in draft.photos.all():
        fields[f"photo-{place.pk}-alt_text"] = "Đoàn viên dựng cột đèn"
        fields[f"photo-{place.pk}-caption"] = "Dựng cột đèn ở Sín Chải"
        fields[f"photo-{place.pk}-people_note"] = ""
    return fields | values
