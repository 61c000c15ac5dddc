"""Questions of the bank that may be the same as one of it. A hint; it never blocks."""

from collections.abc import Sequence

from django.db.models import Case, Value, When
from django.db.models.functions import Length

from quizblocks.formats.markup import searched
from quizblocks.lookalikes import WORD, LookalikeIndex
from quizblocks.models import Question
from quizblocks.rights import may_keep_keys

# The longest words are the rarest; alike questions share most of them, and are about as long.
WORDS_ASKED = 4
SHORTEST, LONGEST = 0.7, 1.45
MOST_READ = 300


def lookalikes_of(question: Question, *, user) -> Sequence[Question]:
    """Return up to three questions like the draft ``question`` that ``user`` may see.

    Two queries. The database finds what shares half of the long words, Python compares.
    """
    stem = searched(question.stem)
    words = sorted(set(WORD.findall(stem)), key=lambda word: (-len(word), word))[:WORDS_ASKED]
    if not words:
        return ()
    shared = sum(
        (Case(When(folded_stem__contains=word, then=1), default=0) for word in words), Value(0)
    )
    found = (
        Question.objects.filter(locale=question.locale_id)
        .exclude(pk=question.pk)
        .annotate(letters=Length("folded_stem"), shared=shared)
        .filter(
            letters__range=(int(SHORTEST * len(stem)), int(LONGEST * len(stem)) + 1),
            shared__gte=(len(words) + 1) // 2,
        )
    )
    if not may_keep_keys(user):
        found = found.without_contest()
    rows = list(found.order_by("-shared", "-pk").values_list("pk", "folded_stem")[:MOST_READ])
    same = [pk for pk, held in rows if held == stem]
    index = LookalikeIndex([held for _pk, held in rows], wanted=[stem])
    near = [rows[place][0] for place in index.find(stem)]
    wanted = [*same, *near][:3]
    by_pk = Question.objects.select_related("life").in_bulk(wanted)
    return [by_pk[pk] for pk in wanted if pk in by_pk]
