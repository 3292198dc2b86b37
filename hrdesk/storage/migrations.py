"""From the schema of an older release to this one's: verified backup, copy, steps, check, swap."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from hrdesk.storage.schema import SCHEMA_VERSION

#: A step brings an open copy from one version to the next; it never commits.
Step = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """The version this program works with, and the steps to it by where they begin."""

    target: int = SCHEMA_VERSION
    steps: Mapping[int, Step] = field(default_factory=lambda: MappingProxyType({}))


#: The released steps. Each new one comes with a stored file of the release before, in the tests.
RELEASED = Plan()
