"""What branches have of their own, and who may make and delete them."""

import threading

# Held by whoever makes, finishes or deletes states.
LOCK = threading.RLock()


def is_branched(table: str) -> bool:
    """Whether every branch has a table of its own; accounts, their settings and sessions are one."""
    return table.startswith("helpdesk_") and table != "helpdesk_usersettings"
