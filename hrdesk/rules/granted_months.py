"""The months that people were granted before, worked out once for all lines of a roster."""

from collections.abc import Mapping
from typing import NamedTuple

from hrdesk.domain.dates import Month
from hrdesk.rules.submission import Application, Grant

#: The detail of an earlier grant that lists its months.
_MONTHS = "months"


class GrantedMonths(NamedTuple):
    """What one person was granted under a measure.

    `undetailed` are the places of the records that do not say which months they were.
    """

    months: frozenset[Month]
    undetailed: tuple[str, ...]


NOTHING_GRANTED = GrantedMonths(frozenset(), ())


class GrantedByPerson:
    """The history of a case by person; whoever judges a case over and over keeps one.

    A record that is the same object as before is not read again.
    """

    def __init__(self) -> None:
        self._measure = ""
        self._history: tuple[Grant, ...] = ()
        self._granted: Mapping[str, GrantedMonths] = {}
        self._read: Mapping[int, GrantedMonths] = {}

    def of(self, application: Application) -> Mapping[str, GrantedMonths]:
        """Return what each person of the history was granted under the measure of a case."""
        measure, history = application.measure, application.history
        if (measure, history) == (self._measure, self._history):
            return self._granted
        granted: dict[str, GrantedMonths] = {}
        read: dict[int, GrantedMonths] = {}
        for index, grant in enumerate(history):
            person = grant.person
            if not person or grant.measure != measure:
                continue
            own = self._read.get(id(grant)) or _months_of(grant, index)
            if not own.undetailed:
                read[id(grant)] = own
            granted[person] = _together(granted[person], own) if person in granted else own
        # The ids hold as long as the records of this history do.
        self._measure, self._history, self._granted, self._read = measure, history, granted, read
        return granted


def _months_of(grant: Grant, index: int) -> GrantedMonths:
    listed = grant.detail.get(_MONTHS)
    if not isinstance(listed, tuple):
        return GrantedMonths(frozenset(), (f"history[{index}].detail.{_MONTHS}",))
    return GrantedMonths(frozenset(month for month in listed if isinstance(month, Month)), ())


def _together(one: GrantedMonths, other: GrantedMonths) -> GrantedMonths:
    return GrantedMonths(one.months | other.months, one.undetailed + other.undetailed)
