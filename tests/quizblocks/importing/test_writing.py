"""What an import writes beside its questions."""

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.test import TestCase
from wagtail.models import ModelLogEntry

from quizblocks.models import Question
from tests.accounts.factories import make_user

from .factories import import_items, make_item
from .test_services import items_of_kinds


class WrittenTests(TestCase):
    def test_revision_and_log_are_those_that_wagtail_would_write(self):
        tagged = make_item("Em làm gì với tin lạ?", tags=("an toàn", "mạng"))
        user = make_user("organiser")
        import_items(tagged, *items_of_kinds(), user=user)
        for question in Question.objects.all():
            with self.subTest(question.kind):
                revision = question.latest_revision
                as_said = json.loads(
                    json.dumps(question.serializable_data(), cls=DjangoJSONEncoder)
                )
                said = {**revision.content, "latest_revision": question.latest_revision_id}
                assert {**said, "has_unpublished_changes": True} == as_said
                assert revision.user == user
                entry = ModelLogEntry.objects.for_instance(question).get()
                assert (entry.revision, entry.label) == (revision, str(question))
