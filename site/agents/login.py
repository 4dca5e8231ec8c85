"""Where agents may log in."""

from django.conf import settings
from django.contrib.auth.backends import ModelBackend

from agents.sessions import is_agent


class ApiOnlyForAgents(ModelBackend):
    """Refuses agents outside the API as if the password were wrong, as the Dolt edition's backend does."""

    def authenticate(self, request, username=None, password=None, **more):
        """The account of these credentials, None when it may not log in on this page."""
        user = super().authenticate(request, username=username, password=password, **more)
        if user is None or request is None or not is_agent(user):
            return user
        return user if request.path.startswith(f"{settings.OPTIONS.mount}api/") else None
