"""What is said of one row of a roster: its outcome in words, why, and what would settle it."""

from collections.abc import Iterator

from hrdesk.domain.finding import Check, CheckOutcome, LineFinding, MonthOutcome, Outcome
from hrdesk.domain.money import ZERO, grouped
from hrdesk.intake.form_spec import LINES, RosterSpec
from hrdesk.intake.monthly import column_and_month, monthly_of, shares_of
from hrdesk.intake.rosters import RowReading, column_for_fact
from hrdesk.services.presenting import present
from hrdesk.ui.intake import roster_terms as terms
from hrdesk.ui.roster import JudgedRow
from hrdesk.ui.roster.judged_row import RowSaid

LINE_PREFIX = "lines["
#: The condition of a line that names its months, paid and not.
_MONTHS = "months"
_DECIDING = {
    Outcome.INELIGIBLE: CheckOutcome.UNMET,
    Outcome.INCOMPLETE: CheckOutcome.MISSING,
    Outcome.OFFICER: CheckOutcome.OFFICER,
}


def row_state(
    spec: RosterSpec, reading: RowReading, finding: LineFinding | None, *, pays: bool
) -> JudgedRow:
    """Return what is said of a row; `finding` is None while it is not judged."""
    if finding is None:
        return _unjudged(spec, reading)
    monthly = monthly_of(spec)
    paid = [month.month for month in finding.months if month.outcome is MonthOutcome.PAID]
    has_shares = monthly is not None and finding.amount > ZERO
    shares = shares_of(monthly, reading.values, paid) if monthly and has_shares else ()
    awaited = dict(_awaited(spec, reading, finding))
    said = tuple(_said(spec, reading, finding))
    words = _words(spec, reading, finding, pays=pays)
    return JudgedRow(reading, finding, words, awaited, shares, said)


def _unjudged(spec: RosterSpec, reading: RowReading) -> JudgedRow:
    """Return what is said of a row that the rule does not get: the first thing wrong with it."""
    judges = spec.gives == LINES
    if reading.blank or not reading.problems:
        return JudgedRow(reading, None, terms.NOT_JUDGED if judges and not reading.blank else "")
    key, problem = next(iter(reading.problems.items()))
    column, month = column_and_month(key)
    title = " ".join(filter(None, (str(month or ""), spec.columns[column].label)))
    labels = {each.id: each.label for each in spec.columns.values()}
    sentence = present(problem, labels).problem
    words = terms.wrong_in_short(title, sentence)
    said = (RowSaid(terms.wrong(title, sentence), key, wrong=True),)
    return JudgedRow(reading, None, terms.not_judged(words) if judges else words, said=said)


def _words(spec: RosterSpec, reading: RowReading, finding: LineFinding, *, pays: bool) -> str:
    """Return the outcome of a row: where a cell of it is wanted, that cell and no condition."""
    deciding = _DECIDING.get(finding.outcome)
    checks = [check for check in finding.checks if check.outcome is deciding]
    titles = [check.title for check in checks]
    if checks and deciding is CheckOutcome.MISSING:
        wanted = next(_cells(spec, reading, checks[0]), "")
        titles = [spec.columns[wanted].label] if wanted else titles
    return terms.outcome(finding.outcome, titles, grouped(finding.amount) if pays else "")


def _awaited(
    spec: RosterSpec, reading: RowReading, finding: LineFinding
) -> Iterator[tuple[str, str]]:
    """Yield the cells that would settle what is unknown of a row, and what is said of each."""
    for check in finding.checks:
        if check.outcome is CheckOutcome.MISSING:
            yield from ((column, check.shown) for column in _cells(spec, reading, check))


def _cells(spec: RosterSpec, reading: RowReading, check: Check) -> Iterator[str]:
    """Yield the cells of a row that would settle a condition."""
    for place in check.settles:
        column = column_for_fact(spec, reading, place.partition("].")[2])
        if place.startswith(LINE_PREFIX) and column is not None:
            yield column


def _said(spec: RosterSpec, reading: RowReading, line: LineFinding) -> Iterator[RowSaid]:
    """Yield what keeps a line from being paid, or which of its months are not."""
    deciding = _DECIDING.get(line.outcome)
    skipped = any(month.outcome is MonthOutcome.SKIPPED for month in line.months)
    for check in line.checks:
        if check.outcome is deciding or (skipped and deciding is None and check.code == _MONTHS):
            column, fact = "", ""
            if check.outcome is CheckOutcome.MISSING:
                column = next(_cells(spec, reading, check), "")
                fact = next((each for each in check.settles if LINE_PREFIX not in each), "")
            yield RowSaid(f"{check.title}：{check.shown}", column, fact)
