"""What a cell of somebody's workbook gives a column of ours: a text as a clerk would type it.

Nothing is guessed for a number of a person, an account or an amount: what a spreadsheet may have
changed is refused, with what to do. What is read in another spelling than it was written in is
told by the reading of the row.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from hrdesk.domain.account import broken_account
from hrdesk.domain.errors import Problem
from hrdesk.domain.foreign_sheet import Flaw, ForeignCell
from hrdesk.domain.long_number import may_be_spoiled
from hrdesk.domain.plain_text import trimmed
from hrdesk.intake.choices import taken_text
from hrdesk.intake.form_spec import FieldSpec, FieldType
from hrdesk.intake.list_words import DITTO, DITTO_SIGNS
from hrdesk.intake.listed import is_example
from hrdesk.intake.values import LONG_NUMBERS, NO, YES, FieldValue, gap_in, read_value, written

#: What spreadsheets put before a text that shall stay one: ', and what input methods make of it
#: (U+2018, U+2019).
_APOSTROPHES = "'\u2018\u2019"
#: What spreadsheets show for an error, or for a number that its column is too narrow for.
_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|#+)")
#: What programs put for a character of a name that they hide or do not have: ?, * and squares
#: (U+25A0, U+25A1), the first two in either width.
_LOST = re.compile(r"[?*\uff1f\uff0a\u25a0\u25a1]")
_SPACED_NUMBERS = frozenset({FieldType.MONEY, FieldType.COUNT})
_CHOSEN = frozenset({FieldType.CODE, FieldType.YES_NO})
_KEEPS_APOSTROPHE = frozenset({FieldType.NAME, FieldType.ORGANIZATION_NAME, FieldType.TEXT})
#: A spreadsheet keeps 15 digits of a number.
_EXACT = 10**15
_SHOWN = ".15g"
#: Years 2000 to 2099 as numbers of days: smaller and larger ones are amounts or years.
_FIRST_SERIAL, _LAST_SERIAL = 36_526, 73_050
_DAY_ZERO, _DAY_ZERO_1904 = date(1899, 12, 30), date(1904, 1, 1)
_MONTHS = (FieldType.MONTH, FieldType.MONTHS)
#: January, or an October that lost its zero as a number.
_MONTH_NUMBER = re.compile(r"[0-9]{4}\.1")
#: Numbers of people and accounts are never numbers of a spreadsheet.
_NEVER_NUMBERS = frozenset({FieldType.IDENTITY, FieldType.ACCOUNT, FieldType.CREDIT_CODE})
#: Stored as they are read, so that the clerk sees how a spelling was understood.
_REWRITTEN = frozenset({FieldType.DATE, *_MONTHS, FieldType.MONEY, FieldType.COUNT})

_FLAWS = {
    Flaw.ERROR: "list_cell.error",
    Flaw.NO_VALUE: "list_cell.no_value",
    Flaw.MERGED: "list_cell.merged",
    Flaw.HIDDEN: "list_cell.hidden",
    Flaw.STRUCK: "list_cell.struck",
    Flaw.PERCENT: "list_cell.percent",
    Flaw.UNIT: "list_cell.unit_shown",
}

Given = str | Problem


def flaw_problem(flaw: Flaw) -> Problem:
    """Return what is wrong with a cell, or with all of its line, that has a flaw."""
    return Problem(_FLAWS[flaw])


def shown_cell(cell: ForeignCell) -> str:
    """Return a cell as a person sees it, for titles and samples."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, int | float):
        return format(cell, _SHOWN)
    return _day_of(cell).isoformat() if isinstance(cell, date) else str(cell)


def given_text(column: FieldSpec, cell: ForeignCell, base_1904: bool) -> Given:
    """Return the text that a cell gives a column, or the problem that refuses the cell.

    Problems: `list_cell.number` where a spreadsheet has taken a number of a person for an
    amount, `list_cell.zeros` where it may have put zeros for digits,
    `list_cell.fraction`, `list_cell.not_a_day`, `list_cell.month_number`,
    `list_cell.day` where it has made a day of something else, `list_cell.truth`,
    `list_cell.moment` of a day with a time. Of a text: `list_cell.ditto`, `list_cell.lost` where
    characters of a name were hidden or lost, `digits.gap` and `account.line_break` where two
    numbers may stand in one cell.
    """
    if isinstance(cell, str):
        return _of_text(column, cell)
    if isinstance(cell, bool):
        if column.type is FieldType.YES_NO:
            return YES if cell else NO
        return Problem("list_cell.truth")
    if isinstance(cell, int | float):
        return _of_number(column, cell, base_1904)
    return _of_day(column, cell)


def _of_text(column: FieldSpec, text: str) -> Given:
    if "\r" in text:
        # What spreadsheets write as _x000D_: a part of a line break, or a rest of one at the end.
        text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    bare = trimmed(text)
    if column.type not in _KEEPS_APOSTROPHE:
        text = bare
        if bare and bare[0] in _APOSTROPHES:
            text = bare[1:]
            bare = trimmed(text)
    wrong = _unclear(column.type, bare)
    if wrong is not None:
        return wrong
    if column.type in LONG_NUMBERS:
        return Problem("list_cell.zeros") if may_be_spoiled(text) else text
    return taken_text(column, text) if column.type in _CHOSEN else text


def _unclear(kind: FieldType, text: str) -> Problem | None:
    """Return why a text must not be read although it could be: nobody looks at each cell."""
    if text[:1] == "#" and _ERROR.fullmatch(text):
        return flaw_problem(Flaw.ERROR)
    if text[:1] in DITTO_SIGNS and DITTO.fullmatch(text):
        return Problem("list_cell.ditto", values={"text": text})
    if kind is FieldType.NAME and is_example(text):
        return Problem("list_cell.example")
    if kind is FieldType.NAME and (found := _LOST.search(text)):
        return Problem("list_cell.lost", values={"character": found[0]})
    if kind in _SPACED_NUMBERS:
        return gap_in(text)
    return broken_account(text) if kind is FieldType.ACCOUNT else None


def _of_number(column: FieldSpec, number: float, base_1904: bool) -> Given:
    if column.type in _NEVER_NUMBERS:
        return Problem("list_cell.number")
    if column.type is FieldType.MONEY:
        return _amount(number)
    if column.type is FieldType.DATE:
        return _day_number(number, base_1904)
    whole = _whole(number)
    if column.type in _MONTHS:
        return whole if whole is not None and len(whole) == 6 else Problem("list_cell.month_number")
    if whole is None:
        if abs(number) >= _EXACT or column.type in LONG_NUMBERS:
            return Problem("list_cell.number")
        return format(number, _SHOWN)
    return taken_text(column, whole)


def _whole(number: float) -> str | None:
    """Return a number without a fraction in its digits, None where digits may be lost."""
    return str(int(number)) if abs(number) < _EXACT and number == int(number) else None


def _amount(number: float) -> Given:
    """Return yuan with at most two decimals; noise beyond 15 digits is not part of the amount."""
    yuan = Decimal(format(number, _SHOWN))
    exponent = yuan.normalize().as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -2:
        return Problem("list_cell.fraction", values={"text": format(number, _SHOWN)})
    return format(yuan.normalize(), "f")


def _day_number(number: float, base_1904: bool) -> Given:
    whole = _whole(number)
    if whole is not None and len(whole) == 8:
        return whole
    if whole is not None and _FIRST_SERIAL <= int(whole) <= _LAST_SERIAL:
        zero = _DAY_ZERO_1904 if base_1904 else _DAY_ZERO
        return (zero + timedelta(days=int(whole))).isoformat()
    return Problem("list_cell.not_a_day", values={"text": format(number, _SHOWN)})


def _of_day(column: FieldSpec, cell: date | datetime | time | timedelta) -> Given:
    if not isinstance(cell, date):
        return Problem("list_cell.day")
    day = _day_of(cell)
    if column.type is FieldType.DATE and isinstance(cell, datetime) and cell.time() != time():
        # Programs of other time zones write the evening before.
        return Problem("list_cell.moment", values={"text": cell.isoformat(" ", "minutes")})
    if column.type is FieldType.DATE:
        return day.isoformat()
    if column.type in _MONTHS and day.day == 1:
        return f"{day:%Y-%m}"
    return Problem("list_cell.day")


def _day_of(cell: date) -> date:
    return cell.date() if isinstance(cell, datetime) else cell


# Frozen ones take three times as long to make, and a list has tens of thousands.
@dataclass(slots=True)
class JudgedCell:
    """What a cell gives: the text that is stored, what it was before if that differs, a problem.

    A problem that `given_text` finds stands whatever else the line says (`lost`); one of the
    text itself counts only where the column matters in its line.
    `value` is what a rewritten text means; of a plain cell nothing but its text is to be said.
    """

    text: str
    typed: str = ""
    problem: Problem | None = None
    lost: bool = False
    value: FieldValue | None = None
    is_plain: bool = False


class CellJudge:
    """Judges the cells of one column; the few words that a list repeats are judged once."""

    def __init__(
        self, column: FieldSpec, today: date, base_1904: bool, is_plain_text: bool = False
    ) -> None:
        """`is_plain_text`: of a list in text nothing tells what was a number of a spreadsheet."""
        self._column = column
        self._today = today
        self._base_1904 = base_1904
        self._may_lack_zero = is_plain_text and column.type in _MONTHS
        #: What each text has given, to be asked by whoever has too many cells for a call of each.
        self.texts: dict[ForeignCell, JudgedCell] = {}
        self._numbers: dict[float, JudgedCell] = {}

    def judge(self, cell: ForeignCell) -> JudgedCell:
        """Return what a cell that is not "" gives."""
        if isinstance(cell, str):
            found = self.texts.get(cell)
            if found is None:
                found = self.texts[cell] = self._judged(cell)
            return found
        if type(cell) is float:
            found = self._numbers.get(cell)
            if found is None:
                found = self._numbers[cell] = self._judged(cell)
            return found
        return self._judged(cell)

    def _judged(self, cell: ForeignCell) -> JudgedCell:
        given = given_text(self._column, cell, self._base_1904)
        if self._may_lack_zero and isinstance(given, str) and _MONTH_NUMBER.fullmatch(given):
            given = Problem("list_cell.month_number")
        if isinstance(given, Problem):
            return JudgedCell("", problem=given, lost=True)
        read = read_value(self._column, given, self._today)
        if read.value is None:
            return JudgedCell(given, problem=read.problem) if trimmed(given) else JudgedCell("")
        if self._column.type in _REWRITTEN:
            text = written(read.value)
            shown = shown_cell(cell)
            return JudgedCell(text, shown if text != shown else "", value=read.value)
        return JudgedCell(given, is_plain=True)
