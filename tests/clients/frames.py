"""Holds recorded conversations to the schemas of the protocol; prints a JSON report.

Usage: frames.py FOLDER

The schemas are those of the SDK's package of types, which is generated from the published ones, one for the
revisions up to 2025-11-25 and one for 2026-07-28. What they cannot say, of two messages together, is here.
"""

import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from mcp_types import UnsupportedProtocolVersionErrorData, jsonrpc, methods
from pydantic import ValidationError

PREFIX = "io.modelcontextprotocol/"
MODERN = "2026-07-28"
CACHED = {"server/discover", "resources/read"}


@dataclass
class Request:
    """A request that may still be answered."""

    method: str
    params: dict[str, Any]
    version: str


@dataclass
class Conversation:
    """What has been said between one client and one server."""

    counted: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    version: str = "2025-11-25"
    asked: dict[object, Request] = field(default_factory=dict)
    asked_back: dict[object, Request] = field(default_factory=dict)
    cancelled: set[object] = field(default_factory=set)
    progress: dict[object, float] = field(default_factory=dict)

    def hear(self, sender: str, line: str) -> None:
        """Checks one line of the record."""
        frame: dict[str, Any] = json.loads(line)
        try:
            jsonrpc.jsonrpc_message_adapter.validate_python(frame)
            (self.hear_client if sender == ">" else self.hear_server)(frame)
        except (ValidationError, KeyError, ValueError) as problem:
            self.wrong.append(f"{sender} {line.strip()[:500]}: {problem!r}"[:3000])

    def hear_client(self, frame: dict[str, Any]) -> None:
        method, params = frame.get("method"), frame.get("params")
        if method is None:
            back = self.asked_back.pop(frame["id"])
            methods.validate_client_result(back.method, back.version, frame["result"])
            return
        meta = (params or {}).get("_meta", {})
        version = meta.get(f"{PREFIX}protocolVersion", self.version)
        if "id" not in frame:
            self.count("client", method, version)
            methods.validate_client_notification(method, version, params)
            if method == "notifications/cancelled":
                self.cancelled.add(params["requestId"])
                self.asked.pop(params["requestId"], None)
            return
        if version == MODERN:
            self.version = MODERN
        self.count("client", method, version)
        methods.validate_client_request(method, version, params)
        self.asked[frame["id"]] = Request(method, params or {}, version)

    def hear_server(self, frame: dict[str, Any]) -> None:
        method = frame.get("method")
        if method is not None and "id" in frame:
            self.count("server", method, self.version)
            methods.parse_server_request(method, self.version, frame.get("params"))
            self.asked_back[frame["id"]] = Request(method, {}, self.version)
        elif method is not None:
            self.hear_told(method, frame.get("params"))
        else:
            self.hear_answer(frame)

    def hear_answer(self, frame: dict[str, Any]) -> None:
        require(frame["id"] not in self.cancelled, "it answers what was cancelled")
        request = self.asked.pop(frame["id"])
        if "error" in frame:
            code, data = frame["error"]["code"], frame["error"].get("data")
            self.count("error", str(code), request.version)
            # In the revision a resource that is not there has no code of its own.
            require(code != -32002 or request.version != MODERN, "the code is of the past")
            if code == -32022:
                UnsupportedProtocolVersionErrorData.model_validate(data)
            return
        result = frame["result"]
        surface = {(request.method, request.version): schema_of(request, result)}
        methods.validate_server_result(request.method, request.version, result, surface=surface)
        if request.method == "initialize":
            self.version = result["protocolVersion"]
        is_modern = request.version == MODERN
        kind = result["resultType"] if is_modern else "result"
        self.count(kind, request.method, request.version)
        if not is_modern:
            past = [name for name in ("resultType", "ttlMs", "cacheScope") if name in result]
            require(not past, f"{past} are of a later revision")
            return
        require(f"{PREFIX}serverInfo" in result["_meta"], "it does not say who answers")
        is_cached = request.method in CACHED or request.method.endswith("/list")
        require(is_cached == ("ttlMs" in result), "ttlMs belongs to what may be kept")

    def hear_told(self, method: str, given: dict[str, Any] | None) -> None:
        version = self.version
        running = list(self.asked.values())
        self.count("told", method, version)
        methods.parse_server_notification(method, version, given)
        params = given or {}
        token = params.get("progressToken")
        if method == "notifications/progress":
            tokens = [one.params.get("_meta", {}).get("progressToken") for one in running]
            require(token in tokens, "no request runs that wants it")
            require(params["progress"] > self.progress.get(token, -1), "it does not go on")
            self.progress[token] = params["progress"]
        if method == "notifications/message" and version == MODERN:
            levels = [one.params.get("_meta", {}).get(f"{PREFIX}logLevel") for one in running]
            require(any(levels), "no request asked for it")

    def count(self, kind: str, name: str, version: str) -> None:
        self.counted[f"{version} {kind} {name}"] += 1


def schema_of(request: Request, result: dict[str, Any]) -> Any:
    """The schema of a result: of several, the one whose kind it says it is, as that of questions fits any."""
    schema = methods.SERVER_RESULTS[(request.method, request.version)]
    is_question = result.get("resultType") == "input_required"
    for member in get_args(schema):
        if (member.__name__ == "InputRequiredResult") == is_question:
            return member
    return schema


def require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ValueError(otherwise)


def main(folder: str) -> None:
    counted: Counter[str] = Counter()
    wrong: list[str] = []
    for record in sorted(Path(folder).glob("*.txt")):
        conversation = Conversation()
        for line in record.read_text("utf-8").splitlines():
            conversation.hear(line[0], line[2:])
        counted += conversation.counted
        wrong += conversation.wrong
    json.dump({"counted": counted, "wrong": wrong}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
