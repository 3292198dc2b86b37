"""What a list brings and changes, person by person and column by column, made when painted."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate

from hrdesk.domain.dates import written_months
from hrdesk.domain.roster import RosterRow
from hrdesk.intake.form_spec import RosterSpec
from hrdesk.intake.list_import import Fate, PersonChange
from hrdesk.intake.monthly import column_and_month, listed_months, monthly_of
from hrdesk.ui.cases.facts_card import shown_text
from hrdesk.ui.list_import import terms
from hrdesk.ui.list_import.models import Cells


class ChangedLines:
    """New people, those whom the list does not name, months that it leaves out, then each text
    that differs.

    Numbers of persons are masked. A person who is new or absent has one line, and one for months.
    """

    def __init__(
        self,
        spec: RosterSpec,
        rows: Sequence[RosterRow],
        changes: Sequence[PersonChange],
        absent: Mapping[str, str],
    ) -> None:
        self._spec = spec
        self._monthly = monthly_of(spec)
        self._rows = {row.id: row.entries for row in rows}
        self._new = [each for each in changes if each.fate is Fate.NEW]
        self._absent = list(absent)
        self._left = [each for each in changes if each.left]
        self._changed = [each for each in changes if each.fate is Fate.CHANGED]
        self._ends = list(accumulate(len(each.texts) for each in self._changed))

    def __len__(self) -> int:
        """Return the number of lines."""
        single = len(self._new) + len(self._absent) + len(self._left)
        return single + (self._ends[-1] if self._ends else 0)

    def left(self) -> list[str]:
        """Return who has months in the roster that the list leaves out, as a sentence, if any."""
        found = [
            f"{self._person(self._rows[each.row_id])[0]} {written_months(each.left)}".strip()
            for each in self._left
        ]
        return [terms.months_left(found)] if found else []

    def cells(self, line: int) -> Cells:
        """Return where the list has it, who it is, which column, what it was and what it is."""
        if line < len(self._new):
            change = self._new[line]
            return (*self._of(change, change.texts), terms.NEW, "", self._listed(change.texts))
        line -= len(self._new)
        if line < len(self._absent):
            entries = self._rows[self._absent[line]]
            where = ("", *self._person(entries))
            return (*where, terms.ABSENT, self._listed(entries), terms.ABSENT_REMEDY)
        line -= len(self._absent)
        if line < len(self._left):
            return self._months_left(self._left[line])
        line -= len(self._left)
        place = bisect_right(self._ends, line)
        change = self._changed[place]
        before = self._rows[change.row_id]
        key = list(change.texts)[line - self._ends[place] + len(change.texts)]
        after = {**before, **change.texts}
        shown = (self._shown(key, self._holds(each, key)) for each in (before, after))
        return (*self._of(change, before), self._title(key), *shown)

    def _months_left(self, change: PersonChange) -> Cells:
        before = self._rows[change.row_id]
        months = "" if self._monthly is None else self._monthly.months
        said = terms.month_left_remedy(written_months(change.left))
        stands = self._shown(months, before.get(months, ""))
        return (*self._of(change, before), self._title(months), stands, said)

    def _holds(self, entries: Mapping[str, str], key: str) -> str:
        """Return what stands in a cell; a month that is listed has what stands for all."""
        column, month = column_and_month(key)
        listed = self._monthly is not None and month in listed_months(self._monthly, entries)
        own = entries.get(key, "")
        return entries.get(column, "") if listed and not own else own

    def _of(self, change: PersonChange, entries: Mapping[str, str]) -> Cells:
        return terms.line_numbers(change.lines), *self._person(entries)

    def _person(self, entries: Mapping[str, str]) -> Cells:
        name = entries.get(self._spec.name, "").strip()
        return name, self._shown(self._spec.identity, entries.get(self._spec.identity, ""))

    def _title(self, key: str) -> str:
        column, month = column_and_month(key)
        spec = self._spec.columns.get(column)
        return " ".join(filter(None, (spec.label if spec else column, str(month or ""))))

    def _shown(self, key: str, text: str) -> str:
        spec = self._spec.columns.get(column_and_month(key)[0])
        shown = shown_text(spec, text) if spec is not None and text else text
        return shown or terms.NOTHING

    def _listed(self, entries: Mapping[str, str]) -> str:
        """Return what a row holds besides name and number, in the order of the columns."""
        own = (self._spec.name, self._spec.identity)
        kept = {key: text for key, text in entries.items() if text and key not in own}
        order = list(self._spec.columns)
        keys = sorted(kept, key=lambda key: order.index(column_and_month(key)[0]))
        return terms.listed([f"{self._title(key)} {self._shown(key, kept[key])}" for key in keys])
