"""Ends sessions on demand, for both session engines: a login made before the given moment is void."""

import threading
import time

from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

LOGIN_TIME = "site_login_time"

_lock = threading.Lock()
_valid_after: dict[str, float] = {}
_everybody_valid_after = 0.0


def expire_sessions(username: str | None) -> None:
    """Voids the present sessions of one account, or of all."""
    global _everybody_valid_after
    with _lock:
        if username is None:
            _everybody_valid_after = time.time()
        else:
            _valid_after[username] = time.time()


def _is_expired(request) -> bool:
    with _lock:
        limit = max(_everybody_valid_after, _valid_after.get(request.user.get_username(), 0.0))
    return request.session.get(LOGIN_TIME, 0.0) < limit


@receiver(user_logged_in)
def remember_login_time(request, **_):
    request.session[LOGIN_TIME] = time.time()


class SessionExpiry:
    """Makes a request anonymous when its session has been voided; notes its account for the log."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            if _is_expired(request):
                logout(request)
            else:
                request.recorded_username = request.user.get_username()
        return self.get_response(request)
