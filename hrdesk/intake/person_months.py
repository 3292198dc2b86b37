"""Lines of a list that each hold some months of a person, put together into one row."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from hrdesk.domain.dates import Month, written_months
from hrdesk.domain.plain_text import ascii_identifier, trimmed
from hrdesk.intake.form_spec import FieldSpec, RosterSpec
from hrdesk.intake.monthly import Monthly, in_month, listed_months, month_key, monthly_of
from hrdesk.intake.months import read_months
from hrdesk.intake.values import is_blank, read_value

Cells = Mapping[str, str]


def normal_number(text: str) -> str:
    """Return the form in which the numbers of people are compared in a list."""
    return ascii_identifier(text).upper()


def each_month_once(monthly: Monthly, pasted: list[Cells]) -> bool:
    """Tell whether every line of a person names its months, and no month twice."""
    listed = [month for cells in pasted for month in listed_months(monthly, cells)]
    return all(_named(monthly, cells) for cells in pasted) and len(listed) == len(set(listed))


def _named(monthly: Monthly, cells: Cells) -> bool:
    return read_months(cells.get(monthly.months, "")).value is not None


def together(monthly: Monthly, before: Cells, pasted: Sequence[Cells]) -> dict[str, str]:
    """Return the cells of a person: what most months hold is typed once, the others differ.

    No month is given what another one holds: while one of them is blank, each keeps its own.
    """
    by_month = {
        month: {column: cells[column] for column in monthly.columns if column in cells}
        for cells in pasted
        for month in listed_months(monthly, cells)
    }
    found: dict[str, str] = {}
    for cells in pasted:
        for column, text in cells.items():
            if column not in monthly.columns and text:
                found.setdefault(column, text)
    kept = listed_months(monthly, before)
    months = sorted({*kept, *by_month})
    found[monthly.months] = written_months(months)
    for column in monthly.columns:
        stood = {month: in_month(before, column, month) or "" for month in kept}
        texts = {month: each[column] for month, each in by_month.items() if column in each}
        held = {**dict.fromkeys(months, ""), **stood, **texts}
        found.update(_column(column, before, held, texts))
    return found


def _column(
    column: str, before: Cells, held: Mapping[Month, str], texts: Mapping[Month, str]
) -> dict[str, str]:
    """Return the entries of a column: `held` is what each month is to hold, `texts` what is new."""
    counted = Counter(text for text in held.values() if not is_blank(text))
    usual = before.get(column, "")
    if (counted or texts) and counted.total() < len(held):
        # The row's text stands for every month without one of its own, so it would fill the gap.
        usual = ""
    elif counted and counted.total() == len(texts) and not usual:
        usual = counted.most_common(1)[0][0]
    own = {
        month_key(column, month): "" if text == usual else text
        for month, text in held.items()
        if counted or month in texts
    }
    changed = {key: text for key, text in own.items() if text != before.get(key, "")}
    return changed | ({column: usual} if texts or usual != before.get(column, "") else {})


def gaps(
    monthly: Monthly, before: Cells, pasted: Sequence[Cells], told: Collection[str]
) -> Iterator[tuple[int, str]]:
    """Yield the line (from 0) and the column of each blank that another month could fill.

    It is blank while another line of the person says something there, or while the row says
    something of its months and the line adds others. A row without months says what was so in an
    earlier case: that fills no blank of a column that the list has (`told`). Where nothing is said
    of any month, nothing can be taken for another one.
    """
    kept = frozenset(listed_months(monthly, before))
    for column in monthly.columns:
        said = [not is_blank(cells.get(column, "")) for cells in pasted]
        stands = any(not is_blank(in_month(before, column, month) or "") for month in kept)
        is_carried = not kept and column in told and not is_blank(before.get(column, ""))
        for place, cells in enumerate(pasted):
            is_added = stands and not kept.issuperset(listed_months(monthly, cells))
            if not said[place] and (is_added or is_carried or any(said)):
                yield place, column


def contradicting(spec: RosterSpec, pasted: Sequence[Cells]) -> tuple[str, ...]:
    """Return the columns, besides those of single months, of which lines of a person differ.

    Spellings of one value do not differ, and a blank contradicts nothing.
    """
    monthly = monthly_of(spec)
    alone = {spec.identity} if monthly is None else {spec.identity, monthly.months}
    several = () if monthly is None else monthly.columns
    return tuple(
        name
        for name, column in spec.columns.items()
        if name not in alone and name not in several and _differ(column, pasted)
    )


def _differ(column: FieldSpec, pasted: Sequence[Cells]) -> bool:
    texts = {text for cells in pasted if (text := trimmed(cells.get(column.id, "")))}
    return len(texts) > 1 and len({_meant(column, text) for text in texts}) > 1


def _meant(column: FieldSpec, text: str) -> object:
    # No day bounds what is only compared.
    value = read_value(column, text, date.max).value
    return text if value is None else value
