"""What an act says beside its reason."""

import pytest
from django.utils import translation

from campaigns.contests.evidence.act_words import act_detail
from campaigns.contests.evidence.choices import ActKind
from campaigns.contests.models import ContestAct


def said(**details) -> str:
    return act_detail(ContestAct(kind=ActKind.REVIEWED, details=details))


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield


def test_a_sign_says_what_one_person_found():
    assert said(sign="too_fast", verdict="no_fault", outcome="") == "làm quá nhanh: “không có lỗi”"


def test_it_says_so_when_the_second_person_agreed():
    words = said(sign="twin", verdict="disqualify", outcome="disqualify")
    assert words == "trả lời giống hệt, cả những câu sai: hai người đều kết luận “loại”"


def test_a_kind_that_has_another_name_today_is_said_as_it_was_written():
    assert said(sign="by_hand", verdict="no_fault", outcome="") == "by_hand: “không có lỗi”"
