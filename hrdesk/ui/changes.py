"""What changed, by kind; screens listen to the kinds they show and read again."""

from PySide6.QtCore import QObject, Signal


class Changes(QObject):
    """One signal per kind of stored thing; whoever changed it emits after the act is done."""

    drafts = Signal()
    cases = Signal()
    papers = Signal()
    organizations = Signal()
    batches = Signal()
    backups = Signal()
    open_records = Signal()
    law = Signal()
