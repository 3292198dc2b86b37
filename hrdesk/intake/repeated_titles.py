"""Lines in the middle of a list that are titles again: those of a printed page, or others."""

from collections.abc import Sequence
from itertools import zip_longest

from hrdesk.domain.foreign_sheet import ForeignCell
from hrdesk.domain.plain_text import trimmed
from hrdesk.intake.form_spec import RosterSpec
from hrdesk.intake.list_heading import Heading
from hrdesk.intake.titles import plain_title

#: One alone may be an entry like others.
_FEWEST = 2


class TitlesBelow:
    """The titles of a list, to be found again below them."""

    def __init__(self, spec: RosterSpec, heading: Heading) -> None:
        lines = (heading.titles, *heading.levels)
        titles = [{plain_title(title) for title in at} for at in zip_longest(*lines, fillvalue="")]
        self._read = {n: name for n, name in enumerate(heading.columns) if name}
        self._titles = {n: titles[n] for n in self._read}
        self._known = {
            plain_title(title)
            for column in spec.columns.values()
            for title in (column.label, *column.titles)
        }.union(*titles) - {""}
        #: Where nearly every line begins with a digit.
        self._person = next((n for n, name in self._read.items() if name == spec.identity), None)

    def are_in(self, cells: Sequence[ForeignCell]) -> bool | None:
        """Tell of a line of titles whether they are those of the list, each column that is read
        under its own or none; None where a line is not one of titles.
        """
        if self._person is not None and self._person < len(cells):
            cell = cells[self._person]
            if not isinstance(cell, str) or cell[:1].isdigit():
                return None
        texts = {n: plain_title(cell) for n, cell in enumerate(cells) if isinstance(cell, str)}
        texts = {n: text for n, text in texts.items() if trimmed(text)}
        known = sum(text in self._known for text in texts.values())
        if known < _FEWEST or 2 * known < len(texts):
            return None
        return all(texts[n] in self._titles[n] for n in self._read if n in texts)
