"""The SQLite backend of the site: a connection works on main, or on the branch that it checked out."""

from django.conf import settings
from django.db.backends.sqlite3 import base

from agents import files
from agents.branching.branching import Branching


class DatabaseWrapper(Branching, base.DatabaseWrapper):
    """
    On a branch the tables of the helpdesk are those of the branch's file, and all others (accounts,
    sessions, bookkeeping) are main's: its file is attached, and SQLite looks there for what the first
    file lacks.
    """

    def get_connection_params(self):
        parameters = super().get_connection_params()
        if self.branch is not None:
            # Opening must not make the file of a branch that was deleted meanwhile.
            parameters["database"] = f"{files.branch_file(self.branch).as_uri()}?mode=rw"
        return parameters

    def get_new_connection(self, parameters):
        connection = super().get_new_connection(parameters)
        if self.branch is None:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
        else:
            # No WAL: only without it the file's change counter tells whether a branch has changed.
            connection.execute("PRAGMA synchronous=OFF")
            # SQLite has no foreign keys from one file into another.
            connection.execute("PRAGMA foreign_keys=OFF")
            connection.execute("ATTACH DATABASE ? AS main_branch", [str(files.MAIN)])
            connection.execute("PRAGMA main_branch.synchronous=NORMAL")
        if settings.OPTIONS.dolt_database:
            connection.execute("PRAGMA case_sensitive_like=ON")
        return connection

    def _start_transaction_under_autocommit(self):
        # A transaction that starts as a reader and then writes fails at once when another one wrote.
        # Django has an option for this only since 5.1.
        self.cursor().execute("BEGIN IMMEDIATE")
