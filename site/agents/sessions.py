"""The life of an agent session: its login, branch, intent, and what the server remembers of it."""

import secrets
import string
import time
import uuid

from django.conf import settings
from django.db import connection

from agents import states
from agents.finish import finish_session
from agents.memory import RememberedSession
from agents.models import Branch, BranchWrite

GROUP = "agent"
LOGIN_KEY = "agent_login"
BRANCH_KEY = "branch_name"
INTENT_KEY = "intent"

# How long a first request takes to make its branch: others that arrive meanwhile make their own.
BRANCH_SECONDS = 0.05
SUFFIX = string.ascii_lowercase + string.digits


class BranchMissing(Exception):
    """A session names a branch that was deleted."""


def is_agent(user) -> bool:
    """Whether the account works on branches: it is in the group "agent"."""
    return user.is_authenticated and user.groups.filter(name=GROUP).exists()


def begin_session(session) -> None:
    """A login; it ends no other session of the account."""
    session[LOGIN_KEY] = uuid.uuid4().hex


def session_key(request) -> str:
    """What tells a session from others; one that lives in its cookie is named after its branch."""
    if settings.OPTIONS.sessions == "signed_cookies":
        return f"cookie_{request.user.pk}_{request.session[BRANCH_KEY]}"
    return request.session.session_key


def enter_branch(request) -> str:
    """
    Checks out the branch of the request's session, made when it names none yet, and returns its name.
    Raises BranchMissing when it was deleted.
    """
    session = request.session
    if BRANCH_KEY not in session:
        time.sleep(BRANCH_SECONDS)
        suffix = "".join(secrets.choice(SUFFIX) for _ in range(8))
        name = f"{request.user.get_username()}-{suffix}"
        _create_branch(name, request)
        session[BRANCH_KEY] = name
    name = session[BRANCH_KEY]
    if not Branch.objects.existing().filter(name=name).exists():
        raise BranchMissing(f"There is no branch {name!r}")
    connection.check_out(name)
    return name


def _create_branch(name: str, request) -> None:
    with states.LOCK:
        states.create_branch(name)
        Branch.objects.create(
            name=name,
            user=request.user,
            login=request.session.get(LOGIN_KEY, ""),
            committed_changes=states.change_counter(name),
        )


def remember_session(request, memory: dict[int, RememberedSession]) -> None:
    """Notes the request's session; another one that was noted is taken to be over and is finished."""
    session = request.session
    now = RememberedSession(session_key(request), session[BRANCH_KEY], session.get(INTENT_KEY))
    before = memory.get(request.user.pk)
    if before is not None and before.key != now.key:
        finish_session(before.branch, before.intent, "server")
    memory[request.user.pk] = now


def set_intent(session, intent: str) -> None:
    """Keeps in the session what its work is for."""
    session[INTENT_KEY] = intent
    Branch.objects.filter(login=session.get(LOGIN_KEY, "")).update(session_intent=intent)


def record_write(landed: str | None, **write) -> None:
    """Puts a successful write on the branch that it landed on, None for main."""
    with states.LOCK:
        branch = None if landed is None else Branch.objects.get(name=landed)
        late = branch is not None and branch.message is not None
        BranchWrite.objects.create(branch=branch, late=late, **write)
