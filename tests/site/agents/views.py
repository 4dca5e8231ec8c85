"""The three endpoints of agent sessions."""

from django.contrib.auth import logout
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from agents import sessions

INTENT_LENGTH = 512


class AgentView(APIView):
    """Answers 403 to accounts that are no agents."""

    authentication_classes = [SessionAuthentication]
    permission_classes = [IsAuthenticated]

    def dispatch(self, request, *args, **kwargs):
        self.agent_request = request
        return super().dispatch(request, *args, **kwargs)

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        self.is_agent = sessions.is_agent(request.user)

    def refusal(self) -> Response:
        """The answer to an account that is no agent."""
        message = "This endpoint is only available to agent users"
        return Response({"error": "Not an agent user", "message": message}, status=403)

    def facts(self) -> dict:
        """What all answers tell of the session."""
        request = self.agent_request
        # A session that lives in its cookie has no key but itself, so the server names it otherwise.
        key = request.session.session_key
        if request.session.__class__.__module__.endswith("signed_cookies"):
            key = f"cookie_{request.agent_session.key[:16]}"
        return {
            "user_id": request.user.pk,
            "username": request.user.get_username(),
            "branch_name": request.agent_branch.name,
            "intent": request.session.get(sessions.INTENT_KEY, ""),
            "session_key": key,
        }


class AgentSessionInfo(AgentView):
    """Who the agent is, and on which branch its session writes."""

    def get(self, _request):
        if not self.is_agent:
            return self.refusal()
        return Response(
            {
                **self.facts(),
                "is_agent": True,
                "session_available": True,
                "authentication_method": "session",
            }
        )


class SetAgentIntent(AgentView):
    """Keeps in the session what its work is for; the commit message of its branch later."""

    def post(self, request):
        if not self.is_agent:
            return self.refusal()
        intent = request.data.get("intent") if isinstance(request.data, dict) else None
        if not isinstance(intent, str):
            return Response({"error": "Intent must be a text"}, status=400)
        if len(intent) > INTENT_LENGTH:
            message = f"Intent must be {INTENT_LENGTH} characters or fewer"
            return Response({"error": message}, status=400)
        self.agent_request.session[sessions.INTENT_KEY] = intent
        agent_session = self.agent_request.agent_session
        agent_session.intent = intent
        agent_session.save(update_fields=["intent"])
        return Response({"success": True, "message": "Intent set successfully", **self.facts()})


class FinishAgentSession(AgentView):
    """Ends the session and logs out; says that all went well whether or not it committed."""

    def post(self, _request):
        if not self.is_agent:
            return self.refusal()
        facts = self.facts()
        sessions.end_session(self.agent_request.agent_session, "finish")
        logout(self.agent_request)
        facts.pop("session_key")
        return Response({"success": True, "message": "Session finished successfully", **facts})
