"""While a contest runs: the live board, messages to entrants, the help desk, incidents, entry links."""
