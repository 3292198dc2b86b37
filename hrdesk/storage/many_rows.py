"""Many rows at once: building SQL for each of them costs more than storing it."""

from collections.abc import Mapping, Sequence

from hrdesk.storage.connection import KeyedDatabase


def insert_rows(db: KeyedDatabase, table: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert rows into a table; each gives the same columns by their names in the schema."""
    if not rows:
        return
    columns = tuple(rows[0])
    places = ", ".join("?" for _ in columns)
    sql = f"insert into {table} ({', '.join(columns)}) values ({places})"  # noqa: S608 - our names
    db.raw().executemany(sql, [[row[column] for column in columns] for row in rows])
