"""Keeps every message instead of sending it."""

from collections import deque

from django.core.mail.backends.base import BaseEmailBackend

MESSAGES = deque(maxlen=10_000)


class RecordingBackend(BaseEmailBackend):
    """An e-mail backend whose messages a test can read."""

    def send_messages(self, email_messages):
        for message in email_messages:
            MESSAGES.append(
                {
                    "from": message.from_email,
                    "to": list(message.to),
                    "cc": list(message.cc),
                    "bcc": list(message.bcc),
                    "subject": str(message.subject),
                    "body": message.body,
                }
            )
        return len(email_messages)
