"""Essays read by people: one at a time, nameless, each by two who know nothing of each other."""
