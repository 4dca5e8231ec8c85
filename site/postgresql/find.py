"""Finds a PostgreSQL server on this machine: `python -m postgresql.find FOLDER` prints what it found as JSON."""

import json
import os
import re
import shutil
import subprocess
import sys
from glob import glob
from pathlib import Path

# The first whose clusters sort as a chosen language does, whatever languages the machine has.
OLDEST = 15
# Where systems put what is not on PATH.
FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")
# A server refuses root; these are the accounts that it can have then.
ACCOUNTS = ("postgres", "nobody")


def find_server(folder: str) -> dict:
    """
    `programs`, where the server's programs are, and `account`, as which they run below `folder` (None:
    as whoever runs this); or the `reason` why there is none.
    """
    if os.name != "posix":
        return {"reason": "PostgreSQL is looked for on Unix only"}
    seen = []
    for programs in _candidates():
        version = _version(programs)
        if version >= OLDEST:
            return _with_account(programs, folder)
        seen.append(str(version))
    found = f"found only {', '.join(seen)}" if seen else "found none"
    return {"reason": f"needs PostgreSQL {OLDEST} or newer on this machine, {found}"}


def _candidates():
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent
    for pattern in FOLDERS:
        yield from (Path(found) for found in sorted(glob(pattern), reverse=True))


def _version(programs: Path) -> int:
    """The major version, 0 where a program is missing."""
    if not (programs / "initdb").exists():
        return 0
    try:
        said = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True)
    except OSError:
        return 0
    number = re.search(r"\d+", said.stdout)
    return int(number[0]) if number else 0


def _with_account(programs: Path, folder: str) -> dict:
    if os.geteuid() != 0:
        return {"programs": str(programs), "account": None}
    reasons = []
    for account in ACCOUNTS:
        try:
            # The account has to get into the folder by itself: `cwd` would be entered as root.
            enter = ["sh", "-c", 'cd "$0" && "$1" --version', folder, programs / "postgres"]
            subprocess.run(enter, user=account, cwd="/", capture_output=True, check=True)
            return {"programs": str(programs), "account": account}
        except (KeyError, ValueError):
            reasons.append(f"there is no account {account!r}")
        except (OSError, subprocess.CalledProcessError):
            reasons.append(f"{account!r} cannot run it in {folder}")
    return {"reason": f"PostgreSQL does not run as root, and {' and '.join(reasons)}"}


if __name__ == "__main__":
    print(json.dumps(find_server(sys.argv[1])))
