"""The rows of the list of parameters, and of the changes of law."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt

from hrdesk.services.amendment_list import ChangeLine
from hrdesk.services.parameters import ParameterLine
from hrdesk.services.previewing import ChangedCase
from hrdesk.services.questions import QuestionLine
from hrdesk.services.readings_preview import ReadingEffect
from hrdesk.services.replaying import Difference
from hrdesk.services.sent_again import SentDifference
from hrdesk.ui import theme
from hrdesk.ui.law.terms import (
    NOTHING,
    STATES,
    TONES,
    day_words,
    difference_cells,
    difference_whole,
    effect_cells,
    line_words,
    measure_words,
    part_words,
    question_cells,
    question_words,
    result_words,
    state_words,
    title_words,
    value_words,
)
from hrdesk.ui.paged_model import PagedModel
from hrdesk.ui.row_painting import ADDITION, CHIP
from hrdesk.ui.table import Index

MEASURE, TITLE, VALUE, FROM, UNTIL, DOCUMENT, CLAUSE, STATE = range(8)
WHAT, SOURCE, BY, CHANGE_STATE = range(4)
CONCERNS, QUESTION, QUESTION_CLAUSE, READINGS, DECIDES = range(5)
READING, SUM = 0, 2
NUMBER, OF_MEASURE, APPLICANT, BEFORE, AFTER = range(5)

_TITLES = ("事项", "标准", "数值", "从", "到", "文件", "条款", "状态")
_CHANGE_TITLES = ("变更", "文件", "提出", "状态")
_CASE_TITLES = ("案号", "事项", "申请人", "现在", "变更后")
_QUESTION_TITLES = ("事项", "文件没有写明的问题", "条款", "各种理解", "怎样决定")
_READING_TITLES = ("理解", "等决定的案件按这种理解", "金额合计（元）")
_DIFFERENCE_TITLES = ("案号", "版次", "事项", "当时", "重新计算")
_SPOKEN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


class ParameterModel(PagedModel[ParameterLine]):
    """Values as they are listed; the one that counts today is marked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_TITLES, parent)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, its font, its chip, or all that is known of the value."""
        line, column = self.summary(index.row()), index.column()
        if role in _SPOKEN:
            return _cells(line)[column]
        if role == Qt.ItemDataRole.FontRole and column in (VALUE, FROM, UNTIL):
            return theme.number_font("base")
        if role == Qt.ItemDataRole.ToolTipRole:
            return line_words(line)
        if role == ADDITION and column == STATE and line.counts:
            return "适用"
        if role == CHIP and column == STATE:
            return TONES.get(line.state)
        return None


class ChangeModel(PagedModel[ChangeLine]):
    """Changes of law as they are listed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_CHANGE_TITLES, parent)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, or the chip of its state."""
        line, column = self.summary(index.row()), index.column()
        if role in _SPOKEN or (role == Qt.ItemDataRole.ToolTipRole and column == WHAT):
            return _change_cells(line)[column]
        if role == CHIP and column == CHANGE_STATE:
            if line.amendment.is_open:
                return "unknown"
            return "met" if line.counts else None
        return None


class ChangedCaseModel(PagedModel[ChangedCase]):
    """Cases that a change would judge otherwise; `titles` names the measures."""

    def __init__(self, titles: Mapping[str, str], parent: QObject | None = None) -> None:
        super().__init__(_CASE_TITLES, parent)
        self._titles = titles

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, its font, or the chip of an outcome."""
        case, column = self.summary(index.row()), index.column()
        if role in _SPOKEN:
            title = self._titles.get(case.measure, case.measure)
            cells = (case.number, title, case.applicant_name)
            return (*cells, result_words(case.before), result_words(case.after))[column]
        if role == Qt.ItemDataRole.FontRole and column == NUMBER:
            return theme.number_font("base")
        if role == CHIP and column in (BEFORE, AFTER):
            return theme.outcome_tone((case.before if column == BEFORE else case.after).outcome)
        return None


class QuestionModel(PagedModel[QuestionLine]):
    """Questions on which the text is silent, with the ruling of today."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_QUESTION_TITLES, parent)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, or the chip of who decides."""
        line, column = self.summary(index.row()), index.column()
        if role in _SPOKEN:
            return question_cells(line)[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return question_words(line)
        if role == CHIP and column == DECIDES:
            return "officer" if line.ruling is None else "met"
        return None


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """A reading in words, and what it would give; `effect` None while that is not worked out."""

    id: str
    text: str
    effect: ReadingEffect | None


class ReadingModel(PagedModel[ReadingLine]):
    """The readings of one question side by side."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_READING_TITLES, parent)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, or the font of an amount."""
        line, column = self.summary(index.row()), index.column()
        if role in _SPOKEN or role == Qt.ItemDataRole.ToolTipRole:
            return (line.text, *effect_cells(line.effect))[column]
        if role == Qt.ItemDataRole.FontRole and column == SUM:
            return theme.number_font("base")
        return None


class DifferenceModel(PagedModel[Difference | SentDifference]):
    """Decisions and rows of batches that come out otherwise now; `titles` names the measures."""

    def __init__(self, titles: Mapping[str, str], parent: QObject | None = None) -> None:
        super().__init__(_DIFFERENCE_TITLES, parent)
        self._titles = titles

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, or the font of a number."""
        each, column = self.summary(index.row()), index.column()
        if role in _SPOKEN:
            return difference_cells(each, self._title(each))[column]
        if role == Qt.ItemDataRole.FontRole and column == NUMBER:
            return theme.number_font("base")
        return None

    def whole(self, row: int) -> str:
        """Return all that is said of a row."""
        each = self.summary(row)
        return difference_whole(each, self._title(each))

    def _title(self, each: Difference | SentDifference) -> str:
        return self._titles.get(each.measure, each.measure)


def _cells(line: ParameterLine) -> tuple[str, ...]:
    return (
        measure_words(line),
        title_words(line),
        value_words(line),
        day_words(line.valid_from),
        day_words(line.until),
        line.document or NOTHING,
        line.clause,
        STATES[line.state],
    )


def _change_cells(line: ChangeLine) -> tuple[str, ...]:
    first, *others = (part_words(part, ends=line.ends) for part in line.parts)
    what = f"{first}（等 {len(line.parts)} 项）" if others else first
    entry = line.amendment.entry
    return (
        what,
        line.amendment.source.document,
        f"{entry.by} {entry.at:%Y-%m-%d}",
        state_words(line),
    )
