"""The line in which one entry of a correction is typed or chosen, by the editor of its field."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from hrdesk.services.displaying import displayed_field
from hrdesk.ui import theme
from hrdesk.ui.cases.correction_places import CorrectablePlace
from hrdesk.ui.cases.correction_words import NONE_VALUE, where_words
from hrdesk.ui.cases.facts_card import is_masked, shown_text
from hrdesk.ui.intake.field_block import FieldBlock
from hrdesk.ui.intake.remarks import Remark, Tone
from hrdesk.ui.words import button, label


class CorrectionEditor(QFrame):
    """Shows one place at a time; `edited` carries it with its new text, `done` that Enter was
    pressed. A masked entry begins empty: what is right stands on the paper, not here.
    """

    edited = Signal(object, str)
    done = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("correction_editor")
        theme.role(self, "card")
        self._place: CorrectablePlace | None = None
        self._block: FieldBlock | None = None
        self._where = label("", "strong", wrap=True)
        self._where.setObjectName("correction_where")
        self._before = label("", "soft", wrap=True)
        self._before.setObjectName("correction_before")
        said = QVBoxLayout()
        said.setSpacing(4)
        said.addWidget(self._where)
        said.addWidget(self._before)
        restore = button("correction_restore", "恢复原值", self.restore)
        said.addWidget(restore, 0, Qt.AlignmentFlag.AlignLeft)
        said.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 10, 16, 8)
        self._row.setSpacing(20)
        self._row.addLayout(said, 2)
        self.hide()

    def open(self, place: CorrectablePlace, text: str | None, wrong: str = "") -> None:
        """Let one entry be typed; `text` is what was typed before, None for nothing."""
        self.put_away()
        hidden = is_masked(place.spec)
        shown = shown_text if hidden else displayed_field
        self._place = place
        self._where.setText(where_words(place))
        self._before.setText(f"原值：{shown(place.spec, place.before) or NONE_VALUE}")
        block = self._block = FieldBlock(place.spec, self)
        block.edited.connect(self._edited)
        block.stepped.connect(self._done)
        self._row.addWidget(block, 3)
        begun = "" if hidden else place.before
        block.editor.show_text(begun if text is None else text)
        block.say(Remark(Tone.ERROR, wrong) if wrong else Remark(Tone.QUIET, place.spec.hint))
        self.show()
        block.editor.take_cursor()

    def put_away(self) -> None:
        """Show no entry."""
        if self._block is not None:
            self._row.removeWidget(self._block)
            self._block.hide()
            self._block.deleteLater()
        self._block = self._place = None
        self.hide()

    def restore(self) -> None:
        """Let the entry say what it said."""
        if self._place is not None:
            place = self._place
            self.put_away()
            self.edited.emit(place, place.before)
            self.done.emit()

    def _edited(self, _field: str, text: str) -> None:
        if self._place is not None:
            self.edited.emit(self._place, text)

    def _done(self, _field: str) -> None:
        self.put_away()
        self.done.emit()
