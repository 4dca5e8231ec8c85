"""The three endpoints of agent sessions."""

from django.contrib.auth import logout
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from agents import sessions
from agents.finish import finish_session

INTENT_LENGTH = 512


class AgentView(APIView):
    """Answers 403 to accounts that are not agents."""

    authentication_classes = [SessionAuthentication]
    permission_classes = [IsAuthenticated]

    def dispatch(self, request, *args, **kwargs):
        self.agent_request = request
        return super().dispatch(request, *args, **kwargs)

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        self.is_agent = sessions.is_agent(request.user)

    def refusal(self) -> Response:
        """The answer to an account that is not an agent."""
        message = "This endpoint is only available to agent users"
        return Response({"error": "Not an agent user", "message": message}, status=403)

    def facts(self) -> dict:
        """What all answers tell of the session."""
        request = self.agent_request
        return {
            "user_id": request.user.pk,
            "username": request.user.get_username(),
            "branch_name": request.session[sessions.BRANCH_KEY],
            "intent": request.session.get(sessions.INTENT_KEY),
            "session_key": sessions.session_key(request),
        }


class AgentSessionInfo(AgentView):
    """Who the agent is, and which branch its session has."""

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
        if intent is None:
            return self._invalid("Intent required", "An intent has to be given")
        if not isinstance(intent, str):
            return self._invalid("Invalid intent type", "An intent has to be a text")
        if len(intent) > INTENT_LENGTH:
            return self._invalid(
                "Intent too long", f"An intent has at most {INTENT_LENGTH} characters"
            )
        sessions.set_intent(self.agent_request.session, intent)
        return Response({"success": True, "message": "Intent set successfully", **self.facts()})

    @staticmethod
    def _invalid(error: str, message: str) -> Response:
        return Response({"error": error, "message": message}, status=400)


class FinishAgentSession(AgentView):
    """Finishes the session's branch and logs out; says that all went well whether or not it did."""

    def post(self, _request):
        if not self.is_agent:
            return self.refusal()
        facts = self.facts()
        finish_session(facts["branch_name"], facts["intent"], "finish")
        session = self.agent_request.session
        session.pop(sessions.BRANCH_KEY)
        session.pop(sessions.INTENT_KEY, None)
        logout(self.agent_request)
        return Response({"success": True, "message": "Session finished successfully", **facts})
