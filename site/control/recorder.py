"""The outermost middleware: records requests and performs the faults that tests ordered."""

from django.http import HttpResponse

from control.faults import FAULTS, perform
from control.request_log import LOG

CONTROL = "/site-control/"


class RequestRecorder:
    """Sees every request but those of the control pages."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith(CONTROL):
            return self.get_response(request)
        entry = LOG.begin(request)
        response = perform(FAULTS.take(request), request, self.get_response)
        LOG.end(entry, response.status_code if response else None, self._username(request))
        # After a hang-up nothing that is returned here can be sent any more.
        return response or HttpResponse(status=500)

    @staticmethod
    def _username(request) -> str | None:
        """The account that came with the request, else the one that logged in or brought a token."""
        if name := getattr(request, "recorded_username", None):
            return name
        user = getattr(request, "user", None)
        return user.get_username() if user and user.is_authenticated else None
