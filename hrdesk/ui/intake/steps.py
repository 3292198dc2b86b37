"""The steps of the wizard: where the clerk is, what is done, where something is wrong."""

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from hrdesk.ui import theme
from hrdesk.ui.intake import terms

_CIRCLE = 22
_HEIGHT = 36
_GAP = 9
_TICK = 14
#: Of all steps with their titles, and of their circles alone.
_WIDTH, _FOLDED = 146, _CIRCLE + 10


class StepState(Enum):
    """What a step's circle tells."""

    OPEN = "open"
    DONE = "done"
    WRONG = "wrong"
    AWAITED = "awaited"


_MARKS = {StepState.WRONG: "!", StepState.AWAITED: "?"}


class StepButton(QAbstractButton):
    """One step: a circle with its number, a tick or a mark, and its title."""

    def __init__(
        self, number: int, page_id: str, title: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"step.{page_id}")
        self.setText(title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._number = number
        self._folded = False
        self._state = StepState.OPEN

    def show_state(self, state: StepState) -> None:
        """Show what the step's page needs."""
        self.setAccessibleName(f"{self._number} {self.text()}")
        self.setAccessibleDescription(terms.STEP_STATES[state.value])
        if state is not self._state:
            self._state = state
            self.update()

    def fold(self, folded: bool) -> None:
        """Show the circle alone; the title is told to who rests on it."""
        self._folded = folded
        self.setToolTip(self.text() if folded else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the longest step title needs."""
        if self._folded:
            return QSize(_FOLDED, _HEIGHT)
        title = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(_CIRCLE + _GAP + title + 12, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw circle and title."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        self._paint_circle(painter, QRectF(5, (_HEIGHT - _CIRCLE) / 2, _CIRCLE, _CIRCLE))
        if self._folded:
            return
        painter.setFont(theme.word_font(bold=self.isChecked()))
        painter.setPen(theme.colour("accent" if self.isChecked() else "text_soft"))
        room = self.rect().adjusted(5 + _CIRCLE + _GAP, 0, 0, 0)
        painter.drawText(
            room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text()
        )

    def _paint_circle(self, painter: QPainter, place: QRectF) -> None:
        fill, line, ink = self._tones()
        painter.setBrush(theme.colour(fill))
        painter.setPen(QPen(theme.colour(line), 1.4))
        painter.drawEllipse(place)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._state is StepState.DONE and not self.isChecked():
            sign = theme.icon_pixmap("met", _TICK, self.devicePixelRatioF(), ink)
            corner = place.center() - QPointF(_TICK / 2, _TICK / 2)
            painter.drawPixmap(corner, sign)
            return
        painter.setFont(theme.word_font("small"))
        painter.setPen(theme.colour(ink))
        mark = str(self._number) if self.isChecked() else _MARKS.get(self._state, str(self._number))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, mark)

    def _tones(self) -> tuple[str, str, str]:
        if self.isChecked():
            return "accent", "accent", "on_accent"
        if self._state is StepState.DONE:
            return "met", "met", "on_accent"
        if self._state is StepState.WRONG:
            return "unmet_wash", "unmet", "unmet"
        if self._state is StepState.AWAITED:
            return "unknown_wash", "unknown", "unknown"
        return "paper", "line_strong", "text_soft"


class Steps(QWidget):
    """All steps in order; `chosen` tells which one the clerk wants."""

    chosen = Signal(int)

    def __init__(self, pages: tuple[tuple[str, str], ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(_WIDTH)
        self._buttons = [
            StepButton(n, page_id, title, self) for n, (page_id, title) in enumerate(pages, start=1)
        ]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(2)
        for n, button in enumerate(self._buttons):
            column.addWidget(button)
            button.clicked.connect(lambda _checked, place=n: self._choose(place))
        column.addStretch(1)

    def _choose(self, place: int) -> None:
        self._buttons[place].setChecked(True)
        self.chosen.emit(place)

    def fold(self, folded: bool) -> None:
        """Show the circles alone, or their titles too."""
        self.setFixedWidth(_FOLDED if folded else _WIDTH)
        for button in self._buttons:
            button.fold(folded)

    def show_current(self, place: int) -> None:
        """Mark the step at which the clerk is."""
        for n, button in enumerate(self._buttons):
            button.setChecked(n == place)

    def show_states(self, states: tuple[StepState, ...]) -> None:
        """Show what each step's page needs."""
        for button, state in zip(self._buttons, states, strict=True):
            button.show_state(state)
