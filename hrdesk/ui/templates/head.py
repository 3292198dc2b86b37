"""What stands above the columns of a template: measure, file, sheet, what a row is, the acts."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout

from hrdesk.domain.batch_spec import RowKind
from hrdesk.domain.template import FoundSheet
from hrdesk.services.session import MeasureTitle
from hrdesk.services.template_drafts import TemplateDraft
from hrdesk.ui import theme
from hrdesk.ui.templates import terms
from hrdesk.ui.words import button, label, selectable

_MEASURE_WIDTH, _SHEET_WIDTH = 390, 180


class TemplateHead(QFrame):
    """`measure_chosen` and `rows_chosen` say that another is meant, `sheet_chosen` which place."""

    left = Signal()
    file_asked = Signal()
    save_asked = Signal()
    measure_chosen = Signal()
    sheet_chosen = Signal(int)
    rows_chosen = Signal(object)

    def __init__(self, measures: Sequence[MeasureTitle]) -> None:
        super().__init__()
        self._title = label("", "title")
        self.measures = QComboBox()
        self.measures.setObjectName("template_measure")
        self.measures.setAccessibleName("补贴事项")
        self.measures.setFixedWidth(_MEASURE_WIDTH)
        self.measures.setPlaceholderText("（请选择补贴事项）")
        for each in measures:
            self.measures.addItem(each.title, each.id)
        self.measures.activated.connect(lambda _: self.measure_chosen.emit())
        self._sheets = QComboBox()
        self._sheets.setObjectName("template_sheet")
        self._sheets.setAccessibleName("工作表")
        self._sheets.setFixedWidth(_SHEET_WIDTH)
        self._sheets.activated.connect(self.sheet_chosen)
        self._rows = QComboBox()
        self._rows.setObjectName("template_rows")
        self._rows.setAccessibleName("每一行是什么")
        for kind, words in terms.ROW_KINDS.items():
            self._rows.addItem(words, kind)
        # What Qt keeps comes back as plain text.
        self._rows.activated.connect(
            lambda _: self.rows_chosen.emit(RowKind(self._rows.currentData()))
        )
        self._file = button("choose_template", "选择文件…", self.file_asked.emit)
        self._save = button("save_template", "保存…", self.save_asked.emit, "primary")
        self._said = selectable("", "soft")
        self._said.setObjectName("template_said")
        self._changes = label("", "label", wrap=True)
        self._changes.setObjectName("template_changes")
        self._arrange()

    @property
    def measure(self) -> str:
        """The measure whose template it is, "" while none was chosen."""
        return str(self.measures.currentData() or "")

    def begin(self, title: str, measure: str = "") -> None:
        """Begin with nothing read; a measure that is given stays."""
        self._title.setText(title)
        if measure:
            self.measures.setCurrentIndex(max(self.measures.findData(measure), 0))
        self.measures.setEnabled(not measure)
        self._file.setVisible(not measure)
        self._sheets.hide()
        self._rows.hide()
        self.say("")
        self.offer(is_ready=False)

    def ask_measure(self) -> None:
        """Let a person choose a measure: the first of a list is nobody's choice."""
        self.measures.setCurrentIndex(-1)
        self.say(terms.BEGINNING)

    def offer_sheets(self, sheets: Sequence[FoundSheet], place: int) -> None:
        """Offer the sheets of a file; one alone is not asked about."""
        self._sheets.clear()
        for sheet in sheets:
            self._sheets.addItem(sheet.name, sheet.name)
        self._sheets.setCurrentIndex(place)
        self._sheets.setVisible(len(sheets) > 1)

    def show_draft(self, draft: TemplateDraft, *, has_lines: bool) -> None:
        """Show what a template is, and how it differs from the one in use."""
        self._rows.setVisible(has_lines)
        self._rows.setCurrentIndex(self._rows.findData(draft.mapping.rows))
        self.say(f"{draft.file_name}　{terms.sheet_words(draft.mapping)}")
        parts = [terms.known_words(draft)]
        if draft.changes and draft.before is not None:
            before = draft.before.version
            parts.append(f"与在用的“{before}”相比：{terms.change_words(draft.changes)}")
        self._changes.setText("\n".join(part for part in parts if part))
        self._changes.setVisible(any(parts))

    def say(self, words: str) -> None:
        """Say what is read, or that it is being read."""
        self._said.setText(words)
        self._said.setVisible(bool(words))
        self._changes.hide()

    def offer(self, *, is_ready: bool, fixed: bool = False) -> None:
        """Let be saved what is there; what is for reading alone lets nothing be chosen."""
        self._save.setVisible(not fixed)
        self._save.setEnabled(is_ready)
        self._rows.setEnabled(not fixed)

    def take_cursor(self) -> None:
        """Take the focus for the next thing to do."""
        if not self.measure:
            self.measures.setFocus()
            return
        for part in (self._file, self._save):
            if part.isVisible() and part.isEnabled():
                part.setFocus()
                return
        self._back.setFocus()

    @property
    def is_ready(self) -> bool:
        """Whether there is something that may be saved, and no act is under way."""
        return self._save.isEnabled() and self.isEnabled()

    @property
    def sheet(self) -> int:
        """The place of the sheet that is shown."""
        return max(self._sheets.currentIndex(), 0)

    def _arrange(self) -> None:
        self._back = button("template_back", "返回", self.left.emit)
        self._back.setIcon(theme.icon("back"))
        line = QHBoxLayout()
        line.setSpacing(12)
        for part in (self._back, self._title, self.measures, self._file):
            line.addWidget(part)
        line.addStretch(1)
        line.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(line)
        read = QHBoxLayout()
        read.setSpacing(12)
        read.addWidget(self._said, 1)
        read.addWidget(self._sheets)
        read.addWidget(self._rows)
        column.addLayout(read)
        column.addWidget(self._changes)
