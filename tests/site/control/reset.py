"""Puts the site back to its fixture without restarting it."""

import sqlite3

from django.conf import settings
from django.db import connection

from control import mail
from control.expiry import expire_sessions
from control.faults import FAULTS
from control.request_log import LOG

PRISTINE = settings.OPTIONS.data_directory / "pristine.sqlite3"


def reset_site() -> None:
    """Database as the fixture made it, all sessions void, nothing recorded and no fault ordered."""
    if not PRISTINE.exists():
        raise ValueError("Only a temporary site can be reset")
    expire_sessions(None)
    source = sqlite3.connect(PRISTINE)
    try:
        connection.ensure_connection()
        source.backup(connection.connection)
    finally:
        source.close()
    mail.MESSAGES.clear()
    FAULTS.clear()
    LOG.clear()
