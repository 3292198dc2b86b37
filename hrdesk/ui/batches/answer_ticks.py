"""What a person says of an answer that the file itself does not say: a tick for each."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from hrdesk.domain.errors import Fault
from hrdesk.services.answer_refusals import OTHER_AMOUNTS, UNPROVEN
from hrdesk.ui.batches import preview_words


class AnswerTicks(QWidget):
    """The ticks that an answer asks for; none is to be seen before it does."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._boxes = {UNPROVEN: QCheckBox(), OTHER_AMOUNTS: QCheckBox()}
        self._columns = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        names = ("answer_to_batch", "answer_amounts_seen")
        for box, name in zip(self._boxes.values(), names, strict=True):
            box.setObjectName(name)
            box.hide()
            box.toggled.connect(lambda _: self.changed.emit())
            column.addWidget(box)
        self.hide()

    @property
    def is_to_batch(self) -> bool:
        """Whether he says that the answer is to the batch."""
        return self._boxes[UNPROVEN].isChecked()

    @property
    def amounts_seen(self) -> str:
        """The columns of other amounts that he has looked at, "" for none."""
        return self._columns if self._boxes[OTHER_AMOUNTS].isChecked() else ""

    def ask(self, fault: Fault | None) -> None:
        """Show the tick that a fault asks for, and those that were given, while they count."""
        asked = fault is not None and fault.key in self._boxes
        if fault is not None and fault.key == UNPROVEN:
            self._boxes[UNPROVEN].setText(preview_words.to_batch(fault.values))
        elif fault is not None and fault.key == OTHER_AMOUNTS:
            self._ask_of_amounts(fault)
        for key, box in self._boxes.items():
            is_own = fault is not None and fault.key == key
            box.setVisible(is_own or (box.isChecked() and (asked or fault is None)))
        self.setVisible(asked or any(not box.isHidden() for box in self._boxes.values()))

    def _ask_of_amounts(self, fault: Fault) -> None:
        """Ask of these columns; what was said of others says nothing of them."""
        self._columns = str(fault.values["columns"])
        box = self._boxes[OTHER_AMOUNTS]
        with QSignalBlocker(box):
            box.setChecked(False)
        box.setText(preview_words.amounts_seen(fault.values))
