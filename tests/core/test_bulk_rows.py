import pytest
from django.contrib.auth.models import Group
from django.db import DataError, connection

from goodnews.core.bulk_rows import insert_rows
from quizblocks.choices import QuestionKind
from quizblocks.models import QuestionImport
from tests.workflows.factories import NOW

pytestmark = pytest.mark.django_db


def test_the_keys_come_in_the_order_of_the_rows():
    names = [f"Nhóm {number}" for number in (3, 1, 2)] + [f"Lớp {n}" for n in range(1200)]
    keys = insert_rows(Group, ("name",), [(name,) for name in names])
    assert [Group.objects.get(pk=key).name for key in keys[:5]] == names[:5]
    assert Group.objects.get(pk=keys[-1]).name == names[-1]


def test_what_all_rows_say_alike_is_said_once():
    keys = insert_rows(QuestionImport, ("name",), [("a.xlsx",), ("b.xlsx",)], {"imported_at": NOW})
    rows = QuestionImport.objects.filter(pk__in=keys).values_list("name", "imported_at")
    assert set(rows) == {("a.xlsx", NOW), ("b.xlsx", NOW)}


def test_no_rows_are_no_statement():
    assert insert_rows(Group, ("name",), []) == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps texts of any length")
def test_a_text_that_is_too_long_is_refused_and_not_cut():
    with pytest.raises(DataError):
        insert_rows(Group, ("name",), [("x" * 151,)])


def test_what_is_added_afterwards_takes_the_next_key():
    keys = insert_rows(Group, ("name",), [("Một",), ("Hai",)])
    assert Group.objects.create(name="Ba").pk > max(keys)


def test_a_value_of_a_list_of_choices_is_stored_as_its_text():
    (key,) = insert_rows(Group, ("name",), [(QuestionKind.SINGLE,)])
    assert Group.objects.get(pk=key).name == "single"
