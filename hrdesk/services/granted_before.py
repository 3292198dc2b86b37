"""What the people of a roster in work were granted before, each looked up once."""

from bisect import insort
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from hrdesk.domain.right import Holder
from hrdesk.rules.application import read_history
from hrdesk.rules.claims import MONTHS
from hrdesk.rules.measure import Measure
from hrdesk.rules.submission import Grant
from hrdesk.storage.reader import Reader

Entry = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class GrantedBefore:
    """Earlier grants in the shape of `history` in the assessment contract, and typed, alike."""

    entries: tuple[Entry, ...]
    grants: tuple[Grant, ...]


NOTHING_BEFORE = GrantedBefore((), ())
#: So many people are put in their places one by one.
_FEW = 8


class GrantMemory:
    """What the store said of people; whoever judges a roster over and over keeps one.

    It holds for one measure until the next act: every act that grants or frees a right leaves
    an audit record. `own` is the number of a case that is judged once more, or "": what it was
    granted itself was not granted before it.
    """

    def __init__(self, own: str = "") -> None:
        self._own = own
        self._as_of: tuple[object, ...] = ()
        self._known: dict[str, list[tuple[Entry, Grant]]] = {}
        self._people: frozenset[str] = frozenset()
        self._found: list[tuple[Entry, Grant]] = []
        self._granted = NOTHING_BEFORE

    def granted(self, reader: Reader, measure: Measure, people: frozenset[str]) -> GrantedBefore:
        """Return what was granted to people, by case and person; only new people are asked."""
        self._hold(reader, measure)
        if people is self._people or people == self._people:
            return self._granted
        self.ask(reader, measure, people)
        found = self._found = self._found_of(people)
        self._people = people
        self._granted = GrantedBefore(
            tuple([entry for entry, _ in found]), tuple([grant for _, grant in found])
        )
        return self._granted

    def _found_of(self, people: frozenset[str]) -> list[tuple[Entry, Grant]]:
        """Return what is known of people in order; of those who stay it is in order already."""
        gone, come = self._people - people, people - self._people
        found = [pair for pair in self._found if str(pair[0]["person"]) not in gone]
        if len(come) > _FEW:
            found.extend(pair for person in come for pair in self._known[person])
            found.sort(key=_case_and_person)
            return found
        for person in come:
            for pair in self._known[person]:
                insort(found, pair, key=_case_and_person)
        return found

    def others(self, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """Return the entries that are of other cases than the one that is judged once more."""
        return tuple(each for each in entries if each["number"] != self._own)

    def ask(self, reader: Reader, measure: Measure, people: Collection[str]) -> None:
        """Ask the store of those people who are new; `granted` finds them known."""
        self._hold(reader, measure)
        self._ask(reader, measure, [person for person in people if person not in self._known])

    def _hold(self, reader: Reader, measure: Measure) -> None:
        """Let go of what was known of another measure or before the last act."""
        as_of = (measure.id, reader.audit_head())
        if as_of != self._as_of:
            self._as_of, self._known = as_of, {}
            self._people, self._found, self._granted = frozenset(), [], NOTHING_BEFORE

    def _ask(self, reader: Reader, measure: Measure, people: Collection[str]) -> None:
        entries: tuple[Entry, ...] = ()
        if measure.roster is not None and MONTHS in measure.roster.facts:
            entries += reader.months_granted(measure.cost, people)
        if measure.right is not None and measure.right.holder is Holder.LINE:
            entries += reader.grants_to_people(measure.id, people)
        entries = self.others(entries)
        self._known.update((person, []) for person in people)
        for entry, grant in zip(entries, read_history(entries), strict=True):
            self._known[str(entry["person"])].append((entry, grant))


def _case_and_person(pair: tuple[Entry, Grant]) -> tuple[str, str]:
    entry, _grant = pair
    return str(entry["number"]), str(entry["person"])
