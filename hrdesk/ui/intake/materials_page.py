"""The checklist of what the applicant brings: seen, taken as original or copy, or not there."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from hrdesk.intake.form_spec import Choice, FormSpec, MaterialSpec
from hrdesk.intake.reading import MATERIAL_PREFIX, EntryReading
from hrdesk.ui import theme
from hrdesk.ui.intake import terms
from hrdesk.ui.intake.choice_editors import ButtonsEditor, material_buttons
from hrdesk.ui.intake.editors import Editor
from hrdesk.ui.words import label, rule


class MaterialRow(QWidget):
    """One document: what is asked for, and what happened to it."""

    edited = Signal(str, str)
    stepped = Signal(str)

    def __init__(self, spec: MaterialSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = MATERIAL_PREFIX + spec.id
        self.spec = spec
        self.editor: ButtonsEditor = material_buttons(self.key, _choices(spec))
        self.editor.describe(spec.title, terms.copies(spec.originals, spec.copies))
        title = label(spec.title, wrap=True)
        title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._asked = label("", "small", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(title)
        words.addWidget(self._asked)
        row = QHBoxLayout()
        row.setContentsMargins(0, 7, 0, 7)
        row.setSpacing(14)
        row.addLayout(words, 1)
        row.addWidget(self.editor)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(rule())
        self.editor.edited.connect(self._on_edited)
        self.editor.stepped.connect(self._on_stepped)

    def show_missing(self, missing: bool) -> None:
        """Say what is asked for, in amber while it is required and not there."""
        asked = terms.copies(self.spec.originals, self.spec.copies)
        if not self.spec.required:
            asked = f"{asked} · {terms.OPTIONAL}"
        elif missing:
            asked = f"{asked} · {terms.NOT_HANDED_IN}"
        self._asked.setText(asked)
        theme.role(self._asked, "field_warning" if missing else "small")

    def _on_edited(self, text: str) -> None:
        self.edited.emit(self.key, text)

    def _on_stepped(self) -> None:
        self.stepped.emit(self.key)


class MaterialsPage(QWidget):
    """All materials of the form; those that do not matter for this applicant are hidden."""

    edited = Signal(str, str)
    stepped = Signal(str)

    def __init__(self, form: FormSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = {MATERIAL_PREFIX + spec.id: MaterialRow(spec, self) for spec in form.materials}
        self._summary = label("", "soft")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 6, 24, 12)
        column.setSpacing(0)
        column.addWidget(self._summary)
        column.addSpacing(2)
        column.addWidget(self._explained(form))
        column.addSpacing(6)
        for row in self.rows.values():
            column.addWidget(row)
            row.edited.connect(self.edited)
            row.stepped.connect(self.stepped)
        column.addStretch(1)

    def _explained(self, form: FormSpec) -> QLabel:
        offered = {choice.code for spec in form.materials for choice in _choices(spec)}
        explained = label(terms.ticks_explained(offered), "small", wrap=True)
        explained.setObjectName("ticks_explained")
        return explained

    @property
    def editors(self) -> dict[str, Editor]:
        """The editor of each material's tick."""
        return {key: row.editor for key, row in self.rows.items()}

    def show_entries(self, entries: Mapping[str, str]) -> None:
        """Show the kept ticks."""
        for key, row in self.rows.items():
            row.editor.show_text(entries.get(key, ""))

    def show_reading(self, reading: EntryReading) -> None:
        """Show the materials that matter, and which required ones are not there."""
        missing = [key for key in self.rows if key in reading.missing_required]
        for key, row in self.rows.items():
            row.setVisible(row.spec.id in reading.shown_materials)
            row.show_missing(key in missing)
        # One line whatever is ticked: what stands below it stays under the mouse.
        self._summary.setText(terms.materials_summary(len(reading.shown_materials), len(missing)))


def _choices(spec: MaterialSpec) -> list[Choice]:
    asked = {"copy": spec.copies, "original": spec.originals}
    codes = [code for code in terms.MATERIAL_TICKS if asked.get(code, 1)]
    return [Choice(code, terms.MATERIAL_TICKS[code]) for code in codes]
