"""Every figure, date and list with its document: filtered by typing, by measure or by state."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout

from hrdesk.domain.staff import Role
from hrdesk.services.amendment_list import waiting
from hrdesk.services.parameters import (
    FIRST_DAY,
    LAST_DAY,
    FigureState,
    ParameterLine,
    Wanted,
    found_in,
    parameter_lines,
)
from hrdesk.services.session import Session
from hrdesk.ui.law.models import TITLE, ParameterModel
from hrdesk.ui.law.policy_box import PolicyBox
from hrdesk.ui.law.terms import STATES, line_words
from hrdesk.ui.list_page import ListPage, rows_or_fault
from hrdesk.ui.page import MARGINS, KeyHint, bind_keys
from hrdesk.ui.words import button, label, selectable

_WIDTHS = (124, 176, 138, 112, 112, 198, 92, 132)
_MEASURE_WIDTH, _STATE_WIDTH = 190, 124
_NOT_FOUND = "没有找到。可以输入事项、标准、数值、文件或条款的一部分。"
_NOT_ALLOWED = "新增数值由管理员提出，第二个人确认。"
_ADD = "新增数值…"


class ParameterListPage(ListPage):
    """Lists values; `value_asked` carries the parameter that gets one and the place in which it
    holds, `adopt_asked` a document, `policy_chosen` the id of the policy whose values are wanted,
    "" for today's.
    """

    policy_chosen = Signal(str)
    value_asked = Signal(str, str)
    adopt_asked = Signal(str)
    term_asked = Signal()
    questions_asked = Signal()
    changes_asked = Signal()
    hints = (
        KeyHint("↑ ↓", "选择"),
        KeyHint("Enter", "新增数值"),
        KeyHint("F8", "口径"),
        KeyHint("F9", "变更"),
        KeyHint("F3", "查找"),
        KeyHint("F6", "筛选"),
    )

    def __init__(self, session: Session) -> None:
        self.model = ParameterModel()
        super().__init__(session, "parameters", self.model, ("add_value", _ADD))
        self.setObjectName("parameter_list_page")
        self.table.set_widths(_WIDTHS, TITLE)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._describe_row())
        self.table.opened.connect(lambda _row: self._act())
        self._administers = session.staff.may(Role.ADMINISTRATOR)
        self._lines: tuple[ParameterLine, ...] = ()
        self._measure, self._state = _measures(), _states()
        self._policies = PolicyBox(session)
        self._policies.chosen.connect(self.policy_chosen)
        for sieve in (self._measure, self._state):
            sieve.currentIndexChanged.connect(lambda _: self._sift())
        self._count = label("", "soft")
        self._count.setObjectName("parameter_count")
        self._row = selectable("", "small")
        self._row.setObjectName("parameter_row")
        self.add_asked.connect(self._act)
        keys = {"F9": self.changes_asked.emit, "F8": self.questions_asked.emit}
        bind_keys(self, keys | {"F6": self._measure.setFocus})
        self._arrange()

    def show_all(self) -> None:
        """Begin anew: neither search nor filter is left from before."""
        self._sought = ""
        self.choose_today()
        for sieve in (self._measure, self._state):
            sieve.setCurrentIndex(0)
        self.read_again()

    def choose_today(self) -> None:
        """Go back to the policy of today."""
        self._policies.setCurrentIndex(0)

    def show_under(self, session: Session) -> None:
        """Show the values of a policy."""
        self._session = session
        self.read_again()

    def search(self, text: str) -> None:
        """Show what a search finds, or all for ""; the lines are those that were read last."""
        self._sought = text
        self._sift()

    def forget(self) -> None:
        """Show nothing and ask for nothing more: the session is about to end."""
        self._lines = ()
        super().forget()

    def _fill(self) -> None:
        self._policies.offer()
        self._lines = rows_or_fault(self.notice, lambda: parameter_lines(self._session))
        self._offer_measures()
        self._show()
        open_changes = len(rows_or_fault(self.notice, lambda: waiting(self._session)))
        self._changes.setText(f"变更（{open_changes} 项待确认）" if open_changes else "变更")

    def _offer_measures(self) -> None:
        """Offer the measures that have figures: another policy may have others."""
        found = {each.parameter.rpartition(".")[0]: each.measure for each in self._lines}
        listed = [(code, title) for code, title in found.items() if code]
        sieve = self._measure
        if listed == [(sieve.itemData(n), sieve.itemText(n)) for n in range(1, sieve.count())]:
            return
        chosen = sieve.currentData()
        with QSignalBlocker(sieve):
            while sieve.count() > 1:
                sieve.removeItem(1)
            for code, title in listed:
                sieve.addItem(title, code)
            sieve.setCurrentIndex(max(sieve.findData(chosen), 0) if chosen else 0)

    def _sift(self) -> None:
        """Show the lines that are wanted, and keep the marked one marked."""
        line = self._marked()
        self._show()
        if line is not None and (row := self.model.row_of(line.id)) >= 0:
            self.table.selectRow(row)
        self._describe()

    def _show(self) -> None:
        wanted = Wanted(self._sought, self._measure.currentData(), self._state.currentData())
        rows = found_in(self._lines, wanted)
        self.model.show_found(rows)
        parameters = len({(each.parameter, each.place) for each in rows})
        self._count.setText(f"{parameters} 项标准，{len(rows)} 个数值")

    def _describe(self) -> None:
        self.rows.show_rows(self.model.rowCount(), _NOT_FOUND)
        if self.model.rowCount() and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        self._describe_row()

    def _marked(self) -> ParameterLine | None:
        index = self.table.currentIndex()
        return self.model.summary(index.row()) if index.isValid() else None

    def _describe_row(self) -> None:
        line = self._marked()
        self._add.setText(_act_words(line))
        self._add.setEnabled(self._administers and line is not None and line.parameter != FIRST_DAY)
        self._row.setText("" if line is None else line_words(line))

    def _act(self) -> None:
        line = self._marked()
        if line is None or not self._add.isEnabled():
            return
        if line.parameter == LAST_DAY:
            self.term_asked.emit()
        elif line.state is FigureState.PENDING:
            self.adopt_asked.emit(line.document)
        else:
            self.value_asked.emit(line.parameter, line.place)

    def _arrange(self) -> None:
        self._changes = button("show_changes", "变更", self.changes_asked.emit)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label("政策标准", "title"))
        head.addWidget(self._measure)
        head.addWidget(self._state)
        head.addWidget(self._count)
        head.addStretch(1)
        if not self._administers:
            head.addWidget(label(_NOT_ALLOWED, "soft"))
        head.addWidget(button("show_questions", "口径", self.questions_asked.emit))
        head.addWidget(self._changes)
        head.addWidget(self._add)
        page = QVBoxLayout(self)
        page.setContentsMargins(*MARGINS)
        page.setSpacing(10)
        page.addLayout(head)
        page.addWidget(self._policies, 0, Qt.AlignmentFlag.AlignLeft)
        page.addWidget(self.notice)
        page.addWidget(self.rows.card, 1)
        page.addWidget(self._row)


def _act_words(line: ParameterLine | None) -> str:
    if line is not None and line.state is FigureState.PENDING:
        return "采纳这份文件…"
    if line is not None and line.parameter == LAST_DAY:
        return "延长有效期…"
    return _ADD


def _states() -> QComboBox:
    states = _sieve("parameter_state", "状态", _STATE_WIDTH)
    states.addItem("全部状态", None)
    for state, words in STATES.items():
        states.addItem(words, state)
    return states


def _measures() -> QComboBox:
    measures = _sieve("parameter_measure", "事项", _MEASURE_WIDTH)
    measures.addItem("全部事项", None)
    return measures


def _sieve(name: str, words: str, width: int) -> QComboBox:
    made = QComboBox()
    made.setObjectName(name)
    made.setAccessibleName(words)
    made.setFixedWidth(width)
    return made
