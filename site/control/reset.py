"""Puts the site back to its fixture without restarting it."""

import sqlite3

from agents.ids import begin_numbering
from agents.memory import MEMORIES
from agents.states import commit_main, delete_branch_files
from django.conf import settings
from django.db import connection

from control import mail
from control.expiry import expire_sessions
from control.faults import FAULTS
from control.request_log import LOG

PRISTINE = settings.OPTIONS.data_directory / "pristine.sqlite3"


def reset_site() -> None:
    """Main as the fixture made it, no branch, all sessions void, nothing recorded, no fault ordered."""
    if not PRISTINE.exists():
        raise ValueError("Only a temporary site can be reset")
    expire_sessions(None)
    source = sqlite3.connect(PRISTINE)
    try:
        connection.ensure_connection()
        source.backup(connection.connection)
    finally:
        source.close()
    delete_branch_files()
    commit_main()
    begin_numbering()
    MEMORIES.begin()
    mail.MESSAGES.clear()
    FAULTS.clear()
    LOG.clear()
