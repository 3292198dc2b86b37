"""The months that people were granted before, worked out once for all lines of a roster."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from hrdesk.domain.dates import Month
from hrdesk.rules.submission import Application, Grant

#: The detail of an earlier grant that lists its months.
_MONTHS = "months"


class GrantedMonths(NamedTuple):
    """What one person was granted under one rule.

    `undetailed` are the places of the records that do not say which months they were.
    """

    months: frozenset[Month]
    undetailed: tuple[str, ...]


#: What one person was granted before, by the rule of the measure.
Granted = Mapping[str, GrantedMonths]
NO_MONTHS = GrantedMonths(frozenset(), ())
NOTHING_GRANTED: Granted = MappingProxyType({})


class GrantedByPerson:
    """The history of a case by person; whoever judges a case over and over keeps one.

    A record that is the same object as before is not read again, and a person of whom nothing
    else is known keeps the same object.
    """

    def __init__(self) -> None:
        self._history: tuple[Grant, ...] = ()
        self._granted: Mapping[str, Granted] = {}
        self._read: Mapping[int, GrantedMonths] = {}

    def of(self, application: Application) -> Mapping[str, Granted]:
        """Return what each person of the history of a case was granted."""
        history = application.history
        if history == self._history:
            return self._granted
        found: dict[str, dict[str, GrantedMonths]] = {}
        read: dict[int, GrantedMonths] = {}
        for index, grant in enumerate(history):
            if not grant.person or not grant.measure:
                continue
            own = self._read.get(id(grant)) or _months_of(grant, index)
            if not own.undetailed:
                read[id(grant)] = own
            under = found.setdefault(grant.person, {})
            before = under.get(grant.rule)
            under[grant.rule] = own if before is None else together(before, own)
        granted: dict[str, Granted] = {}
        for person, known in found.items():
            kept = self._granted.get(person)
            granted[person] = kept if kept is not None and kept == known else known
        # The ids hold as long as the records of this history do.
        self._history, self._granted, self._read = history, granted, read
        return granted


def together(one: GrantedMonths, other: GrantedMonths) -> GrantedMonths:
    """Return what was granted by either."""
    return GrantedMonths(one.months | other.months, one.undetailed + other.undetailed)


def _months_of(grant: Grant, index: int) -> GrantedMonths:
    listed = grant.detail.get(_MONTHS)
    if not isinstance(listed, tuple):
        return GrantedMonths(frozenset(), (f"history[{index}].detail.{_MONTHS}",))
    return GrantedMonths(frozenset(month for month in listed if isinstance(month, Month)), ())
