"""Cases of a measure, each with a tick; what an act does not take has none."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from hrdesk.domain.case import CaseSummary
from hrdesk.domain.finding import Outcome
from hrdesk.domain.money import from_fen, grouped
from hrdesk.ui import theme
from hrdesk.ui.outcome_words import OUTCOMES, QUALIFIED
from hrdesk.ui.page import bind_keys
from hrdesk.ui.paged_model import PagedModel
from hrdesk.ui.row_painting import ADDITION, CHIP, RowPainter
from hrdesk.ui.table import Index, RowTable

TICK, NUMBER, APPLICANT, AMOUNT, OUTCOME, RECEIVED = range(6)
#: Whether a row is ticked; None where it has no tick.
TICKED = Qt.ItemDataRole.UserRole + 3

_TITLES = ("", "案号", "申请人", "金额（元）", "判定", "收件日期")
_WIDTHS = (44, 190, 380, 150, 130, 130)
_BOX = 18
_RADIUS = 3


class TickedCases(PagedModel[CaseSummary]):
    """Cases with ticks, all on at first; `ticked` tells that one changed.

    `takes` tells which cases have a tick, `barred` what is said of the others.
    """

    ticked = Signal()

    def __init__(
        self, takes: Callable[[CaseSummary], bool], barred: str, parent: QObject | None = None
    ) -> None:
        super().__init__(_TITLES, parent, right=AMOUNT)
        self._takes = takes
        self._barred = barred
        self._off: set[str] = set()
        self._pays = True

    def show_cases(self, cases: tuple[CaseSummary, ...], *, pays: bool) -> None:
        """Show the cases of a measure, every one that is taken ticked."""
        self._off = set()
        self._pays = pays
        self.show_found(cases)
        self.ticked.emit()

    def toggle(self, row: int) -> None:
        """Set or take away the tick of a row that has one."""
        case = self.summary(row)
        if self._takes(case):
            self._off ^= {case.id}
            self._tell()

    def toggle_all(self) -> None:
        """Take all ticks away when every one is set, else set them all."""
        self._off = set() if self._off else {case.id for case in self._rows}
        self._tell()

    def chosen(self) -> tuple[CaseSummary, ...]:
        """Return the cases that are ticked."""
        return tuple(case for case in self._rows if self._takes(case) and case.id not in self._off)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, its font and side, its faint addition, chip or tick."""
        case, column = self.summary(index.row()), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(case)[column]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(case) if column == TICK else self._words(case)[column]
        if role == TICKED and column == TICK and self._takes(case):
            return case.id not in self._off
        if role == Qt.ItemDataRole.FontRole and column in (NUMBER, AMOUNT, RECEIVED):
            return theme.number_font("base")
        if role == Qt.ItemDataRole.TextAlignmentRole and column == AMOUNT:
            return Qt.AlignmentFlag.AlignRight
        if role == ADDITION and column == APPLICANT:
            return case.applicant_masked
        if role == CHIP and column == OUTCOME:
            return theme.outcome_tone(Outcome(case.outcome))
        return None

    def _words(self, case: CaseSummary) -> tuple[str, ...]:
        amount = "—" if case.amount_fen is None else grouped(from_fen(case.amount_fen))
        outcome = OUTCOMES[Outcome(case.outcome)]
        if case.outcome == Outcome.ELIGIBLE.value and not self._pays:
            outcome = QUALIFIED
        received = case.received_on.isoformat()
        return ("", case.number, case.applicant_name, amount, outcome, received)

    def _spoken(self, case: CaseSummary) -> str:
        if not self._takes(case):
            return self._barred
        return "没有勾选" if case.id in self._off else "已勾选"

    def _tell(self) -> None:
        last = self.index(self.rowCount() - 1, TICK)
        self.dataChanged.emit(self.index(0, TICK), last)
        self.ticked.emit()


class TickTable(RowTable):
    """A table of cases with ticks, set by space, Enter or the mouse; Ctrl+A sets all or none."""

    def __init__(self, name: str, model: TickedCases) -> None:
        super().__init__(name, model)
        self._cases = model
        self.setItemDelegate(TickPainter(self))
        self.set_widths(_WIDTHS, APPLICANT)
        self.opened.connect(model.toggle)
        self.clicked.connect(
            lambda index: model.toggle(index.row()) if index.column() == TICK else None
        )
        bind_keys(self, {"Space": self._toggle_marked, "Ctrl+A": model.toggle_all})

    def _toggle_marked(self) -> None:
        marked = self.currentIndex()
        if marked.isValid():
            self._cases.toggle(marked.row())


class TickPainter(RowPainter):
    """Paints rows as `RowPainter` does, and the tick of a row at its left."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        super().paint(painter, option, index)
        ticked = index.data(TICKED)
        if ticked is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = option.rect.center().x() - _BOX / 2 + 2
        box = QRectF(left, option.rect.center().y() - _BOX / 2 + 0.5, _BOX, _BOX)
        painter.setPen(theme.colour("accent" if ticked else "text_faint"))
        painter.setBrush(theme.colour("accent" if ticked else "paper"))
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        if ticked:
            ratio = painter.device().devicePixelRatio()
            mark = theme.icon_pixmap("tick_white", _BOX - 4, ratio, "paper")
            painter.drawPixmap(box.adjusted(2, 2, -2, -2).topLeft().toPoint(), mark)
        painter.restore()
