"""How each cell looks: its one line of text, its colours, its sign, and what is said of it."""

from dataclasses import dataclass, replace

from hrdesk.domain.errors import Problem
from hrdesk.intake.form_spec import FieldSpec, FieldType
from hrdesk.intake.monthly import column_and_month
from hrdesk.ui import theme
from hrdesk.ui.roster import terms
from hrdesk.ui.roster.judged_row import JudgedRow

RIGHT = frozenset({FieldType.MONEY, FieldType.COUNT})
IN_FIGURES = RIGHT | {
    FieldType.IDENTITY,
    FieldType.CREDIT_CODE,
    FieldType.ACCOUNT,
    FieldType.PHONE,
    FieldType.DATE,
    FieldType.MONTH,
    FieldType.MONTHS,
}


@dataclass(frozen=True, slots=True)
class CellLook:
    """What is painted in a cell; `tone` and `ground` name colours, `icon` a sign or ""."""

    text: str
    tone: str = "text"
    ground: str = "paper"
    icon: str = ""
    figures: bool = False
    right: bool = False
    centred: bool = False


def applies(column: FieldSpec, state: JudgedRow | None) -> bool:
    """Tell whether a column matters in a row.

    While a row is not read yet, a column that hangs on another one waits.
    """
    if state is None or state.reading.blank:
        return not column.show_when
    return column.id in state.reading.shown


def cell_look(column: FieldSpec, text: str, state: JudgedRow | None) -> CellLook:
    """Return how a cell of a column looks; `text` is its one line."""
    if not applies(column, state):
        return CellLook(terms.NOT_ASKED, "text_faint", "shade", centred=True)
    tone, ground = "text", "paper"
    if state is not None:
        if _problem_in(column.id, state) is not None:
            tone, ground = "unmet", "unmet_wash"
        elif _is_wanted(column.id, state):
            ground = "unknown_wash"
        elif column.id in state.reading.hints:
            tone = "unknown"
    figures, right = column.type in IN_FIGURES, column.type in RIGHT
    return CellLook(text, tone, ground, figures=figures, right=right)


def _problem_in(column: str, state: JudgedRow) -> Problem | None:
    """Return what is wrong with a cell, or with a month that differs from it."""
    problems = state.reading.problems
    own = (each for key, each in problems.items() if column_and_month(key)[0] == column)
    return problems.get(column) or next(own, None)


def _is_wanted(key: str, state: JudgedRow) -> bool:
    """Tell whether a cell is to be filled in, or decides what is still unknown."""
    lacking = key in state.reading.missing and not state.reading.blank
    return lacking or key in state.awaited


def outcome_look(state: JudgedRow | None) -> CellLook:
    """Return how the outcome of a row looks, with the sign of the finding panel."""
    if state is None or state.reading.blank:
        return CellLook("")
    if state.finding is not None:
        tone = theme.outcome_tone(state.finding.outcome)
        return CellLook(state.words, tone, icon=tone)
    if state.reading.problems:
        return CellLook(state.words, "unmet", icon="error")
    return CellLook(state.words, "text_soft")


def number_look(number: int, is_new: bool) -> CellLook:
    """Return how the number of a row looks; that of the row for adding is faint."""
    tone = "line_strong" if is_new else "text_faint"
    return CellLook(str(number), tone, figures=True, right=True)


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said of a cell: a problem in its tone, `unmet` or `unknown`."""

    problem: Problem
    tone: str


def remark_on(column: FieldSpec, state: JudgedRow | None) -> Remark | None:
    """Return the problem of a cell, else its first hint, else that it lacks or decides, or None."""
    if state is None or state.reading.blank:
        return None
    reading = state.reading
    problem = _problem_in(column.id, state)
    if problem is not None:
        return Remark(replace(problem, where=problem.where or column.id), "unmet")
    hints = reading.hints.get(column.id, ())
    if hints:
        return Remark(replace(hints[0], where=column.id), "unknown")
    if column.id in reading.missing:
        return Remark(Problem("field.required", column.id), "unknown")
    if column.id in state.awaited:
        said = {"said": state.awaited[column.id]}
        return Remark(Problem("roster.awaited", column.id, said), "unknown")
    return None
