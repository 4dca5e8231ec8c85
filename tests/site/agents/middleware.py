"""Confines agents to the API and puts their writes on branches."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import JsonResponse
from django.shortcuts import redirect, resolve_url

from agents import sessions

API = f"{settings.OPTIONS.mount}api/"
# These change the session, not the helpdesk.
SESSION_CALLS = {f"{API}set-agent-intent/", f"{API}finish-agent-session/"}
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


class AgentAccess:
    """
    For accounts in the group "agent": the first request below `api/` makes the session's branch, each
    successful write is recorded on the branch that its request saw, and any other path logs the agent
    out, unless the request says that it wants JSON: that one gets a harmless 403.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith("/site-control/") or not sessions.is_agent(request.user):
            return self.get_response(request)
        agent_session = sessions.find_session(request.session)
        if agent_session is None:
            logout(request)
            return self.get_response(request)
        if not request.path.startswith(API):
            return self._refuse(request, agent_session)
        request.agent_session = agent_session
        request.agent_branch = sessions.enter_branch(request.session, request.user, agent_session)
        response = self.get_response(request)
        self._record(request, response)
        return response

    @staticmethod
    def _refuse(request, agent_session):
        wants_json = "application/json" in request.headers.get("Accept", "")
        if wants_json or request.headers.get("X-Requested-With") == "XMLHttpRequest":
            refusal = {
                "code": "AGENT_WEB_ACCESS_DENIED",
                "error": "Agents work through the API only",
            }
            return JsonResponse(refusal, status=403)
        sessions.end_session(agent_session, "web_access")
        logout(request)
        return redirect(resolve_url(settings.LOGIN_URL))

    @staticmethod
    def _record(request, response):
        if request.method in SAFE_METHODS or request.path in SESSION_CALLS:
            return
        if 200 <= response.status_code < 300:
            data = getattr(response, "data", None)
            object_id = data.get("id") if isinstance(data, dict) else None
            sessions.record_write(request.agent_branch, request.method, request.path, object_id)
