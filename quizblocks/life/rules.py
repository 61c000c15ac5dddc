"""Which step may follow which state. Pure."""

from quizblocks.choices import QuestionState, Verdict

# From approved content there is only the way out: passing or sending it back says nothing new.
ALLOWED_FROM: dict[Verdict, frozenset[QuestionState]] = {
    Verdict.PASSED: frozenset(
        {
            QuestionState.DRAFT,
            QuestionState.RETURNED,
            QuestionState.RETIRED,
            QuestionState.ANNULLED,
        }
    ),
    Verdict.RETURNED: frozenset({QuestionState.DRAFT, QuestionState.REVIEWED}),
    Verdict.APPROVED: frozenset(set(QuestionState) - {QuestionState.APPROVED}),
    Verdict.RETIRED: frozenset(set(QuestionState) - {QuestionState.RETIRED}),
}


def is_allowed(verdict: Verdict, state: QuestionState | str, *, is_live: bool) -> bool:
    """Tell whether ``verdict`` may be given on a question in ``state``.

    Args:
        is_live: the question is published; approved content that is not (it was
            taken down behind the house's back) may be approved anew.
    """
    state = QuestionState(state)
    if verdict == Verdict.APPROVED and state == QuestionState.APPROVED:
        return not is_live
    return state in ALLOWED_FROM[verdict]
