"""What happens when the cursor comes into a field and leaves it."""

from PySide6.QtCore import QObject, Signal

from hrdesk.ui.intake.form_state import FormState
from hrdesk.ui.intake.wizard import Wizard


class FieldVisits(QObject):
    """Proposes what a blank field most likely holds, and writes what was typed at its best.

    `proposed` carries key and text as if they were typed; `touched` says that a text is another.
    """

    proposed = Signal(str, str)
    touched = Signal()

    def __init__(self, state: FormState, wizard: Wizard) -> None:
        super().__init__(wizard)
        self._state = state
        self._wizard = wizard

    def enter(self, key: str) -> None:
        """Propose a text for a blank field."""
        text = self._state.proposal(key)
        editor = self._wizard.editor(key)
        if text and editor is not None:
            editor.propose(text)
            self.proposed.emit(key, text)

    def leave(self, key: str) -> None:
        """Write the value of a field as it is best written."""
        written = self._state.settle(key)
        editor = self._wizard.editor(key)
        if written is not None and editor is not None and editor.text() != written:
            editor.show_text(written)
            self._state.put(key, written)
            self.touched.emit()
        self._wizard.refresh()
