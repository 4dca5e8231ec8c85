"""Faults that a test orders for its next requests."""

import socket
import sys
import threading
import time
from dataclasses import dataclass, field

from django.http import HttpResponse
from django.views.debug import ExceptionReporter

KINDS = {
    "error_before",
    "error_after",
    "lost_request",
    "lost_answer",
    "delay",
    "delay_answer",
    "status",
}


@dataclass
class Fault:
    """What to do with the next `times` requests that match, after `skip` others that match."""

    kind: str
    method: str | None = None
    pathContains: str = ""
    times: int = 1
    skip: int = 0
    milliseconds: int = 0
    status: int = 500
    headers: dict = field(default_factory=dict)
    body: str = ""

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ValueError(f"Unknown kind of fault {self.kind!r}")

    def matches(self, request) -> bool:
        """Whether it is meant for this request."""
        method_fits = self.method is None or self.method.upper() == request.method
        return method_fits and self.pathContains in request.get_full_path()


class Faults:
    """The ordered faults, thread-safe."""

    def __init__(self):
        self._lock = threading.Lock()
        self._faults: list[Fault] = []

    def clear(self) -> None:
        """Withdraws all orders."""
        with self._lock:
            self._faults = []

    def order(self, fault: Fault) -> None:
        """Adds an order behind the others."""
        with self._lock:
            self._faults.append(fault)

    def take(self, request) -> Fault | None:
        """The first order that matches, used up by this."""
        with self._lock:
            for fault in self._faults:
                if not fault.matches(request):
                    continue
                if fault.skip > 0:
                    fault.skip -= 1
                    continue
                fault.times -= 1
                if fault.times <= 0:
                    self._faults.remove(fault)
                return fault
        return None


FAULTS = Faults()


def perform(fault: Fault | None, request, get_response):
    """Answers a request as the fault says; None when the connection was closed without an answer."""
    kind = fault.kind if fault else None
    if kind == "error_before":
        return _error_page(request)
    if kind == "lost_request":
        return _hang_up(request)
    if kind == "status":
        return HttpResponse(fault.body, status=fault.status, headers=fault.headers)
    if kind == "delay":
        time.sleep(fault.milliseconds / 1000)
    response = get_response(request)
    if kind == "error_after":
        return _error_page(request)
    if kind == "lost_answer":
        return _hang_up(request)
    if kind == "delay_answer":
        time.sleep(fault.milliseconds / 1000)
    return response


def _error_page(request):
    """The HTML page that Django shows in debug mode, even where the request would get it as text."""
    try:
        raise RuntimeError("Ordered by a test")
    except RuntimeError:
        page = ExceptionReporter(request, *sys.exc_info()).get_traceback_html()
    return HttpResponse(page, status=500)


def _hang_up(request):
    request.META["site.connection"].shutdown(socket.SHUT_RDWR)
    return None
