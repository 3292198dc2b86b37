"""The columns of a template one below the other, each with what goes into it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from hrdesk.domain.errors import Problem
from hrdesk.domain.official_template import TemplateMapping
from hrdesk.intake.template_check import MappingCheck
from hrdesk.services.presenting import present
from hrdesk.services.template_drafts import TemplateGround
from hrdesk.ui.ahead import styled_ahead
from hrdesk.ui.templates import terms
from hrdesk.ui.templates.column_editor import (
    FORMAT,
    FORMAT_WIDTH,
    HEADER,
    LETTER,
    LINES,
    MORE,
    SOURCE,
    ColumnEditor,
)
from hrdesk.ui.words import label, styled

_HEADS = {LETTER: "列", HEADER: "模板的表头", SOURCE: "填什么", FORMAT: "格式"}


class ColumnsCard(QScrollArea):
    """Shows a mapping for a person to change; `changed` says that it is another."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("template_columns")
        self.setWidgetResizable(True)
        self._mapping: TemplateMapping | None = None
        self._editors: list[ColumnEditor] = []
        self._inside: QWidget | None = None

    def show_mapping(
        self, ground: TemplateGround, mapping: TemplateMapping, *, fixed: bool
    ) -> Iterator[None]:
        """Show the columns, a line at a time; `fixed`: for reading alone."""
        self._mapping = mapping
        self._editors = []
        inside = self._begun_inside()
        grid = QGridLayout(inside)
        grid.setContentsMargins(12, 10, 12, 10)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(MORE, 1)
        # Where no column has a format, the ticks stand where they stand with one.
        grid.setColumnMinimumWidth(FORMAT, FORMAT_WIDTH)
        grid.setRowStretch(len(mapping.columns) * LINES + 1, 1)
        for place, words in _HEADS.items():
            grid.addWidget(label(words, "small"), 0, place)
        labels = terms.source_labels(ground.sources)
        editors = []
        for number, column in enumerate(mapping.columns):
            editor = ColumnEditor(ground, labels, column)
            editor.setParent(inside)
            editor.put_into(grid, number * LINES + 1)
            editor.changed.connect(self.changed)
            for part in editor.parts() if fixed else ():
                part.setEnabled(False)
            editors.append(editor)
            yield
        yield from styled_ahead(inside)
        if self._inside is inside:
            self._editors = editors
            self._inside = None
            self.setWidget(inside)

    def mapping(self) -> TemplateMapping:
        """Return the mapping as it is chosen."""
        if self._mapping is None:
            raise RuntimeError("no template is shown")
        if not self._editors:
            return self._mapping
        columns = tuple(editor.column for editor in self._editors)
        return replace(self._mapping, columns=columns)

    def show_check(self, check: MappingCheck, labels: Mapping[str, str]) -> None:
        """Say at each column what hinders, or what is to be known of it."""
        for editor in self._editors:
            where = str(editor.column.place)
            wrong = _texts(check.problems, where, labels)
            editor.say(wrong or _texts(check.remarks, where, labels), wrong=bool(wrong))

    def go_to(self, where: str) -> None:
        """Take the focus for a column by its place."""
        for editor in self._editors:
            if str(editor.column.place) == where:
                editor.take_cursor()

    def begin(self) -> bool:
        """Take the focus for the first column; tell whether there is one."""
        if self._editors:
            self._editors[0].take_cursor()
        return bool(self._editors)

    def forget(self) -> None:
        """Show nothing any more."""
        self._mapping, self._editors = None, []
        self._drop_inside()
        self.setWidget(QWidget())

    def _begun_inside(self) -> QWidget:
        """Return what the columns are put into; it stands in its place from the start.

        Put there when it is full, all of it would be styled at once.
        """
        self._drop_inside()
        self._inside = styled(QWidget(self.viewport()), "ground")
        self._inside.hide()
        return self._inside

    def _drop_inside(self) -> None:
        if self._inside is not None:
            self._inside.deleteLater()
            self._inside = None


def _texts(problems: Sequence[Problem], where: str, labels: Mapping[str, str]) -> list[str]:
    found = [present(each, labels) for each in problems if each.where == where]
    return [f"{message.problem}{message.remedy}" for message in found]
