"""A small form outside the wizard: labelled fields in rows; Enter goes on, and at the end saves."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from hrdesk.domain.errors import Problem
from hrdesk.intake.form_spec import Choice
from hrdesk.services.presenting import present
from hrdesk.ui.fields import LabelledLine
from hrdesk.ui.intake.choice_editors import code_buttons
from hrdesk.ui.words import label

_TOP = Qt.AlignmentFlag.AlignTop


class LabelledChoice(QWidget):
    """A label over the buttons of a closed list, and under them what is wrong."""

    entered = Signal()

    def __init__(self, name: str, words: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self.words = words
        self._buttons = code_buttons(name, choices)
        self._below = label("", "field_error", wrap=True)
        self._below.setObjectName(f"{name}_below")
        self._below.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (label(words), self._buttons, self._below):
            column.addWidget(part)
        self._buttons.stepped.connect(self.entered)
        self._buttons.edited.connect(lambda _: self.show_problem(None))

    def text(self) -> str:
        """Return the code that is chosen, or ""."""
        return self._buttons.text()

    def show_text(self, text: str) -> None:
        """Show the choice of a code."""
        self._buttons.show_text(text)

    def take_cursor(self) -> None:
        """Take the focus."""
        self._buttons.take_cursor()

    def show_problem(
        self, problem: Problem | None, labels: Mapping[str, str] | None = None
    ) -> None:
        """Say a problem under the buttons, or nothing."""
        if problem is not None:
            message = present(problem, {problem.where: self.words, **(labels or {})})
            self._below.setText(f"{message.problem}{message.remedy}")
        self._below.setVisible(problem is not None)
        self._buttons.mark_wrong(problem is not None)


class LabelledTicks(QWidget):
    """A label over boxes of which several may be ticked; its text is their codes, by blanks.

    `means` says beside a box, by its code, what a tick means. The blank key ticks; Enter goes on.
    """

    entered = Signal()

    def __init__(
        self, name: str, words: str, choices: Sequence[Choice], means: Mapping[str, str]
    ) -> None:
        super().__init__()
        self.words = words
        self._boxes = {choice.code: QCheckBox(choice.label) for choice in choices}
        self._below = label("", "field_error", wrap=True)
        self._below.setObjectName(f"{name}_below")
        self._below.hide()
        rows = QGridLayout()
        rows.setHorizontalSpacing(16)
        rows.setColumnStretch(1, 1)
        for place, (code, box) in enumerate(self._boxes.items()):
            box.setObjectName(f"{name}_{code}")
            box.setAccessibleDescription(means[code])
            box.toggled.connect(lambda _: self.show_problem(None))
            rows.addWidget(box, place, 0)
            rows.addWidget(label(means[code], "soft", wrap=True), place, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(words))
        column.addLayout(rows)
        column.addWidget(self._below)

    def text(self) -> str:
        """Return the codes that are ticked."""
        return " ".join(code for code, box in self._boxes.items() if box.isChecked())

    def show_text(self, text: str) -> None:
        """Tick the boxes of these codes."""
        for code, box in self._boxes.items():
            box.setChecked(code in text.split())

    def take_cursor(self) -> None:
        """Take the focus."""
        next(iter(self._boxes.values())).setFocus()

    def show_problem(
        self, problem: Problem | None, labels: Mapping[str, str] | None = None
    ) -> None:
        """Say a problem under the boxes, or nothing."""
        if problem is not None:
            message = present(problem, {problem.where: self.words, **(labels or {})})
            self._below.setText(f"{message.problem}{message.remedy}")
        self._below.setVisible(problem is not None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, as in every field."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


Field = LabelledLine | LabelledChoice | LabelledTicks


class LineForm(QWidget):
    """Fields by their names, in rows; `finished` says that Enter was pressed in the last one."""

    finished = Signal()

    def __init__(self, rows: Iterable[Sequence[tuple[str, Field, int]]]) -> None:
        super().__init__()
        self.fields: dict[str, Field] = {}
        self._begun: Mapping[str, str] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for row in rows:
            line = QHBoxLayout()
            line.setSpacing(16)
            for name, field, share in row:
                line.addWidget(field, share, _TOP)
                self.fields[name] = field
                field.entered.connect(lambda name=name: self._go_on(name))
            column.addLayout(line)

    def entries(self) -> dict[str, str]:
        """Return what was typed, by field."""
        return {name: field.text() for name, field in self.fields.items()}

    @property
    def is_changed(self) -> bool:
        """Whether something was typed since the form was begun."""
        return any(text != self._begun.get(name, "") for name, text in self.entries().items())

    def show_entries(
        self, entries: Mapping[str, str], typed: Mapping[str, str] | None = None
    ) -> None:
        """Begin anew with these texts, or go on with what was typed upon them."""
        self._begun = dict(entries)
        for name, field in self.fields.items():
            field.show_text((typed or entries).get(name, ""))
            field.show_problem(None)

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Say each problem at its field and go to the first."""
        found = {problem.where: problem for problem in problems}
        labels = {name: field.words for name, field in self.fields.items()}
        for name, field in self.fields.items():
            field.show_problem(found.get(name), labels)
        first = next((name for name in self.fields if name in found), None)
        if first is not None:
            self.fields[first].take_cursor()

    def begin(self) -> None:
        """Put the cursor into the first field that is empty, or into the last."""
        empty = [name for name, field in self.fields.items() if not field.text()]
        self.fields[(empty or list(self.fields)[-1:])[0]].take_cursor()

    def _go_on(self, name: str) -> None:
        names = list(self.fields)
        following = names[names.index(name) + 1 :]
        if following:
            self.fields[following[0]].take_cursor()
        else:
            self.finished.emit()
