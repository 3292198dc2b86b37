"""One column of a template: its header, what goes in, in which format, and what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from hrdesk.domain.batch_spec import FIXED_TEXT, CellFormat
from hrdesk.domain.cell_address import column_letters
from hrdesk.domain.official_template import MappedColumn
from hrdesk.services.template_drafts import TemplateGround
from hrdesk.ui import theme
from hrdesk.ui.templates import terms
from hrdesk.ui.templates.words_editor import WordsEditor
from hrdesk.ui.words import button, label

LETTER, HEADER, SOURCE, FORMAT, REQUIRED, MORE = range(6)
#: Of each column: its line, its words, what is said of it.
LINES = 3
_LETTER_WIDTH, _HEADER_WIDTH, _SOURCE_WIDTH, FORMAT_WIDTH = 32, 220, 280, 212
_MOST_SHOWN = 30


class ColumnEditor(QObject):
    """Puts a column into the lines of a grid; `changed` says that something else goes in."""

    changed = Signal()

    def __init__(
        self, ground: TemplateGround, labels: Mapping[str, str], column: MappedColumn
    ) -> None:
        super().__init__()
        self.column = column
        self._ground = ground
        self._labels = labels
        name = f"template_column.{column.place}"
        self._source = self._source_box(f"{name}.source")
        self._format = _box(f"{name}.format", f"格式：{column.header}", FORMAT_WIDTH)
        self._required = QCheckBox("必填")
        self._required.setObjectName(f"{name}.required")
        self._required.setAccessibleName(f"必填：{column.header}")
        self._fixed = QLineEdit()
        self._fixed.setObjectName(f"{name}.fixed")
        self._fixed.setAccessibleName(f"固定文字：{column.header}")
        self._fixed.setPlaceholderText("每一行都写的文字")
        self._more = button(f"{name}.more", "", self._toggle_words, "link")
        self._words: WordsEditor | None = None
        self._said = label("", "field_error", wrap=True)
        self._said.setObjectName(f"{name}.said")
        self._grid: QGridLayout | None = None
        self._line = 0
        self._source.activated.connect(lambda _: self._source_chosen())
        # What Qt keeps comes back as plain text.
        self._format.activated.connect(
            lambda _: self._keep(format=CellFormat(self._format.currentData()))
        )
        self._required.clicked.connect(lambda on: self._keep(required=on))
        self._fixed.textEdited.connect(lambda text: self._keep(source=FIXED_TEXT + text.strip()))

    def put_into(self, grid: QGridLayout, line: int) -> None:
        """Stand in a grid from a line on, and show what goes in."""
        self._grid, self._line = grid, line
        letter = label(column_letters(self.column.place - 1), "soft")
        letter.setFixedWidth(_LETTER_WIDTH)
        grid.addWidget(letter, line, LETTER)
        grid.addWidget(_header(self.column), line, HEADER)
        grid.addWidget(self._source, line, SOURCE)
        grid.addWidget(self._format, line, FORMAT)
        grid.addWidget(self._required, line, REQUIRED)
        grid.addWidget(self._more, line, MORE)
        grid.addWidget(self._fixed, line + 1, SOURCE, 1, 2)
        grid.addWidget(self._said, line + 2, HEADER, 1, MORE)
        self._said.hide()
        self._show()

    def say(self, texts: Sequence[str], *, wrong: bool) -> None:
        """Say what hinders, or what is to be known of the column."""
        self._said.setVisible(bool(texts))
        if texts:
            self._said.setText("\n".join(texts))
            theme.role(self._said, "field_error" if wrong else "field_warning")
        if wrong and self._words is None and self._codes():
            self._toggle_words()

    def take_cursor(self) -> None:
        """Take the focus for what goes in."""
        self._source.setFocus()

    def parts(self) -> tuple[QWidget, ...]:
        """Return what a person changes."""
        words = () if self._words is None else (self._words,)
        return (self._source, self._format, self._required, self._fixed, *words)

    def _source_chosen(self) -> None:
        self.column = self._ground.taking(self.column, str(self._source.currentData()))
        self._drop_words()
        self._show()
        self.changed.emit()
        if self.column.source.startswith(FIXED_TEXT):
            self._fixed.setFocus()

    def _keep(
        self,
        *,
        source: str | None = None,
        format: CellFormat | None = None,  # noqa: A002 - what the column calls it
        required: bool | None = None,
    ) -> None:
        self.column = replace(
            self.column,
            source=self.column.source if source is None else source,
            format=self.column.format if format is None else format,
            required=self.column.required if required is None else required,
        )
        self.changed.emit()

    def _show(self) -> None:
        column = self.column
        is_fixed = column.source.startswith(FIXED_TEXT)
        chosen = FIXED_TEXT if is_fixed else column.source
        self._source.setCurrentIndex(max(self._source.findData(chosen), 0))
        self._fixed.setVisible(is_fixed)
        if is_fixed:
            self._fixed.setText(column.source.removeprefix(FIXED_TEXT))
        self._show_formats()
        self._required.setChecked(column.required)
        self._show_count()
        for part in (self._source, self._required):
            part.setEnabled(not column.has_formula)

    def _show_formats(self) -> None:
        source = self._ground.sources.get(self.column.source)
        self._format.clear()
        for each in source.formats if source is not None else ():
            self._format.addItem(terms.format_words(self.column.source, each), each)
        self._format.setCurrentIndex(max(self._format.findData(self.column.format), 0))
        self._format.setVisible(self._format.count() > 1)

    def _codes(self) -> int:
        source = self._ground.sources.get(self.column.source)
        return len(source.codes) if source is not None else 0

    def _show_count(self) -> None:
        codes = self._codes()
        self._more.setVisible(bool(codes))
        self._more.setText(f"平台用语 {len(self.column.codes)}/{codes}")

    def _toggle_words(self) -> None:
        if self._words is not None:
            self._words.setVisible(not self._words.isVisible())
            return
        source = self._ground.sources.get(self.column.source)
        if source is None or self._grid is None:
            return
        name = f"template_column.{self.column.place}.word"
        self._words = WordsEditor(name, source.codes, self.column.choices)
        self._words.show_words(self.column.codes)
        self._words.changed.connect(self._words_chosen)
        self._words.setEnabled(self._source.isEnabled())
        self._grid.addWidget(self._words, self._line + 1, HEADER, 1, MORE)

    def _words_chosen(self) -> None:
        if self._words is not None:
            self.column = replace(self.column, codes=MappingProxyType(self._words.words()))
            self._show_count()
            self.changed.emit()

    def _drop_words(self) -> None:
        if self._words is not None:
            self._words.hide()
            self._words.deleteLater()
            self._words = None

    def _source_box(self, name: str) -> QComboBox:
        """Return the box of sources: first what is like the header, then all in their order."""
        box = _box(name, f"填什么：{self.column.header}", _SOURCE_WIDTH)
        box.setMaxVisibleItems(_MOST_SHOWN)
        box.addItem(terms.OWN_FORMULA if self.column.has_formula else terms.EMPTY, "")
        box.addItem(terms.FIXED, FIXED_TEXT)
        box.insertSeparator(box.count())
        near = self._ground.proposer.near(self.column.header)
        for source in near:
            box.addItem(self._labels[source], source)
        if near:
            box.insertSeparator(box.count())
        for source in self._ground.sources:
            if source not in near:
                box.addItem(self._labels[source], source)
        return box


def _box(name: str, words: str, width: int) -> QComboBox:
    box = QComboBox()
    box.setObjectName(name)
    box.setAccessibleName(words)
    box.setFixedWidth(width)
    # Otherwise the box measures every word that it offers, in each of sixty columns.
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    # The wheel scrolls the card; it changes no choice on its way.
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return box


def _header(column: MappedColumn) -> QWidget:
    """Return the header of a column, and below it how long its list is."""
    whole = QWidget()
    whole.setFixedWidth(_HEADER_WIDTH)
    lines = QVBoxLayout(whole)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(0)
    lines.addWidget(label(terms.header_words(column), "strong", wrap=True))
    if column.choices:
        lines.addWidget(label(f"清单 {len(column.choices)} 项", "small"))
        shown = "、".join(column.choices[:_MOST_SHOWN])
        whole.setToolTip(shown if len(column.choices) <= _MOST_SHOWN else f"{shown}……")
    return whole
