"""Begins an agent session at each login of an agent account."""

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from agents.sessions import begin_session, is_agent


@receiver(user_logged_in)
def begin_agent_session(request, user, **_):
    if is_agent(user):
        begin_session(request.session)
