"""States of the helpdesk in one PostgreSQL database: a schema with the branched tables for each."""

import hashlib

from django.db import connection

from agents.branched import LOCK, is_branched

MAIN = "public"
LAST_COMMIT = "last_commit"
# All of main's tables as the fixture made them, and what their sequences gave last.
PRISTINE = "pristine"
SEQUENCES = f"{PRISTINE}.given_by_sequences"
BRANCH = "branch_"


def branch_schema(name: str) -> str:
    """The schema of a branch; names of branches are longer than those of schemas may be."""
    return BRANCH + hashlib.sha256(name.encode()).hexdigest()[:32]


def begin_states() -> None:
    """With the fixture in main: makes the first commit, and what restore_main() goes back to."""
    commit_main()
    with connection.cursor() as cursor:
        _at_once(
            cursor,
            f"CREATE SCHEMA {PRISTINE}",
            *(
                f"CREATE TABLE {PRISTINE}.{table} AS TABLE {MAIN}.{table}"
                for table in _tables(cursor, MAIN)
            ),
            f"CREATE TABLE {SEQUENCES} AS SELECT sequencename AS name, last_value AS number"
            f" FROM pg_sequences WHERE schemaname = '{MAIN}'",
        )


def commit_main() -> None:
    """Makes main's working state its last commit: new branches begin there."""
    with LOCK:
        _copy_schema(MAIN, LAST_COMMIT)


def commit_rows(first_ids: dict[str, int]) -> None:
    """Adds to main's last commit the rows of main from an id on, by table."""
    with LOCK, connection.cursor() as cursor:
        for table, first in first_ids.items():
            rows = f"SELECT * FROM {MAIN}.{table} WHERE id >= %s"
            cursor.execute(f"INSERT INTO {LAST_COMMIT}.{table} {rows}", [first])


def create_branch(name: str) -> None:
    """A branch's state, as main's last commit has it."""
    _copy_schema(LAST_COMMIT, branch_schema(name))


def delete_branch(name: str) -> None:
    """Leaves nothing of it."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA {branch_schema(name)} CASCADE")


def change_counter(name: str) -> int:
    """A number that is another one after every transaction that changed the branch."""
    schema = branch_schema(name)
    with connection.cursor() as cursor:
        # Every row knows the transaction that wrote it last.
        counts = " UNION ALL ".join(
            f"SELECT count(*) + sum(xmin::text::bigint) AS number FROM {schema}.{table}"
            for table in _branched_tables(cursor, schema)
        )
        cursor.execute(f"SELECT sum(number) FROM ({counts}) AS counts")
        return int(cursor.fetchone()[0])


def highest_ids() -> dict[str, int]:
    """The highest id in any state, by branched table."""
    highest: dict[str, int] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_schema, table_name FROM information_schema.columns"
            " WHERE column_name = 'id' AND data_type = 'integer'"
        )
        for schema, table in cursor.fetchall():
            if is_branched(table):
                cursor.execute(f"SELECT coalesce(max(id), 0) FROM {schema}.{table}")
                highest[table] = max(cursor.fetchone()[0], highest.get(table, 0))
    return highest


def restore_main() -> None:
    """Main and its last commit as begin_states() had them, and no branch."""
    with LOCK, connection.cursor() as cursor:
        copied = [
            f"DELETE FROM {schema}.{table};"
            f" INSERT INTO {schema}.{table} SELECT * FROM {PRISTINE}.{table}"
            for schema in (MAIN, LAST_COMMIT)
            for table in _tables(cursor, schema)
        ]
        cursor.execute(
            "SELECT nspname FROM pg_namespace WHERE starts_with(nspname, %s)", [BRANCH]
        )
        _at_once(
            cursor,
            # Foreign keys are looked at by triggers, which replicas do not run.
            "SET LOCAL session_replication_role = replica",
            *copied,
            *(f"DROP SCHEMA {schema} CASCADE" for (schema,) in cursor.fetchall()),
            f"SELECT setval('{MAIN}.' || name, coalesce(number, 1), number IS NOT NULL)"
            f" FROM {SEQUENCES}",
        )


def _copy_schema(source: str, target: str) -> None:
    """Replaces a schema by one with the branched tables of another one, without foreign keys."""
    with connection.cursor() as cursor:
        _at_once(
            cursor,
            f"DROP SCHEMA IF EXISTS {target} CASCADE",
            f"CREATE SCHEMA {target}",
            *(
                f"CREATE TABLE {target}.{table} (LIKE {source}.{table} INCLUDING ALL);"
                f" INSERT INTO {target}.{table} SELECT * FROM {source}.{table}"
                for table in _branched_tables(cursor, source)
            ),
        )


def _at_once(cursor, *statements: str) -> None:
    """In one transaction and one request."""
    cursor.execute(f"BEGIN; {'; '.join(statements)}; COMMIT")


def _branched_tables(cursor, schema: str) -> list[str]:
    return [table for table in _tables(cursor, schema) if is_branched(table)]


def _tables(cursor, schema: str) -> list[str]:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [schema])
    return [table for (table,) in cursor.fetchall()]
