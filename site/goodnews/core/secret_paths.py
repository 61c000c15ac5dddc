"""Keeping secrets that stand in addresses out of the logs."""

import logging
import re

from django.conf import settings


def masked(text: str) -> str:
    """Return ``text`` with what follows a secret's beginning replaced by dots."""
    beginnings = "|".join(re.escape(path) for path in settings.SECRET_PATHS)
    return re.sub(rf"({beginnings})[^\s\"']+", r"\1…", text)


class SecretPathFilter(logging.Filter):
    """Masks the addresses of personal links in what Django writes of refused requests."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.msg, str):
            record.msg = masked(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(
                masked(each) if isinstance(each, str) else each for each in record.args
            )
        return True
