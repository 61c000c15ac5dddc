import pytest
from django.utils import translation


@pytest.fixture
def english():
    """Messages are compared as they stand in the source."""
    with translation.override("en"):
        yield
