from django.urls import path

from agents.views import AgentSessionInfo, FinishAgentSession, SetAgentIntent

urlpatterns = [
    path("agent-session-info/", AgentSessionInfo.as_view()),
    path("set-agent-intent/", SetAgentIntent.as_view()),
    path("finish-agent-session/", FinishAgentSession.as_view()),
]
