"""One step of the wizard: its fields in rows of twelve columns."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from hrdesk.intake.form_spec import FieldSpec, FormSpec, PageSpec
from hrdesk.intake.reading import EntryReading
from hrdesk.ui.intake.field_block import FieldBlock
from hrdesk.ui.intake.remarks import Remark

_COLUMNS = 12


class FormPage(QWidget):
    """The fields of one page. Fields that do not matter are hidden and keep their text."""

    edited = Signal(str, str)
    stepped = Signal(str)
    left = Signal(str)

    def __init__(self, form: FormSpec, page: PageSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = page
        self.blocks = {field_id: FieldBlock(form.fields[field_id]) for field_id in page.fields}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(2)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        for block, (row, column) in zip(self.blocks.values(), _places(form, page), strict=True):
            grid.addWidget(block, row, column, 1, block.spec.width)
            block.edited.connect(self.edited)
            block.stepped.connect(self.stepped)
            block.left.connect(self.left)
        column_of_all = QVBoxLayout(self)
        column_of_all.setContentsMargins(24, 6, 24, 12)
        column_of_all.addLayout(grid)
        column_of_all.addStretch(1)

    def show_entries(self, entries: Mapping[str, str]) -> None:
        """Put the kept texts into the fields."""
        for field_id, block in self.blocks.items():
            block.editor.show_text(entries.get(field_id, ""))

    def show_reading(self, reading: EntryReading, remark: Callable[[str], Remark]) -> None:
        """Show the fields that matter and what is said below each."""
        for field_id, block in self.blocks.items():
            shown = field_id in reading.shown
            block.setVisible(shown)
            if shown:
                block.show_required(field_id in reading.required)
                block.say(remark(field_id))


def _places(form: FormSpec, page: PageSpec) -> list[tuple[int, int]]:
    """Return row and column of each field.

    Fields that appear together share rows and start a row of their own, so that their
    coming and going moves nothing but what lies below them.
    """
    places: list[tuple[int, int]] = []
    row, column = -1, _COLUMNS
    group: object = None
    for spec in (form.fields[field_id] for field_id in page.fields):
        if _group(form, spec) != group or column + spec.width > _COLUMNS:
            row, column = row + 1, 0
        group = _group(form, spec)
        places.append((row, column))
        column += spec.width
    return places


def _group(form: FormSpec, spec: FieldSpec) -> object:
    if spec.id == form.late_reason:
        return spec.id
    return sorted((spec.show_when or {}).items())
