"""What a list changes of a roster: each line is new, changes somebody, is the same, waits or is
refused, and the counts add up (RELIABILITY P14). People are told apart by identity number.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from hrdesk.domain.dates import Month
from hrdesk.domain.errors import Problem
from hrdesk.domain.identity import normalised_identity
from hrdesk.domain.names import normalised_name
from hrdesk.domain.roster import RosterRow
from hrdesk.intake.deciding_cells import Decider, Pair
from hrdesk.intake.foreign_rows import ForeignLine, Refusal
from hrdesk.intake.form_spec import RosterSpec
from hrdesk.intake.monthly import column_and_month, listed_months, monthly_of
from hrdesk.intake.person_months import contradicting, each_month_once, gaps, together
from hrdesk.intake.reading import Slate
from hrdesk.intake.rosters import read_row
from hrdesk.intake.visibility import shown_columns

#: Between the words of a list (U+3001).
_LISTED = "\u3001"


class Fate(StrEnum):
    """What becomes of a line."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    PARKED = "parked"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What a list says of one person: his row in the roster or "", and the texts that differ.

    `waiting` are columns that are not shown before another one is filled in. `left` are months of
    his row that the list does not name, where it names no further one: they stay.
    """

    fate: Fate
    row_id: str
    texts: Mapping[str, str]
    lines: tuple[int, ...]
    refusals: tuple[Refusal, ...] = ()
    waiting: tuple[Pair, ...] = ()
    left: tuple[Month, ...] = ()


@dataclass(slots=True)
class People:
    """The lines of a list by person, in the order of the list."""

    lines: dict[str, list[ForeignLine]] = field(default_factory=dict)
    refused: list[ForeignLine] = field(default_factory=list)

    def put(self, line: ForeignLine) -> None:
        """Take a line that was read."""
        if line.refusals:
            self.refused.append(line)
        else:
            self.lines.setdefault(normalised_identity(line.person), []).append(line)


@dataclass(frozen=True, slots=True)
class Held:
    """What a list is held against: the roster's columns, its rows, today, and how the list calls
    its columns (`letters` by column id).
    """

    spec: RosterSpec
    rows: Sequence[RosterRow]
    today: date
    letters: Mapping[str, str]
    decider: Decider

    def place(self, line: int, key: str) -> str:
        """Return the address of a column, or of one month of it, in a line of the list."""
        return f"{self.letters.get(column_and_month(key)[0], '')}{line}"


def changes_of(held: Held, people: People) -> Iterator[PersonChange]:
    """Yield what becomes of each person of a list, and of each line that was refused.

    Several lines of one person are put together where each has months of its own and they say
    the same of him; else they wait for somebody to look at them, as does who stands several
    times in the roster. What a list leaves blank stays as it is in the roster, but a blank that
    another month would fill refuses its line.
    """
    stand: dict[str, list[RosterRow]] = {}
    for row in held.rows:
        number = normalised_identity(row.entries.get(held.spec.identity, ""))
        if number:
            stand.setdefault(number, []).append(row)
    for line in people.refused:
        bad = {each.column for each in line.refusals}
        more = (each for each in _misfits(held, line, line.entries) if each.column not in bad)
        yield PersonChange(Fate.REFUSED, "", {}, (line.number,), (*line.refusals, *more))
    for number, lines in people.lines.items():
        yield from _changes(held, lines, stand.get(number, []))


def absent_from(held: Held, people: People) -> list[RosterRow]:
    """Return the rows of a roster whose people a list does not name, not even in a bad line."""
    named = {*people.lines, *(normalised_identity(line.person) for line in people.refused)}
    return [row for row in held.rows if _is_absent(held.spec, row, named)]


def misnamed(held: Held, people: People) -> set[int]:
    """Return the lines whose number is written with several names, or with that of an absent row.

    Which of two people such a line means is not known: the other one has not left.
    """
    name, numbers = held.spec.name, dict[str, list[ForeignLine]]()
    for line in (*people.refused, *(line for lines in people.lines.values() for line in lines)):
        if line.person and line.entries.get(name):
            numbers.setdefault(normalised_identity(line.person), []).append(line)
    absent = {normalised_name(row.entries.get(name, "")) for row in absent_from(held, people)}
    stand = {
        normalised_identity(row.entries.get(held.spec.identity, "")): row.entries.get(name, "")
        for row in held.rows
    }
    found = set()
    for number, lines in numbers.items():
        names = {normalised_name(line.entries[name]) for line in lines}
        before = normalised_name(stand.get(number, ""))
        if len(names) > 1 or (before and before not in names and names & absent):
            found |= {line.number for line in lines}
    return found


def _is_absent(spec: RosterSpec, row: RosterRow, named: set[str]) -> bool:
    number = normalised_identity(row.entries.get(spec.identity, ""))
    return bool(number) and number not in named


def _changes(
    held: Held, lines: list[ForeignLine], stand: list[RosterRow]
) -> Iterator[PersonChange]:
    """Yield what becomes of the lines of one person, those with a gap by themselves."""
    numbers = tuple(line.number for line in lines)
    entries = [line.entries for line in lines]
    monthly = monthly_of(held.spec)
    are_months = monthly is not None and each_month_once(monthly, entries)
    if len(lines) > 1 and not are_months:
        yield _parked(held, "list_line.twice_in_list", numbers)
    elif len(lines) > 1 and (columns := contradicting(held.spec, entries)):
        yield _parked(held, "list_line.contradicting", numbers, columns)
    elif len(stand) > 1:
        yield _parked(held, "list_line.twice_in_roster", numbers)
    else:
        before = stand[0].entries if stand else {}
        refused = _gaps(held, lines, before) if monthly is not None and are_months else {}
        for number, refusals in refused.items():
            yield PersonChange(Fate.REFUSED, "", {}, (number,), tuple(refusals))
        whole = [line for line in lines if line.number not in refused]
        if whole:
            yield _change(held, whole, stand)


def _gaps(
    held: Held, lines: list[ForeignLine], before: Mapping[str, str]
) -> dict[int, list[Refusal]]:
    """Return what is blank for some months and must not be taken from others, by line."""
    monthly = monthly_of(held.spec)
    found: dict[int, list[Refusal]] = {}
    if monthly is None:
        return found
    entries = [line.entries for line in lines]
    for place, column in gaps(monthly, before, entries, held.letters):
        line = lines[place]
        said = {
            "months": line.entries[monthly.months],
            "column": held.spec.columns[column].label,
        }
        at = held.place(line.number, column if column in held.letters else monthly.months)
        problem = Problem("list_line.gap", values=said)
        found.setdefault(line.number, []).append(Refusal(at, column, problem))
    return found


def _change(held: Held, lines: list[ForeignLine], stand: list[RosterRow]) -> PersonChange:
    numbers = tuple(line.number for line in lines)
    before = stand[0].entries if stand else {}
    given = _texts(held.spec, lines, before)
    texts, waiting = held.decider.decide(before, given)
    if not stand and len(lines) == 1:
        return _newcomer(held, lines[0], texts, waiting)
    differ = {column: text for column, text in texts.items() if before.get(column, "") != text}
    after = {key: text for key, text in {**before, **differ}.items() if text}
    old, new = (read_row(held.spec, RosterRow("", kept), held.today) for kept in (before, after))
    wrong = {
        key: problem
        for key, problem in new.problems.items()
        if key not in old.problems and column_and_month(key)[0] in held.letters
    }
    if wrong:
        refusals = tuple(
            Refusal(held.place(numbers[0], key), column_and_month(key)[0], problem)
            for key, problem in wrong.items()
        )
        return PersonChange(Fate.REFUSED, "", {}, numbers, refusals)
    if not stand:
        return PersonChange(Fate.NEW, "", after, numbers, waiting=tuple(waiting))
    left = _left(held.spec, lines, before)
    if not differ or (new.values == old.values and not old.problems):
        return PersonChange(Fate.SAME, stand[0].id, {}, numbers, left=left)
    return PersonChange(
        Fate.CHANGED, stand[0].id, differ, numbers, waiting=tuple(waiting), left=left
    )


def _left(
    spec: RosterSpec, lines: list[ForeignLine], before: Mapping[str, str]
) -> tuple[Month, ...]:
    """Return the months of a row that its lines leave out, () where they add one: the list of a
    further month comes alone.
    """
    monthly = monthly_of(spec)
    if monthly is None:
        return ()
    kept = listed_months(monthly, before)
    listed = {month for line in lines for month in listed_months(monthly, line.entries)}
    return tuple(sorted(set(kept) - listed)) if listed and listed <= set(kept) else ()


def _newcomer(
    held: Held, line: ForeignLine, texts: Mapping[str, str], waiting: list[Pair]
) -> PersonChange:
    """Return what becomes of a person of one line who is not there yet: its cells are judged."""
    refusals = _misfits(held, line, texts)
    if refusals:
        return PersonChange(Fate.REFUSED, "", {}, (line.number,), refusals)
    entries = {key: text for key, text in texts.items() if text}
    return PersonChange(Fate.NEW, "", entries, (line.number,), waiting=tuple(waiting))


def _misfits(held: Held, line: ForeignLine, texts: Mapping[str, str]) -> tuple[Refusal, ...]:
    """Return the cells of a line that do not go together with others of it."""
    days = {key: value for key, value in line.values.items() if isinstance(value, date)}
    slate = Slate(held.spec.columns, held.today, {**days}, {}, {})
    slate.compare_fields()
    shown = shown_columns(held.spec, texts) if slate.problems else frozenset()
    return tuple(
        Refusal(held.place(line.number, key), key, problem)
        for key, problem in slate.problems.items()
        if key in shown
    )


def _parked(
    held: Held, key: str, numbers: tuple[int, ...], columns: tuple[str, ...] = ()
) -> PersonChange:
    """Let lines wait, each with what is to be looked at: its number, or `columns`."""
    labels = (held.spec.columns[column].label for column in columns)
    said = {"lines": ", ".join(map(str, numbers)), "columns": _LISTED.join(labels)}
    column = columns[0] if columns else held.spec.identity
    refusals = tuple(
        Refusal(held.place(number, column), column, Problem(key, values=said)) for number in numbers
    )
    return PersonChange(Fate.PARKED, "", {}, numbers, refusals)


def _texts(
    spec: RosterSpec, lines: list[ForeignLine], before: Mapping[str, str]
) -> Mapping[str, str]:
    """Return what the lines of one person give his row; several have months of their own.

    Months are added to those of his row: a line that comes again alone takes none away. Lines
    that list all of them take the place of what held in single months.
    """
    monthly = monthly_of(spec)
    entries = [line.entries for line in lines]
    if monthly is None or not each_month_once(monthly, entries):
        return entries[0]
    kept = listed_months(monthly, before)
    listed = {month for each in entries for month in listed_months(monthly, each)}
    if not listed.issuperset(kept):
        return together(monthly, before, entries)
    texts = dict(entries[0]) if len(lines) == 1 else together(monthly, {}, entries)
    stale = (key for key in before if key not in spec.columns and key not in texts)
    own = ((key, *column_and_month(key)) for key in stale)
    gone = (key for key, column, month in own if column in texts or month not in kept)
    return {**texts, **dict.fromkeys(gone, "")}
