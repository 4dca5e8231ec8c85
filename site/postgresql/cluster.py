"""A PostgreSQL cluster of the site's own: below its data directory, behind a socket that nobody else reaches."""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg
from postgresql.find import find_server

# The role and the database of the site.
NAME = "helpdesk"
# What a new cluster has besides; every site copies the files, and needs none of these.
OTHER_DATABASES = ("postgres", "template1", "template0")

START_SECONDS = 60
# From Linux's prctl.h.
PR_SET_PDEATHSIG = 1
# The data is thrown away in the end: nothing of it needs to survive a crash.
CARELESS = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")
SETTINGS = ("listen_addresses=", "max_connections=200", "timezone=UTC", *CARELESS)


class NoServer(Exception):
    """There is no server on this machine, or it did not start."""


class Cluster:
    """The cluster in a folder; made there if it is not there yet."""

    def __init__(self, folder: Path):
        found = find_server(str(folder.parent))
        if "reason" in found:
            raise NoServer(found["reason"])
        self._folder = folder
        self._programs = Path(found["programs"])
        # subprocess's arguments to run as the account, and the ids of it.
        self._account = {}
        if found["account"]:
            self._account = {"user": found["account"], "extra_groups": []}
            entry = pwd.getpwnam(found["account"])
            self._ids = (entry.pw_uid, entry.pw_gid)
            self._account["group"] = entry.pw_gid

    @contextmanager
    def running(self, keep: bool):
        """
        Runs the server; gives the folder of its socket. Ends it as it can be copied when `keep` is true,
        else at once.
        """
        # Short, since the path of a socket has 107 characters at most.
        sockets = tempfile.mkdtemp(prefix="helpdesk-site-")
        try:
            self._own(Path(sockets))
            is_new = not self._folder.exists()
            if is_new:
                self._make()
            else:
                self._own_copy()
            server = self._start(sockets)
            try:
                self._wait(server, "postgres" if is_new else NAME, sockets)
                if is_new:
                    _leave_one_database(sockets)
                yield sockets
            finally:
                server.send_signal(signal.SIGINT if keep else signal.SIGQUIT)
                server.wait()
        finally:
            shutil.rmtree(sockets, ignore_errors=True)

    def _own(self, path: Path) -> None:
        if self._account:
            os.chown(path, *self._ids)

    def _own_copy(self) -> None:
        """A copied cluster belongs to whoever copied it."""
        self._folder.chmod(0o700)
        for path in (self._folder, *self._folder.rglob("*")):
            self._own(path)

    def _make(self) -> None:
        self._folder.mkdir(mode=0o700)
        self._own(self._folder)
        # ICU sorts and compares as people do, by a version of its own and not by the machine's locales.
        locale = ("--locale=C", "--locale-provider=icu", "--icu-locale=en-US", "--encoding=UTF8")
        less = ("--no-sync", "--wal-segsize=1")
        rights = ("--auth=trust", f"--username={NAME}")
        made = subprocess.run(
            [self._programs / "initdb", *locale, *less, *rights, f"--pgdata={self._folder}"],
            **self._account,
            cwd=self._folder,
            capture_output=True,
            text=True,
        )
        if made.returncode != 0:
            raise NoServer(f"initdb ended with {made.returncode}: {made.stderr}")

    def _start(self, sockets: str) -> subprocess.Popen:
        settings = [part for setting in SETTINGS for part in ("-c", setting)]
        with (self._folder / "server.log").open("wb") as log:
            return subprocess.Popen(
                [self._programs / "postgres", "-D", self._folder, "-k", sockets, *settings],
                **self._account,
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # Ctrl-C is for this process, which then ends the server.
                start_new_session=True,
                preexec_fn=_end_with_parent if sys.platform == "linux" else None,
            )

    def _wait(self, server: subprocess.Popen, database: str, sockets: str) -> None:
        for _ in range(START_SECONDS * 50):
            try:
                _connect(database, sockets).close()
                return
            except psycopg.OperationalError:
                if server.poll() is not None:
                    break
                time.sleep(0.02)
        log = (self._folder / "server.log").read_text(errors="replace")
        raise NoServer(f"PostgreSQL did not start: {log[-2000:]}")


def _end_with_parent() -> None:
    """Also when this process is killed, which cannot end the server then."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


def _leave_one_database(sockets: str) -> None:
    with _connect("postgres", sockets) as server:
        server.execute(f"CREATE DATABASE {NAME}")
    with _connect(NAME, sockets) as server:
        server.execute("UPDATE pg_database SET datistemplate = false")
        for database in OTHER_DATABASES:
            server.execute(f"DROP DATABASE {database}")


def _connect(database: str, sockets: str) -> psycopg.Connection:
    """A connection of the role that may do everything, outside of transactions."""
    return psycopg.connect(dbname=database, host=sockets, user=NAME, autocommit=True)
