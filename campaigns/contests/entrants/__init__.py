"""Who enters a contest: registration, one person – one entrant, coming back by a code."""
