"""Where no nginx stands in front, Django sends pictures, and documents only as Wagtail does."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

NAME = "quy-che-noi-bo.pdf"


@pytest.mark.parametrize(
    "address",
    [
        f"/media/documents/{NAME}",
        f"/media/images/../documents/{NAME}",
        f"/media//documents/{NAME}",
        f"/media/%64ocuments/{NAME}",
        f"/media/wagtail_uploads/{NAME}",
    ],
)
@pytest.mark.django_db
def test_a_document_is_given_by_wagtail_alone(client, address):
    names = [
        default_storage.save(f"{folder}/{NAME}", ContentFile(b"x"))
        for folder in ("documents", "wagtail_uploads", "images")
    ]
    try:
        assert client.get(f"/media/images/{NAME}").status_code == 200
        assert client.get(address).status_code == 404
    finally:
        for name in names:
            default_storage.delete(name)
