"""From the first schema to this program's: every store has passed the same steps.

A store that is set up today is built by the first schema and the steps of every release since, so
that it is statement for statement what an upgraded store is (`checks.build` compares them).
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from hrdesk.storage.schema import FIRST_VERSION, statements

#: A step brings an open database from one version to the next; it never commits. It runs on empty
#: stores too. It may add tables and columns, and rebuild a table; it leaves every row that is there
#: and every value that never changes (`carried`).
Step = Callable[[Any], None]


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """The version this program works with, and the steps to it by where they begin."""

    target: int = FIRST_VERSION
    steps: Mapping[int, Step] = field(default_factory=lambda: MappingProxyType({}))


#: The released steps. Each new one comes with a stored file of the release before, in the tests.
RELEASED = Plan()


@contextlib.contextmanager
def changing_schema(connection: Any) -> Iterator[None]:
    """Run one transaction in which tables may be built; a failure leaves it to the caller's close.

    References are not enforced in it, or no table that others refer to could be rebuilt: whoever
    changes a schema looks afterwards for what leads nowhere. For the same reason a table may take
    its old name again while guards of other tables still speak of it.
    """
    connection.execute("pragma foreign_keys = 0")
    connection.execute("pragma legacy_alter_table = 1")
    connection.execute("begin immediate")
    yield
    connection.execute("commit")


def build(connection: Any, plan: Plan, version: int) -> None:
    """Build an empty store of a version, inside a transaction of `changing_schema`."""
    for statement in statements():
        connection.execute(statement)
    advance(connection, plan, FIRST_VERSION, version)


def advance(connection: Any, plan: Plan, begin: int, end: int) -> None:
    """Run the steps between two versions, inside a transaction of `changing_schema`."""
    for version in range(begin, end):
        plan.steps[version](connection)
    connection.execute(f"pragma user_version = {end}")
