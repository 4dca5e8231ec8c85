"""What the stored procedure FinishSession of the Dolt edition does."""

from django.db import connection

from agents import states
from agents.models import Branch, PullRequest

LONGEST_NAME = 64
COMMITTED = {"finish": Branch.State.FINISHED, "server": Branch.State.FINISHED_BY_SERVER}


def finish_session(name: str, intent: str | None, ended_by: str) -> None:
    """
    Commits what is on a branch and files its pull request, or deletes a branch that never had anything;
    the connection has main checked out then. A commit without an intent is refused and leaves the branch
    checked out; other refusals leave the checkout alone. Nobody is told of them.
    """
    with states.LOCK:
        branch = Branch.objects.existing().filter(name=name).first()
        if branch is None:
            return
        branch.ended_by = ended_by
        if len(name) > LONGEST_NAME:
            branch.state = Branch.State.UNCOMMITTED
        else:
            connection.check_out(name)
            if _commit_or_delete(branch, intent):
                connection.check_out(None)
        branch.save()


def _commit_or_delete(branch: Branch, intent: str | None) -> bool:
    """Brings a branch to its end; False when the commit was refused."""
    changes = states.change_counter(branch.name)
    if changes == branch.committed_changes:
        if branch.message is None:
            branch.state = Branch.State.DELETED
            states.delete_branch(branch.name)
        return True
    if not (intent or "").strip():
        branch.state = Branch.State.UNCOMMITTED
        return False
    branch.committed_changes = changes
    branch.state = COMMITTED[branch.ended_by]
    # A second pull request of a branch fails in silence.
    if branch.message is None:
        branch.message = intent
        PullRequest.objects.create(branch=branch, title=intent, writes=branch.writes.count())
    return True
