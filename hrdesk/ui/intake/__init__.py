"""The wizard that takes a case in, and the finding beside it."""

from hrdesk.ui.intake.view import IntakeView

__all__ = ["IntakeView"]
