"""The people of a small bank: two who write and judge, one who only translates."""

from django.test import TestCase
from wagtail.models import Locale

from goodnews.accounts.roles import Role
from goodnews.accounts.services import apply_roles
from tests.accounts.factories import make_user
from tests.quizblocks.factories import make_topic


class BankCase(TestCase):
    """Lan writes, Minh reviews, a third helps; all organise contests. Hoa translates."""

    @classmethod
    def setUpTestData(cls):
        apply_roles()
        cls.english, _ = Locale.objects.get_or_create(language_code="en")
        cls.topic = make_topic()
        cls.lan = make_user("lan", role=Role.ORGANISER)
        cls.minh = make_user("minh", role=Role.ORGANISER)
        cls.third = make_user("third", role=Role.ORGANISER)
        cls.hoa = make_user("hoa", role=Role.TRANSLATOR)
