"""The PostgreSQL backend of the site: a connection works on main, or on the branch that it checked out."""

from django.db.backends.postgresql import base
from django.db.utils import OperationalError

from agents import schemas
from agents.branching.branching import Branching


class DatabaseWrapper(Branching, base.DatabaseWrapper):
    """On a branch the tables of the helpdesk are those of its schema; all others are main's."""

    def get_connection_params(self):
        parameters = super().get_connection_params()
        if self.branch is not None:
            path = f"{schemas.branch_schema(self.branch)},{schemas.MAIN}"
            parameters["options"] = f"-c search_path={path}"
        return parameters

    def get_new_connection(self, conn_params):
        connection = super().get_new_connection(conn_params)
        if self.branch is not None:
            # A path with a schema that was deleted meanwhile would lead to main.
            schema = schemas.branch_schema(self.branch)
            query = "SELECT to_regnamespace(%s) IS NULL"
            is_missing = connection.execute(query, [schema]).fetchone()[0]
            connection.rollback()
            if is_missing:
                connection.close()
                raise OperationalError(f"There is no branch {self.branch!r}")
        return connection
