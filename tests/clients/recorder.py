"""Runs a server, and keeps every line that passes between it and its client.

Usage: recorder.py FOLDER COMMAND [ARGUMENT...]

Writes a file of its own into the folder: "> " before what the client says, "< " before what the server says.
"""

import os
import subprocess
import sys
import threading
from typing import IO


def main(folder: str, command: list[str]) -> int:
    """Passes everything on until the client ends its side; the server's exit code."""
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    lock = threading.Lock()

    with open(os.path.join(folder, f"{os.getpid()}.txt"), "wb") as record:

        def pass_on(source: IO[bytes], target: IO[bytes], sender: bytes) -> None:
            with target:
                for line in source:
                    with lock:
                        record.write(sender + line)
                    target.write(line)
                    target.flush()

        assert server.stdin is not None and server.stdout is not None
        answers = threading.Thread(
            target=pass_on, args=(server.stdout, sys.stdout.buffer, b"< "), daemon=True
        )
        answers.start()
        pass_on(sys.stdin.buffer, server.stdin, b"> ")
        answers.join()
    return server.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
