"""The wizard that takes a case in, and the finding beside it."""

from hrdesk.ui.intake.form_state import FormState
from hrdesk.ui.intake.view import IntakeView

__all__ = ["FormState", "IntakeView"]
