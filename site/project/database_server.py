"""The server of the site's database, where it needs one."""

from contextlib import AbstractContextManager, nullcontext

from project.options import SiteOptions


def database_server(options: SiteOptions, keep: bool) -> AbstractContextManager:
    """While it lasts the server runs; `keep` says whether its data is used afterwards."""
    if options.database != "postgresql":
        return nullcontext()
    from postgresql.database import running_database

    return running_database(options.data_directory, keep)
