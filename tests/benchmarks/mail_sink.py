"""A mail server that only writes down what it took, for processes that are killed."""

import os

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend


class SinkBackend(BaseEmailBackend):
    """Append one line a letter to ``settings.MAIL_SINK``: its Message-ID and its subject."""

    def send_messages(self, messages):
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        sink = os.open(settings.MAIL_SINK, flags, 0o600)
        try:
            for message in messages:
                line = f"{message.extra_headers['Message-ID']}\t{message.subject}\n"
                os.write(sink, line.encode())
        finally:
            os.close(sink)
        return len(messages)
