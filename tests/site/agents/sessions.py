"""The life of an agent session: begin, branch, intent, end."""

import secrets
import time
import uuid

from django.db import transaction

from agents.models import AgentSession, Branch, BranchWrite, PullRequest

GROUP = "agent"
SESSION_KEY = "agent_session"
BRANCH_KEY = "agent_branch"
INTENT_KEY = "agent_intent"

# What becomes of a branch with an intent, by how its session ended; otherwise nothing is committed.
COMMITTED = {
    "finish": Branch.State.FINISHED,
    "new_login": Branch.State.FINISHED_BY_SERVER,
}

# How long a first request takes to make its branch: others that arrive meanwhile make their own.
BRANCH_SECONDS = 0.05


def is_agent(user) -> bool:
    """Whether the account works on branches: it is in the group "agent"."""
    return user.is_authenticated and user.groups.filter(name=GROUP).exists()


def begin_session(session, user) -> None:
    """A login: a new agent session, without branch and intent; earlier ones of the account end."""
    for earlier in AgentSession.objects.filter(user=user, ended=False):
        end_session(earlier, "new_login")
    session.pop(BRANCH_KEY, None)
    session.pop(INTENT_KEY, None)
    session[SESSION_KEY] = uuid.uuid4().hex
    AgentSession.objects.create(key=session[SESSION_KEY], user=user)


def find_session(session) -> AgentSession | None:
    """The agent session behind a Django session, None when it never was one or has ended."""
    key = session.get(SESSION_KEY)
    return AgentSession.objects.filter(key=key, ended=False).first() if key else None


def enter_branch(session, user, agent_session: AgentSession) -> Branch:
    """The branch this request works on, made when the Django session names none yet."""
    name = session.get(BRANCH_KEY)
    if name is None:
        time.sleep(BRANCH_SECONDS)
        name = f"{user.username}-{secrets.token_hex(4)}"
        branch = Branch.objects.create(name=name, session=agent_session)
        session[BRANCH_KEY] = name
    else:
        branch = Branch.objects.get(name=name)
    intent = session.get(INTENT_KEY, "")
    if agent_session.branch_id != branch.pk or agent_session.intent != intent:
        AgentSession.objects.filter(pk=agent_session.pk).update(branch=branch, intent=intent)
        agent_session.branch, agent_session.intent = branch, intent
    return branch


def record_write(branch: Branch, method: str, path: str, object_id: int | None) -> None:
    """Puts a successful write on the branch its request saw, even one that has ended since."""
    with transaction.atomic():
        state = Branch.objects.values_list("state", flat=True).get(pk=branch.pk)
        BranchWrite.objects.create(
            branch=branch,
            method=method,
            path=path,
            object_id=object_id,
            late=state != Branch.State.OPEN,
        )


@transaction.atomic
def end_session(agent_session: AgentSession, ended_by: str) -> None:
    """
    Ends a session by "finish", "new_login" or "web_access": its branch is deleted when nothing changed,
    committed with a pull request when the session has an intent (not after web access, which loses
    everything), and left uncommitted otherwise. Branches of the session that it does not remember
    (made by parallel first requests) stay behind uncommitted.
    """
    if not AgentSession.objects.filter(pk=agent_session.pk, ended=False).update(ended=True):
        return
    branch, intent = agent_session.branch, agent_session.intent
    if branch is not None:
        writes = branch.writes.count()
        if writes == 0:
            state = Branch.State.DELETED
        elif intent and ended_by in COMMITTED:
            state = COMMITTED[ended_by]
            PullRequest.objects.create(branch=branch, title=intent, writes=writes)
        else:
            state = Branch.State.UNCOMMITTED
        Branch.objects.filter(pk=branch.pk).update(state=state, ended_by=ended_by, intent=intent)
    agent_session.branches.filter(state=Branch.State.OPEN).update(
        state=Branch.State.UNCOMMITTED, ended_by=ended_by
    )
