"""One field as the clerk sees it: label above, editor, and below it one place for what is said."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from hrdesk.intake.form_spec import FieldSpec, FieldType
from hrdesk.ui import theme
from hrdesk.ui.intake import terms
from hrdesk.ui.intake.choice_editors import MOST_BUTTONS, ComboEditor, code_buttons, yes_no_buttons
from hrdesk.ui.intake.editors import Editor, LineEditor
from hrdesk.ui.intake.remarks import Need, Remark
from hrdesk.ui.words import label

#: Two lines are kept free below each field, so that an error never moves the page.
_ROOM_BELOW = 42
_IN_FIGURES = frozenset(
    {
        FieldType.IDENTITY,
        FieldType.CREDIT_CODE,
        FieldType.ACCOUNT,
        FieldType.PHONE,
        FieldType.DATE,
        FieldType.MONEY,
        FieldType.COUNT,
    }
)


_NEED_ROLES = {Need.AWAITED: "field_warning", Need.REGISTER: "chip_register"}


class FieldBlock(QWidget):
    """Label, editor and remark of one field; it knows nothing of the other fields."""

    edited = Signal(str, str)
    stepped = Signal(str)
    entered = Signal(str)
    left = Signal(str)

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.editor = _editor(spec)
        self._required = label(terms.REQUIRED_MARK, "required_mark")
        self._required.setAccessibleName(terms.REQUIRED)
        self._required.setObjectName(f"{spec.id}*")
        self._need = label("", "small")
        self._need.setObjectName(f"{spec.id}!need")
        self._words = _remark_label(f"{spec.id}!")
        self._remedy = _remark_label(f"{spec.id}!remedy")
        self._remark: Remark | None = None
        # Twelve equal columns, whatever the labels: the content claims no width of its own.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(1)
        self._lay_out()
        self.editor.edited.connect(self._on_edited)
        self.editor.stepped.connect(self._on_stepped)
        self.editor.entered.connect(self._on_entered)
        self.editor.left.connect(self._on_left)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        title = label(self.spec.label)
        title.setBuddy(self.editor)
        head.addWidget(title)
        head.addWidget(self._required)
        head.addWidget(self._need)
        head.addStretch(1)
        below = QWidget()
        below.setMinimumHeight(_ROOM_BELOW)
        lines = QVBoxLayout(below)
        lines.setContentsMargins(2, 3, 0, 6)
        lines.setSpacing(0)
        lines.addWidget(self._words)
        lines.addWidget(self._remedy)
        lines.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.editor)
        column.addWidget(below, 1)

    def show_need(self, need: Need, *, required: bool) -> None:
        """Say beside the label whether it must be filled, may stay empty, or whence it comes."""
        self._required.setVisible(required)
        theme.role(self._need, _NEED_ROLES.get(need, "small"))
        self._need.setText(need.value)
        self._need.setVisible(bool(need.value))

    def say(self, remark: Remark) -> None:
        """Show a remark below the field; nothing is painted anew when it is the same."""
        if remark == self._remark:
            return
        self._remark = remark
        theme.role(self._words, remark.role)
        self._words.setText(remark.words)
        theme.role(self._remedy, "field_hint")
        self._remedy.setText(remark.remedy)
        self._remedy.setVisible(bool(remark.remedy))
        self.editor.mark_wrong(remark.is_error)
        self.editor.describe(self.spec.label, remark.spoken())

    @property
    def remark(self) -> Remark | None:
        """What stands below the field."""
        return self._remark

    def _on_edited(self, text: str) -> None:
        self.edited.emit(self.spec.id, text)

    def _on_stepped(self) -> None:
        self.stepped.emit(self.spec.id)

    def _on_entered(self) -> None:
        self.entered.emit(self.spec.id)

    def _on_left(self) -> None:
        self.left.emit(self.spec.id)


def _editor(spec: FieldSpec) -> Editor:
    if spec.type is FieldType.YES_NO:
        return yes_no_buttons(spec.id)
    if spec.type is FieldType.CODE and len(spec.choices) <= MOST_BUTTONS:
        return code_buttons(spec.id, spec.choices)
    if spec.type is FieldType.CODE:
        return ComboEditor(spec.id, spec.choices)
    unit = spec.unit or terms.UNITS.get(spec.type, "")
    return LineEditor(spec.id, spec.type in _IN_FIGURES, unit)


def _remark_label(name: str) -> QLabel:
    made = label("", "field_hint", wrap=True)
    made.setObjectName(name)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return made
