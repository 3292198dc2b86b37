"""The store's own build: tables, indexes and guards must be those of the release."""

from collections.abc import Iterator
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from hrdesk.storage.checks.flaw import Flaw, tampered
from hrdesk.storage.schema import statements
from hrdesk.storage.snapshot import dangling_in

_MASTER = "select type, name, sql from sqlite_master where sql is not null"


def reference_flaws(connection: Any) -> Iterator[Flaw]:
    """Every reference must lead somewhere; the store never lets go of what is referred to."""
    for table, other in dangling_in(connection):
        yield tampered("verify.reference", table=table, other=other)


def build_flaws(connection: Any) -> Iterator[Flaw]:
    """Compare with a fresh empty store: a guard that was taken away is found."""
    fresh = sqlcipher.connect(":memory:", isolation_level=None)
    try:
        for statement in statements():
            fresh.execute(statement)
        expected = set(fresh.execute(_MASTER))
    finally:
        fresh.close()
    found = set(connection.execute(_MASTER))
    for _, name, _ in sorted(expected ^ found):
        yield tampered("verify.build", name=name)
