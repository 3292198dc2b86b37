"""One step of the wizard: its fields in rows of twelve columns."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hrdesk.intake.form_spec import FieldSpec, FormSpec, PageSpec
from hrdesk.intake.reading import EntryReading
from hrdesk.ui.intake.editors import Editor
from hrdesk.ui.intake.field_block import FieldBlock
from hrdesk.ui.intake.remarks import Need, Remark

_COLUMNS = 12
_GAP = 18


class FormPage(QWidget):
    """The fields of one page. Fields that do not matter are hidden and keep their text.

    It is made empty; `make_row` and `make_rest` fill it.
    """

    edited = Signal(str, str)
    stepped = Signal(str)
    entered = Signal(str)
    left = Signal(str)

    def __init__(self, form: FormSpec, page: PageSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.blocks: dict[str, FieldBlock] = {}
        self._rows: list[_Row] = []
        self._to_come = rows_of(form, page)[::-1]
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 6, 24, 12)
        self._column.setSpacing(2)

    def make_row(self) -> bool:
        """Make the next row and tell whether more are to come."""
        if self._to_come:
            row = _Row(self._to_come.pop(), self)
            self._rows.append(row)
            self.blocks |= row.blocks
            self._column.addWidget(row)
            for block in row.blocks.values():
                block.edited.connect(self.edited)
                block.stepped.connect(self.stepped)
                block.entered.connect(self.entered)
                block.left.connect(self.left)
        return bool(self._to_come)

    def make_rest(self) -> None:
        """Make every row that is still to come; nothing stands below the last one."""
        while self.make_row():
            pass
        self._column.addStretch(1)

    @property
    def editors(self) -> dict[str, Editor]:
        """The editor of each field."""
        return {key: block.editor for key, block in self.blocks.items()}

    def show_entries(self, entries: Mapping[str, str]) -> None:
        """Put the kept texts into the fields."""
        for field_id, block in self.blocks.items():
            block.editor.show_text(entries.get(field_id, ""))

    def show_reading(
        self,
        reading: EntryReading,
        remark: Callable[[str], Remark],
        need: Callable[[str], Need],
    ) -> None:
        """Show the fields that matter and what is said at each."""
        for row in self._rows:
            row.show_fields(reading.shown)
        for field_id, block in self.blocks.items():
            if field_id in reading.shown:
                block.show_need(need(field_id), required=field_id in reading.required)
                block.say(remark(field_id))


class _Row(QWidget):
    """Fields side by side; a hidden one leaves its place empty, so that none moves sideways."""

    def __init__(self, specs: list[FieldSpec], parent: QWidget) -> None:
        super().__init__(parent)
        self.blocks = {spec.id: FieldBlock(spec, self) for spec in specs}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(_GAP)
        for block in self.blocks.values():
            policy = block.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            block.setSizePolicy(policy)
            line.addWidget(block, block.spec.width)
        rest = _COLUMNS - sum(spec.width for spec in specs)
        if rest > 0:
            line.addWidget(QWidget(), rest)

    def show_fields(self, shown: frozenset[str]) -> None:
        """Show the fields that matter; a row without any goes."""
        for field_id, block in self.blocks.items():
            block.setVisible(field_id in shown)
        self.setVisible(not shown.isdisjoint(self.blocks))


def rows_of(form: FormSpec, page: PageSpec) -> list[list[FieldSpec]]:
    """Return a page's fields in rows.

    Fields that come and go together share rows, with the field on which they hang where
    there is room: what appears moves nothing but the rows below it.
    """
    rows: list[list[FieldSpec]] = []
    for spec in (form.fields[field_id] for field_id in page.fields):
        row = rows[-1] if rows else []
        fits = sum(each.width for each in row) + spec.width <= _COLUMNS
        if row and fits and _belongs(form, spec, row):
            row.append(spec)
        else:
            rows.append([spec])
    return rows


def _belongs(form: FormSpec, spec: FieldSpec, row: list[FieldSpec]) -> bool:
    hangs_on = set(spec.show_when or {})
    if hangs_on.intersection(each.id for each in row):
        return True
    last = row[-1]
    alike = (spec.show_when or {}) == (last.show_when or {})
    return alike and form.late_reason not in {spec.id, last.id}
