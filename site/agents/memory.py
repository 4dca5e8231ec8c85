"""What the processes of a server remember of agent sessions; a restart forgets it."""

from dataclasses import dataclass
from itertools import count

from django.conf import settings


@dataclass(frozen=True)
class RememberedSession:
    """An agent session as a process saw it last."""

    key: str
    branch: str
    intent: str | None


class Memories:
    """
    By the account's id the latest session of each agent: one memory per process, one that all share,
    or none. Requests go to the processes in turn.
    """

    def __init__(self, kind: str, processes: int):
        self._count = {"off": 0, "shared": 1, "process": processes}[kind]
        self.begin()

    def begin(self) -> None:
        """As after a start: nothing is remembered, and the next request goes to the first process."""
        self._turn = count()
        self.forget()

    def forget(self) -> None:
        """Nothing is remembered any more."""
        self._memories = [{} for _ in range(self._count)]

    def next(self) -> dict[int, RememberedSession] | None:
        """The memory of the process that serves the next request, None when they are off."""
        turn = next(self._turn)
        return self._memories[turn % self._count] if self._count else None


MEMORIES = Memories(settings.OPTIONS.agent_memory, settings.OPTIONS.processes)
