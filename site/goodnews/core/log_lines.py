"""Lines of the log, by which an administrator finds what the documents name."""

import logging


class EventFormatter(logging.Formatter):
    """Ends a line with the event it tells of; the other values that came along stay out of it."""

    def __init__(self):
        super().__init__("%(levelname)s %(name)s: %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 -- logging's own name
        line = super().formatMessage(record)
        event = getattr(record, "event", None)
        return f"{line} [{event}]" if event else line
