"""Where a case can be corrected: fields of its form, its materials, cells of its rosters."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from hrdesk.domain.correction import Change
from hrdesk.domain.roster import RosterRow
from hrdesk.intake.form_spec import Choice, FieldSpec, FieldType, FormSpec, RosterSpec
from hrdesk.intake.monthly import column_and_month
from hrdesk.intake.reading import MATERIAL_PREFIX
from hrdesk.intake.roster_text import rosters_of
from hrdesk.services.corrections import Place
from hrdesk.ui.intake import terms

#: Rows of rosters beyond so many are listed once they are looked for.
MOST_ROWS = 20
_NO_FIELD = FieldSpec("", "", FieldType.TEXT)


@dataclass(frozen=True, slots=True)
class CorrectablePlace:
    """One entry: where it stands, what it is, and its text as the version keeps it, "" for none.

    `who` says the row of a roster, "" for the form.
    """

    place: Place
    who: str
    spec: FieldSpec
    before: str

    @property
    def id(self) -> str:
        """What tells it from others."""
        roster, line, key = self.place
        return f"{roster}/{line}/{key}"


def places_of(
    form: FormSpec, entries: Mapping[str, str], sought: str = ""
) -> tuple[CorrectablePlace, ...]:
    """Return the places of a case, or those that are looked for: by field, person, number or row.

    Of rosters no more than `MOST_ROWS` rows are listed at once.
    """
    words = sought.strip().casefold()
    found = [each for each in _form_places(form, entries) if words in each.spec.label.casefold()]
    shown = 0
    for roster, rows in rosters_of(form, entries).items():
        # The row itself comes first: its number may stand in many identity numbers.
        for line, row in sorted(enumerate(rows, 1), key=lambda each: str(each[0]) != words):
            if shown == MOST_ROWS:
                break
            cells = _cells(form.rosters[roster], line, row, words)
            shown += bool(cells)
            found += cells
    return tuple(found)


def place_of(form: FormSpec, entries: Mapping[str, str], change: Change) -> CorrectablePlace:
    """Return the place of a change, with the text before."""
    place = (change.roster, change.line, change.key)
    if not change.roster:
        known = {each.place: each for each in _form_places(form, entries)}
        other = CorrectablePlace(place, "", replace(_NO_FIELD, label=change.key), "")
        return replace(known.get(place, other), before=change.before)
    spec = form.rosters[change.roster]
    row = rosters_of(form, entries)[change.roster][change.line - 1]
    who = _who(spec, change.line, row)
    return CorrectablePlace(place, who, _column(spec, change.key), change.before)


def place_of_problem(where: str) -> Place:
    """Return the place that a problem names as `<field>` or `<roster>[<row>].<column>`."""
    head, bracket, rest = where.partition("[")
    if not bracket:
        return "", 0, where
    row, _, key = rest.partition("].")
    return head, int(row) + 1, key


def _form_places(form: FormSpec, entries: Mapping[str, str]) -> Iterator[CorrectablePlace]:
    for page in form.pages:
        for name in page.fields:
            if name != form.received:
                yield CorrectablePlace(("", 0, name), "", form.fields[name], entries.get(name, ""))
    for item in form.materials:
        key = MATERIAL_PREFIX + item.id
        choices = tuple(Choice(code, words) for code, words in terms.MATERIAL_TICKS.items())
        spec = FieldSpec(key, item.title, FieldType.CODE, choices=choices)
        yield CorrectablePlace(("", 0, key), "", spec, entries.get(key, ""))


def _cells(spec: RosterSpec, line: int, row: RosterRow, words: str) -> list[CorrectablePlace]:
    """Return the cells of a row that are looked for: all of them, when it is the row itself."""
    named = (row.entries.get(name, "").casefold() for name in (spec.name, spec.identity) if name)
    is_sought = not words or words == str(line) or any(words in each for each in named)
    keys = [*spec.columns, *(key for key in row.entries if key not in spec.columns)]
    found = [(key, _column(spec, key)) for key in keys]
    who = _who(spec, line, row)
    return [
        CorrectablePlace((spec.id, line, key), who, column, row.entries.get(key, ""))
        for key, column in found
        if is_sought or words in column.label.casefold()
    ]


def _who(spec: RosterSpec, line: int, row: RosterRow) -> str:
    name = row.entries.get(spec.name, "") if spec.name else ""
    return f"{spec.title}第 {line} 行　{name}".strip()


def _column(spec: RosterSpec, key: str) -> FieldSpec:
    """Return the column of a cell; what it is in one month says so in its label."""
    column, month = column_and_month(key)
    known = spec.columns.get(column, replace(_NO_FIELD, label=column))
    return known if month is None else replace(known, id=key, label=f"{known.label}（{month}）")
