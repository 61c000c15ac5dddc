"""Who may do what with rules and letters, whatever rights somebody was given."""

from campaigns.permissions import WithholdingPolicy


class RulePermissionPolicy(WithholdingPolicy):
    """A rule is switched off; what was sent under it keeps it."""

    WITHHELD = frozenset({"delete"})


class LetterPermissionPolicy(WithholdingPolicy):
    """The log is read; only the sending itself writes it."""

    WITHHELD = frozenset({"add", "change", "delete"})
