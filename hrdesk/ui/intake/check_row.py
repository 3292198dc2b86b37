"""One condition in the finding panel: sign, title, clause, numbers, readings, what settles it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from hrdesk.domain.finding import Check, CheckOutcome
from hrdesk.ui import theme
from hrdesk.ui.columns import emptied
from hrdesk.ui.intake import terms
from hrdesk.ui.intake.finding_words import reading_words
from hrdesk.ui.words import label, rule

_SIGN = 18
_SHOWN_ROLES = {
    CheckOutcome.MET: "small",
    CheckOutcome.UNMET: "field_error",
    CheckOutcome.MISSING: "field_warning",
    CheckOutcome.OFFICER: "field_officer",
}


@dataclass(frozen=True, slots=True)
class Way:
    """A field that would settle an unknown condition."""

    field_id: str
    label: str


class CheckRow(QFrame):
    """A condition's row; it is filled anew in place when the finding changes.

    `asked` names the field that settles it: of the link that was pressed, or of the first when
    the row of an unknown condition was clicked.
    """

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Check, tuple[Way, ...]] | None = None
        self._sign = QLabel()
        self._sign.setFixedSize(_SIGN, _SIGN)
        self._title = label("", "label", wrap=True)
        self._clause = label("", "small")
        self._numbers = label("", "small", wrap=True)
        self._numbers.setObjectName("shown")
        for part in (self._title, self._numbers):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._more = QVBoxLayout()
        self._more.setContentsMargins(0, 3, 0, 0)
        self._more.setSpacing(2)
        grid = QGridLayout()
        grid.setContentsMargins(0, 9, 0, 8)
        grid.setHorizontalSpacing(9)
        grid.setVerticalSpacing(1)
        grid.addWidget(self._sign, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._title, 0, 1)
        grid.addWidget(self._clause, 0, 2, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self._numbers, 1, 1, 1, 2)
        grid.addLayout(self._more, 2, 1, 1, 2)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(grid)
        column.addWidget(rule())

    def show_check(self, check: Check, ways: Sequence[Way]) -> None:
        """Show a condition; `ways` are the fields that would settle it."""
        if (check, tuple(ways)) == self._shown:
            return
        before = self._shown
        self._shown = (check, tuple(ways))
        if before is None or before[0].outcome is not check.outcome:
            ratio = self.devicePixelRatioF()
            self._sign.setPixmap(theme.check_pixmap(check.outcome, _SIGN, ratio))
            theme.role(self._numbers, _SHOWN_ROLES[check.outcome])
        hand = Qt.CursorShape.PointingHandCursor
        self.setCursor(hand if self._way() is not None else Qt.CursorShape.ArrowCursor)
        self._title.setText(check.title)
        self._clause.setText(check.clause)
        self._numbers.setText(check.shown)
        if before is None or (before[0].readings, before[1]) != (check.readings, tuple(ways)):
            self._fill_more(check, ways)
        self.setObjectName(f"check.{check.code}")
        self.setAccessibleName(f"{terms.OUTCOMES[check.outcome]}：{check.title}")
        self.setAccessibleDescription(f"{check.clause} {check.shown}")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the press, so that its release comes here too."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go where the first link of an unknown condition leads."""
        if event.button() is Qt.MouseButton.LeftButton and self._way() is not None:
            self.asked.emit(self._way())

    def _way(self) -> str | None:
        check, ways = self._shown or (None, ())
        unknown = check is not None and check.outcome is CheckOutcome.MISSING
        return ways[0].field_id if unknown and ways else None

    def _fill_more(self, check: Check, ways: Sequence[Way]) -> None:
        emptied(self._more)
        for text, gives in reading_words(check):
            self._more.addWidget(_reading_box(text, gives))
        if check.outcome is CheckOutcome.MISSING:
            for way in ways:
                self._more.addWidget(self._link(way), 0, Qt.AlignmentFlag.AlignLeft)

    def _link(self, way: Way) -> QPushButton:
        link = QPushButton(terms.settle_link(way.label))
        link.setObjectName(f"settle.{way.field_id}")
        link.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.role(link, "settle")
        link.clicked.connect(lambda: self.asked.emit(way.field_id))
        return link


def _reading_box(text: str, gives: str) -> QFrame:
    box = QFrame()
    box.setObjectName("reading")
    theme.role(box, "reading")
    lines = QVBoxLayout(box)
    lines.setContentsMargins(8, 4, 8, 5)
    lines.setSpacing(0)
    for words, role in ((text, "reading_text"), (gives, "reading_gives")):
        line = label(words, role, wrap=True)
        line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        lines.addWidget(line)
    return box
