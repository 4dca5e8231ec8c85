"""Which requests came, in which order they began and ended, and how many were under way at once."""

import threading

BODY_LIMIT = 1_000_000


class RequestLog:
    """Thread-safe; the order numbers count beginnings and endings in one sequence."""

    def __init__(self):
        self._lock = threading.Lock()
        self.clear()

    def clear(self) -> None:
        """Forgets what has been recorded; requests under way now are not counted any more."""
        with self._lock:
            self._requests = []
            self._active = set()
            self._sequence = 0
            self._peak = 0

    def begin(self, request) -> dict:
        """Records the start of a request; give what it returns to end()."""
        entry = {
            "method": request.method,
            "path": request.path,
            "query": request.META.get("QUERY_STRING", ""),
            "headers": {name.lower(): value for name, value in request.headers.items() if value},
            "json": self._json_text(request),
            "username": None,
            "status": None,
            "ended": None,
        }
        with self._lock:
            self._sequence += 1
            entry["started"] = self._sequence
            self._requests.append(entry)
            self._active.add(id(entry))
            self._peak = max(self._peak, len(self._active))
        return entry

    def end(self, entry: dict, status: int | None, username: str | None) -> None:
        """Records the end of a request; without a status no answer was sent."""
        with self._lock:
            if id(entry) not in self._active:
                return
            self._active.discard(id(entry))
            self._sequence += 1
            entry.update(status=status, username=username, ended=self._sequence)

    def report(self) -> dict:
        """A copy of everything recorded."""
        with self._lock:
            return {"requests": [dict(entry) for entry in self._requests], "peak": self._peak}

    @staticmethod
    def _json_text(request) -> str | None:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
        if request.content_type != "application/json" or not 0 < length <= BODY_LIMIT:
            return None
        return request.body.decode("utf-8", "replace")


LOG = RequestLog()
