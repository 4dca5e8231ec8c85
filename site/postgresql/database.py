"""The database of a site on PostgreSQL, in the cluster of its own."""

from contextlib import contextmanager
from pathlib import Path

from django.db import connection, connections
from postgresql.cluster import Cluster


@contextmanager
def running_database(data_directory: Path, keep: bool):
    """While it lasts the server runs and Django reaches it; `keep` says whether its data is used afterwards."""
    with Cluster(data_directory / "cluster").running(keep) as sockets:
        # Threads make their connections of the same settings.
        connections.settings["default"]["HOST"] = sockets
        yield
        connection.close()
