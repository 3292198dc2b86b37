"""The lines of cases that a batch sends again."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from hrdesk.domain.case import Case
from hrdesk.domain.errors import Refused

#: Of each case by id the lines that are sent again, 0 for the case itself.
Again = Mapping[str, frozenset[int]]
Row = TypeVar("Row")


def wanted_rows(
    case: Case, rows: Iterable[tuple[int, Row]], again: Again | None
) -> tuple[tuple[int, Row], ...]:
    """Return the rows of a case that are sent: all of them, or only those that go again.

    Refused `batch.line_gone` (number) when the case as it stands now does not count one of them.
    """
    if again is None:
        return tuple(rows)
    wanted = again[case.id]
    kept = tuple((line, row) for line, row in rows if line in wanted)
    if len(kept) < len(wanted):
        raise Refused("batch.line_gone", number=case.number)
    return kept
