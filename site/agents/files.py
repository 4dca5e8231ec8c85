"""States of the helpdesk as SQLite files: main's, the one of main's last commit, one per branch."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db import connection

from agents.branched import LOCK, is_branched

DIRECTORY = settings.OPTIONS.data_directory.resolve()
MAIN = DIRECTORY / "database.sqlite3"
LAST_COMMIT = DIRECTORY / "last_commit.sqlite3"
BRANCHES = DIRECTORY / "branches"
# Temporary sites have it: main as the fixture made it.
PRISTINE = DIRECTORY / "pristine.sqlite3"

# Where SQLite counts the transactions that changed a file.
CHANGE_COUNTER = slice(24, 28)


def begin_states() -> None:
    """With the fixture in main: makes the first commit, unless there is one."""
    with connection.cursor() as cursor:
        # A template is copied as one file.
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    if not LAST_COMMIT.exists():
        commit_main()


def commit_main() -> None:
    """Makes main's working state its last commit: new branches begin there."""
    making = LAST_COMMIT.with_suffix(".making")
    making.unlink(missing_ok=True)
    with closing(sqlite3.connect(MAIN)) as main, closing(sqlite3.connect(making)) as copy:
        main.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        for (table,) in copy.execute(tables).fetchall():
            if not is_branched(table):
                copy.execute(f'DROP TABLE "{table}"')
        copy.commit()
    with LOCK:
        os.replace(making, LAST_COMMIT)


def commit_rows(first_ids: dict[str, int]) -> None:
    """Adds to main's last commit the rows of main from an id on, by table."""
    with LOCK, closing(sqlite3.connect(LAST_COMMIT)) as commit:
        commit.execute("ATTACH DATABASE ? AS working", [str(MAIN)])
        for table, first in first_ids.items():
            rows = f"SELECT * FROM working.{table} WHERE id >= ?"
            commit.execute(f"INSERT INTO main.{table} {rows}", [first])
        commit.commit()


def branch_file(name: str) -> Path:
    """Where the state of a branch is."""
    return BRANCHES / f"{name}.sqlite3"


def create_branch(name: str) -> None:
    """A branch's state, as main's last commit has it."""
    BRANCHES.mkdir(exist_ok=True)
    shutil.copyfile(LAST_COMMIT, branch_file(name))


def delete_branch(name: str) -> None:
    """Leaves nothing of it."""
    branch_file(name).unlink()


def change_counter(name: str) -> int:
    """A number that is another one after every transaction that changed the branch."""
    with branch_file(name).open("rb") as file:
        return int.from_bytes(file.read(CHANGE_COUNTER.stop)[CHANGE_COUNTER], "big")


def highest_ids() -> dict[str, int]:
    """The highest id that any state ever gave, by branched table."""
    highest: dict[str, int] = {}
    for path in [MAIN, LAST_COMMIT, *BRANCHES.glob("*.sqlite3")]:
        with closing(sqlite3.connect(path)) as state:
            for table, number in state.execute("SELECT name, seq FROM sqlite_sequence"):
                if is_branched(table):
                    highest[table] = max(number, highest.get(table, 0))
    return highest


def restore_main() -> None:
    """Main and its last commit as the fixture made them, and no branch."""
    if not PRISTINE.exists():
        raise ValueError("Only a temporary site can be reset")
    with closing(sqlite3.connect(PRISTINE)) as source:
        connection.ensure_connection()
        source.backup(connection.connection)
    shutil.rmtree(BRANCHES, ignore_errors=True)
    commit_main()
