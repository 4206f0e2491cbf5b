"""Runs lines that the portal offers for loading a release, as a person who pastes them would.

usage: run-snippet.py pandas|duckdb < SNIPPET

Prints the number of rows and the names of the columns as JSON. DuckDB reads addresses by an extension that it fetches
itself; so that nothing is fetched here, Python's own reader of addresses (fsspec) stands in for it.
"""

import json
import sys


def run_pandas(snippet: str) -> tuple[int, list[str]]:
    names: dict = {}
    exec(snippet, names)
    data = names["data"]
    return len(data), list(data.columns)


def run_duckdb(snippet: str) -> tuple[int, list[str]]:
    from datetime import datetime, timezone

    import duckdb
    from fsspec.implementations.http import HTTPFileSystem

    class ReleasedFiles(HTTPFileSystem):
        # DuckDB asks, for what it keeps in memory; a released file never changes.
        def modified(self, path):
            return datetime(2000, 1, 1, tzinfo=timezone.utc)

    connection = duckdb.connect()
    connection.register_filesystem(ReleasedFiles())
    found = connection.sql(snippet)
    columns = found.columns
    return len(found.fetchall()), columns


if __name__ == "__main__":
    run = {"pandas": run_pandas, "duckdb": run_duckdb}[sys.argv[1]]
    rows, columns = run(sys.stdin.read())
    print(json.dumps({"rows": rows, "columns": columns}, ensure_ascii=False))
