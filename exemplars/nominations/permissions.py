"""Who may do what with rounds, whatever rights somebody was given."""

from campaigns.permissions import WithholdingPolicy


class RoundPermissionPolicy(WithholdingPolicy):
    """A round is evidence: it ends, and is never deleted."""

    WITHHELD = frozenset({"delete"})
