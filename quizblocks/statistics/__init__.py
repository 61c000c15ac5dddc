"""Is a question good? Figures of classical test theory, from attempts or from sums."""
