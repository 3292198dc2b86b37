"""The store's own build: tables, indexes and guards must be those of the release."""

import contextlib
from collections.abc import Iterator
from typing import Any

from hrdesk.storage.checks.flaw import Flaw, tampered
from hrdesk.storage.connection import scratch_connection
from hrdesk.storage.migrations import Plan, build, changing_schema
from hrdesk.storage.snapshot import dangling_in

_MASTER = "select type, name, sql from sqlite_master where sql is not null"


def reference_flaws(connection: Any) -> Iterator[Flaw]:
    """Every reference must lead somewhere; the store never lets go of what is referred to."""
    for table, other in dangling_in(connection):
        yield tampered("verify.reference", table=table, other=other)


def build_flaws(connection: Any, plan: Plan, version: int) -> Iterator[Flaw]:
    """Compare with a fresh empty store that passed the same steps: a missing guard is found."""
    with contextlib.closing(scratch_connection()) as fresh:
        with changing_schema(fresh):
            build(fresh, plan, version)
        expected = set(fresh.execute(_MASTER))
    found = set(connection.execute(_MASTER))
    for _, name, _ in sorted(expected ^ found):
        yield tampered("verify.build", name=name)
