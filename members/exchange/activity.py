"""How far an import has come, and whether anybody is still at it.

Told in the name of the connection, which all see at once, also what is not committed
yet; it goes with the connection, however that ends.
"""

from __future__ import annotations

from django.db import connection

_TELL = "SELECT set_config('application_name', %s, true)"
_ASK = """
SELECT application_name FROM pg_stat_activity
WHERE datname = current_database() AND application_name LIKE %s
"""


def tell(imported: int, done: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_TELL, [f"import {imported}: {done}"])


def ask(imported: int) -> int | None:
    """How many rows are done; None where nobody works on it."""
    with connection.cursor() as cursor:
        cursor.execute(_ASK, [f"import {imported}: %"])
        row = cursor.fetchone()
    return int(row[0].rpartition(" ")[2]) if row else None
