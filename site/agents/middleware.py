"""Puts the requests of agents on branches and confines them to the API."""

from django.conf import settings
from django.contrib.auth import logout
from django.db import connection
from django.http import JsonResponse
from django.shortcuts import redirect, resolve_url

from agents import sessions
from agents.memory import MEMORIES

API = f"{settings.OPTIONS.mount}api/"
# These change the session, not the helpdesk.
SESSION_CALLS = {f"{API}set-agent-intent/", f"{API}finish-agent-session/"}
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


class AgentSessions:
    """
    A request of an account in the group "agent", on any path: its session's branch is checked out, then
    the server finishes another session of the account that it remembers, which may check out something
    else. Outside `api/` the agent is logged out then, unless the request says that it wants JSON: that
    one gets a harmless 403. Successful writes are recorded where they landed.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith("/site-control/"):
            return self.get_response(request)
        memory = MEMORIES.next()
        if not sessions.is_agent(request.user):
            return self.get_response(request)
        try:
            branch = sessions.enter_branch(request)
            if memory is not None:
                sessions.remember_session(request, memory)
            if not request.path.startswith(API):
                return self._refuse(request)
            response = self.get_response(request)
            landed = connection.branch
        finally:
            connection.check_out(None)
        if self._is_write(request, response):
            data = getattr(response, "data", None)
            sessions.record_write(
                landed,
                method=request.method,
                path=request.path,
                object_id=data.get("id") if isinstance(data, dict) else None,
                session=branch,
            )
        return response

    @staticmethod
    def _refuse(request):
        wants_json = "application/json" in request.headers.get("Accept", "")
        if wants_json or request.headers.get("X-Requested-With") == "XMLHttpRequest":
            refusal = {
                "code": "AGENT_WEB_ACCESS_DENIED",
                "error": "Agents work through the API only",
            }
            return JsonResponse(refusal, status=403)
        logout(request)
        return redirect(resolve_url(settings.LOGIN_URL))

    @staticmethod
    def _is_write(request, response) -> bool:
        if request.method in SAFE_METHODS or request.path in SESSION_CALLS:
            return False
        return 200 <= response.status_code < 300
