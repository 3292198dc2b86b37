"""Which columns of a list its titles name, once each, and which hold something that is not read."""

from collections.abc import Sequence

from hrdesk.domain.foreign_sheet import ForeignCell, ForeignSheet
from hrdesk.domain.plain_text import trimmed
from hrdesk.intake.form_spec import FieldSpec
from hrdesk.intake.listed import OF_PEOPLE, is_number_title
from hrdesk.intake.titles import plain_title


def undoubled(titles: Sequence[str], columns: Sequence[FieldSpec | None]) -> tuple[str, ...]:
    """Return the ids of columns, "" where two titles name one: a person says which counts.

    So he does of whatever stands right of the second title for a name or a number of a person:
    tables side by side, or two people in each line, of whom nobody knows whose account it is.
    """
    plain = [plain_title(title) for title in titles]
    found, of_another = [], len(plain)
    for title, column in zip(plain, columns, strict=True):
        if column is None:
            found.append("")
            continue
        label = plain_title(column.label)
        names = {label} if title == label else {label, *map(plain_title, column.titles)}
        places = [n for n, each in enumerate(plain) if each in names]
        found.append(column.id if len(places) == 1 else "")
        if len(places) > 1 and column.type in OF_PEOPLE:
            of_another = min(of_another, places[1])
    return tuple("" if n > of_another else name for n, name in enumerate(found))


def unread_columns(
    sheet: ForeignSheet, titles: Sequence[str], columns: Sequence[str], first: int
) -> tuple[int, ...]:
    """Return the columns that hold something from line `first` on and that a mapping leaves out.

    Numbers of lines, and what we said of a line ourselves, are nothing to be read.
    """
    left = [
        n
        for n, (title, column) in enumerate(zip(titles, columns, strict=True))
        if not column and not is_number_title(title)
    ]
    lines = sheet.lines[first:]
    return tuple(n for n in left if any(len(line) > n and holds(line[n]) for line in lines))


def holds(cell: ForeignCell) -> bool:
    """Tell whether a cell holds anything that is seen."""
    return cell != "" and (not isinstance(cell, str) or bool(trimmed(cell)))
