"""A rush: who begins now and who waits, when more people come than the server can serve at once."""
