"""The card on which a person decides what a text leaves open, sees the result, and signs."""

from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from hrdesk.domain.case import Case
from hrdesk.domain.decision import Point
from hrdesk.domain.errors import Fault, InvalidInput
from hrdesk.intake.form_spec import Choice as Code
from hrdesk.services import deciding
from hrdesk.services.deciding import Outlook
from hrdesk.services.decision_subject import LONGEST_REASON, REASON, DecisionPoint, Order
from hrdesk.services.granted_since import GrantedSince, granted_since
from hrdesk.services.session import Session
from hrdesk.ui import theme
from hrdesk.ui.cases import decision_words as words
from hrdesk.ui.faults import show_fault
from hrdesk.ui.intake.choice_editors import ButtonsEditor, code_buttons
from hrdesk.ui.notice import Notice
from hrdesk.ui.words import button, label, rule, selectable

#: A page with more choices would take long to lay out; the others follow once these are decided.
_MOST_SHOWN = 20


@dataclass(slots=True)
class DecisionInWork:
    """What was chosen and typed for a version of a case, so that it outlives a page that is read
    again: the reading for each point, and the reason.
    """

    case_id: str = ""
    version: int = 0
    taken: dict[Point, str] = field(default_factory=dict)
    reason: str = ""

    def is_of(self, case: Case) -> bool:
        """Tell whether this was begun for the case as it stands."""
        return (self.case_id, self.version) == (case.id, case.version.number)


class DecisionCard(QFrame):
    """Lays out every open point of a case; `decided` comes once a decision is signed and kept."""

    decided = Signal()

    def __init__(self, session: Session, case: Case, work: DecisionInWork, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("decision")
        theme.role(self, "card")
        self._session = session
        self._case = case
        self._work = work
        self._points: tuple[DecisionPoint, ...] = ()
        self._editors: dict[Point, ButtonsEditor] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 18, 24, 18)
        self._column.setSpacing(8)
        self._column.addWidget(label(words.TITLE, "strong"))
        self._notice = Notice(self, "decision_notice")
        if not deciding.may_decide(session):
            self._column.addWidget(label(words.NOT_YOURS, "soft", wrap=True))
            return
        self._column.addWidget(label(words.WHAT_IT_DOES, "soft", wrap=True))
        self._column.addWidget(self._notice)
        try:
            self._points = deciding.points_of(session, case)
            changed = deciding.law_changed(session, case)
        except Fault as fault:
            show_fault(self._notice, fault)
            return
        if changed:
            self._add_warning("decision_law_changed", words.LAW_CHANGED)
        if deciding.accepted_it(session, case):
            self._add_warning("decision_own_case", words.OWN)
        self._granted = self._add_warning("decision_granted_since", "")
        self._warn(granted_since(session, case))
        self._lay_out()

    def _add_warning(self, name: str, text: str) -> QLabel:
        said = label(text, "field_warning", wrap=True)
        said.setObjectName(name)
        self._column.addWidget(said)
        return said

    def _warn(self, granted: tuple[GrantedSince, ...]) -> None:
        """Say what other cases were granted since; it hinders nothing."""
        self._granted.setText(words.granted_since(granted))
        self._granted.setVisible(bool(granted))

    def _lay_out(self) -> None:
        shown = self._points[:_MOST_SHOWN]
        for place, point in enumerate(shown):
            self._column.addWidget(rule())
            self._add_point(point, place)
        if len(self._points) > len(shown):
            rest = label(words.more(len(self._points) - len(shown)), "small", wrap=True)
            self._column.addWidget(rest)
        self._column.addWidget(rule())
        self._reason = QLineEdit(self._work.reason)
        self._reason.setObjectName("decision_reason")
        self._reason.setAccessibleName(words.REASON)
        self._reason.setPlaceholderText(words.REASON_HINT)
        self._reason.setMaxLength(LONGEST_REASON)
        self._reason.textEdited.connect(self._typed)
        self._reason.returnPressed.connect(self.see)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(label(words.REASON))
        row.addWidget(self._reason, 1)
        row.addWidget(button("decision_see", words.SEE, self.see))
        self._column.addLayout(row)
        self._result = _Result(self)
        self._result.sign.clicked.connect(self.sign)
        self._result.back.clicked.connect(self._go_back)
        self._column.addWidget(self._result)
        stops = [*(self._editors[each.point] for each in shown), self._reason]
        for editor, after in zip(self._editors.values(), stops[1:], strict=True):
            editor.stepped.connect(after.setFocus)

    def _add_point(self, point: DecisionPoint, place: int) -> None:
        title = QHBoxLayout()
        who = selectable(words.heading(point))
        who.setObjectName(f"decision_point_{place}")
        title.addWidget(who, 1)
        title.addWidget(label(point.clause, "small"), 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(title)
        self._column.addWidget(selectable(point.shown, "officer_line"))
        self._column.addWidget(label(point.asked, "small", wrap=True))
        if point.left_unknown:
            unknown = label(words.left_unknown(point.left_unknown), "small", wrap=True)
            unknown.setObjectName(f"decision_unknown_{place}")
            self._column.addWidget(unknown)
        codes = [Code(each.reading, words.choice_label(each)) for each in point.choices]
        editor = code_buttons(f"decision_{place}", codes)
        # Side by side the choices would make the page wider than the window: they find their room.
        editor.setMinimumWidth(1)
        editor.describe(words.heading(point), point.asked)
        editor.show_text(self._work.taken.get(point.point, ""))
        editor.edited.connect(lambda reading: self._choose(point, reading))
        self._editors[point.point] = editor
        self._column.addWidget(editor)
        others = self._others(point)
        first = next(each for each in self._points if each.question == point.question)
        if others and first is point:
            same = button(
                f"decision_alike_{place}",
                words.alike(len(others)),
                lambda: self._choose_alike(point, others),
            )
            self._column.addWidget(same, 0, Qt.AlignmentFlag.AlignLeft)

    def _others(self, point: DecisionPoint) -> tuple[DecisionPoint, ...]:
        """Return the other rows with the same question and the same choices."""
        offered = {each.reading for each in point.choices}
        return tuple(
            each
            for each in self._points
            if each.question == point.question
            and each is not point
            and each.line
            and point.line
            and {choice.reading for choice in each.choices} == offered
        )

    def _choose(self, point: DecisionPoint, reading: str) -> None:
        if reading:
            self._work.taken[point.point] = reading
        else:
            self._work.taken.pop(point.point, None)
        self._changed()

    def _choose_alike(self, point: DecisionPoint, others: tuple[DecisionPoint, ...]) -> None:
        reading = self._work.taken.get(point.point, "")
        if not reading:
            self._editors[point.point].setFocus()
            return
        for each in others:
            self._work.taken[each.point] = reading
            if each.point in self._editors:
                self._editors[each.point].show_text(reading)
        self._changed()

    def _typed(self, text: str) -> None:
        self._work.reason = text
        self._changed()

    def _changed(self) -> None:
        """What was shown of an earlier choice holds no more."""
        self._notice.clear()
        self._result.hide()

    def see(self) -> None:
        """Show what the case would be; nothing is kept yet."""
        self._notice.clear()
        try:
            seen = deciding.outlook(self._session, self._order())
        except Fault as fault:
            self._say(fault)
            return
        self._warn(seen.granted)
        self._result.show_outlook(seen)

    def sign(self) -> None:
        """Sign what was chosen and shown."""
        try:
            deciding.decide(self._session, self._order())
        except Fault as fault:
            self._result.hide()
            self._say(fault)
            return
        self.decided.emit()

    def _go_back(self) -> None:
        self._result.hide()
        self._reason.setFocus()

    def _order(self) -> Order:
        return Order(
            self._case.id, self._case.version.number, dict(self._work.taken), self._work.reason
        )

    def _say(self, fault: Fault) -> None:
        if isinstance(fault, InvalidInput) and fault.problems:
            show_fault(self._notice, fault.problems[0], {REASON: words.REASON})
            self._reason.setFocus()
        else:
            show_fault(self._notice, fault)


class _Result(QFrame):
    """What the case would be under the choices, with the way to sign and the way back."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("decision_result")
        theme.role(self, "headline_officer")
        self._words = label("", "strong", wrap=True)
        self._words.setObjectName("decision_outcome")
        self._capitals = label("", wrap=True)
        self._capitals.setObjectName("decision_capitals")
        self._open = label("", "small", wrap=True)
        self.sign = button("decision_sign", words.SIGN, lambda: None, "primary")
        self.back = button("decision_back", words.BACK, lambda: None)
        text = QVBoxLayout()
        text.setSpacing(2)
        for each in (self._words, self._capitals, self._open):
            text.addWidget(each)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(10)
        row.addLayout(text, 1)
        row.addWidget(self.back)
        row.addWidget(self.sign)
        self.hide()

    def show_outlook(self, seen: Outlook) -> None:
        """Show an outlook and let Enter sign it."""
        theme.role(self, f"headline_{theme.outcome_tone(seen.outcome)}")
        figures, capitals = words.result(seen)
        self._words.setText(figures)
        for line, text in (
            (self._capitals, capitals),
            (self._open, words.left_open(seen.still_open)),
        ):
            line.setText(text)
            line.setVisible(bool(text))
        self.show()
        self.sign.setFocus()
