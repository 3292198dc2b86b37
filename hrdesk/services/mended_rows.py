"""What was done about a failed row since it was sent: nothing, or its case corrected, and where."""

from collections.abc import Iterable
from enum import StrEnum

from hrdesk.domain.batch_answer import FailedLine
from hrdesk.domain.correction import Change, Correction
from hrdesk.services.corrections import Place
from hrdesk.services.sent_columns import RowTerms


class Mending(StrEnum):
    """How a failed row stands to the corrections of its case.

    `MENDED`: something that the row sends differs now for a reason of its own. `ELSEWHERE`: the
    case was corrected, this row was not. `WAITING`: a correction of the case waits for a second
    person; until then no row of it can be sent again.
    """

    NONE = "none"
    WAITING = "waiting"
    ELSEWHERE = "elsewhere"
    MENDED = "mended"


def mending_of(
    terms: RowTerms, line: FailedLine, fields: tuple[str, ...], corrections: Iterable[Correction]
) -> Mending:
    """Return how a row stands; `fields` are the headers that the platform's reason names.

    An entry that all rows of a case share mends a row only where the reason names it: else the
    correction was made for another row.
    """
    corrections = tuple(corrections)
    if any(each.is_open and each.version == line.newest for each in corrections):
        return Mending.WAITING
    if line.newest == line.version:
        return Mending.NONE
    made = sorted((each for each in corrections if each.made > line.version), key=_version)
    changed = _changed(change for each in made for change in each.changes)
    own = {place for place in changed if _is_own(place, terms, line.line)}
    if own or changed & _named(terms, line.line, fields):
        return Mending.MENDED
    return Mending.ELSEWHERE


def _version(correction: Correction) -> int:
    return correction.made


def _changed(changes: Iterable[Change]) -> set[Place]:
    """Return the places that say something else than before the first of the changes."""
    before: dict[Place, str] = {}
    after: dict[Place, str] = {}
    for each in changes:
        place = (each.roster, each.line, each.key)
        before.setdefault(place, each.before)
        after[place] = each.after
    return {place for place, text in after.items() if text != before[place]}


def _is_own(place: Place, terms: RowTerms, line: int) -> bool:
    """Tell whether an entry is that of a row alone; a row that is the case has all of them."""
    roster, of_line, _ = place
    return not line or (roster == terms.roster and of_line == line)


def _named(terms: RowTerms, line: int, fields: tuple[str, ...]) -> set[Place]:
    """Return the places that a reason names; who names a part of the account means all of it."""
    places = {place for header in fields if (place := terms.place_of(header, line)) is not None}
    payee: set[Place] = {("", 0, key) for key in terms.payee}
    return places | payee if places & payee else places
