"""The store's own build: tables, indexes and guards must be those of the release."""

import contextlib
from collections.abc import Iterator
from functools import lru_cache
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
    found = set(connection.execute(_MASTER))
    for _, name, _ in sorted(_expected(plan, version) ^ found):
        yield tampered("verify.build", name=name)


@lru_cache(maxsize=4)
def _expected(plan: Plan, version: int) -> frozenset[tuple[str, str, str]]:
    """Return what a fresh store of a version consists of; the same for as long as we run."""
    with contextlib.closing(scratch_connection()) as fresh:
        with changing_schema(fresh):
            build(fresh, plan, version)
        return frozenset(fresh.execute(_MASTER))
