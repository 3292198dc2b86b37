"""What happens to a field when the clerk comes to it, and when he leaves it."""

from PySide6.QtCore import QObject, Signal

from hrdesk.ui.intake.filing import Filing
from hrdesk.ui.intake.form_state import FormState
from hrdesk.ui.intake.wizard import Wizard


class FieldVisits(QObject):
    """Proposes what a blank field most likely holds, and writes what was typed as it is best.

    `proposed` carries a key and the text that was put there.
    """

    proposed = Signal(str, str)

    def __init__(self, state: FormState, wizard: Wizard, filing: Filing, parent: QObject) -> None:
        super().__init__(parent)
        self._state = state
        self._wizard = wizard
        self._filing = filing
        wizard.entered.connect(self._come)
        wizard.left.connect(self._leave)

    def _come(self, key: str) -> None:
        proposal = self._state.proposal(key)
        editor = self._wizard.editor(key)
        if proposal and editor is not None:
            editor.propose(proposal)
            self.proposed.emit(key, proposal)

    def _leave(self, key: str) -> None:
        written = self._state.settle(key)
        editor = self._wizard.editor(key)
        if written is not None and editor is not None and editor.text() != written:
            editor.show_text(written)
            self._state.put(key, written)
            self._filing.touch()
        self._wizard.refresh()
