"""The states of the helpdesk: main's, the one of main's last commit, one per branch."""

from django.conf import settings

from agents.branched import LOCK, is_branched

if settings.OPTIONS.database == "postgresql":
    from agents import schemas as _kept
else:
    from agents import files as _kept

begin_states = _kept.begin_states
change_counter = _kept.change_counter
commit_main = _kept.commit_main
commit_rows = _kept.commit_rows
create_branch = _kept.create_branch
delete_branch = _kept.delete_branch
highest_ids = _kept.highest_ids
restore_main = _kept.restore_main

__all__ = [
    "LOCK",
    "begin_states",
    "change_counter",
    "commit_main",
    "commit_rows",
    "create_branch",
    "delete_branch",
    "highest_ids",
    "is_branched",
    "restore_main",
]
