"""Which SQLite Django meets: PyPI's pysqlite3 where it is installed and newer than Python's own.

The SQLite of many systems carries a rare fault (history.W001) that a newer one has not. This runs as the
first thing in the settings, before Django loads its backend. Whoever opens the database file itself takes
the module from Django's backend: two SQLite libraries in one process would undo each other's file locks.
"""

from __future__ import annotations

import sqlite3
import sys


def take_newer() -> None:
    """Put pysqlite3 in the place of sqlite3, for whatever is imported from now on."""
    try:
        import pysqlite3.dbapi2
    except ImportError:
        return
    if pysqlite3.sqlite_version_info > sqlite3.sqlite_version_info:
        sys.modules["sqlite3"] = pysqlite3
        sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
