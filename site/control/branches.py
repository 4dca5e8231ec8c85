"""What became of agents' branches and writes."""

from agents.models import Branch, BranchWrite, PullRequest


def stored_branches() -> list[dict]:
    """All branches, oldest first, with the writes on them."""
    branches = Branch.objects.select_related("user").prefetch_related("writes")
    return [
        {
            "name": branch.name,
            "username": branch.user.username,
            "session": branch.login,
            "state": branch.state,
            "endedBy": branch.ended_by,
            "intent": branch.session_intent if branch.state == "open" else branch.message or "",
            "writes": [_write(write) for write in branch.writes.all()],
        }
        for branch in branches.order_by("pk")
    ]


def writes_on_main() -> list[dict]:
    """Agents' writes that landed on main, oldest first."""
    return [_write(write) for write in BranchWrite.objects.filter(branch=None).order_by("pk")]


def _write(write: BranchWrite) -> dict:
    return {
        "method": write.method,
        "path": write.path,
        "objectId": write.object_id,
        "session": write.session,
        "late": write.late,
    }


def stored_pull_requests() -> list[dict]:
    """All pull requests, oldest first."""
    pulls = PullRequest.objects.select_related("branch__user").order_by("pk")
    return [
        {
            "branch": pull.branch.name,
            "username": pull.branch.user.username,
            "title": pull.title,
            "writes": pull.writes,
        }
        for pull in pulls
    ]
