"""The list of all errors above a form, each with the way to its field."""


class ErrorSummaryMixin:
    """A Django form that lists its errors, for whoever cannot see the whole form at once."""

    @property
    def summary(self) -> list[tuple[str, str]]:
        """Anchor and message of every error, in the order of the form."""
        return [
            # A group of buttons is no field of its own, and has but the id of the group.
            (f"#{self[name].id_for_label or self[name].auto_id}", message)
            for name in self.fields
            for message in self.errors.get(name, [])
        ]
