"""Puts the site back to its fixture without restarting it."""

from agents.ids import begin_numbering
from agents.memory import MEMORIES
from agents.states import restore_main

from control import mail
from control.expiry import expire_sessions
from control.faults import FAULTS
from control.request_log import LOG


def reset_site() -> None:
    """Main as the fixture made it, no branch, all sessions void, nothing recorded, no fault ordered."""
    restore_main()
    expire_sessions(None)
    begin_numbering()
    MEMORIES.begin()
    mail.MESSAGES.clear()
    FAULTS.clear()
    LOG.clear()
