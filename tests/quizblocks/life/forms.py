"""The form of a question as a browser sends it."""

from wagtail.test.utils.form_data import inline_formset, nested_form_data

from quizblocks.models import Question


def form_data(question: Question, *, right: int, **values) -> dict:
    """Return the fields of ``question``, the choice at the place ``right`` ticked."""
    rows = [
        {"id": choice.pk, "text": choice.text, "is_right": "on" if place == right else ""}
        for place, choice in enumerate(question.choices.all())
    ]
    return nested_form_data(
        {
            "stem": question.stem,
            "kind": question.kind,
            "statement_is": "",
            "explanation": question.explanation,
            "source": question.source,
            "source_url": question.source_url,
            "topic": question.topic_id,
            "difficulty": question.difficulty,
            "use": question.use,
            "choices": inline_formset(rows, initial=len(rows)),
            **values,
        }
    )
