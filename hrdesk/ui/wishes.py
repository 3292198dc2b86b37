"""What the pages ask of the window, each by a signal of its own."""

from PySide6.QtCore import QObject, Signal


class Wishes(QObject):
    """Pages speak these signals (`ui/pages.py`); the window and its `Errands` hear them."""

    #: A draft to fill in; a kept draft by its id.
    draft = Signal(object)
    kept_draft = Signal(str)
    #: The wizard shows its first page; it could not be opened, with the fault; it was left.
    wizard_ready = Signal()
    wizard_refused = Signal(object)
    wizard_left = Signal()
    #: A case by its id: to be shown, or its main form to be printed.
    case = Signal(str)
    print_case = Signal(str)
    cases = Signal()
    batches = Signal()
    templates = Signal()
    #: The forms of many cases, with the case that was marked or None.
    many_forms = Signal(object)
    #: The answer to the letter of a case that was handed on.
    answer = Signal(object)
    #: A case that shall be corrected, and for which failed row or None; one whose correction
    #: waits; a case id and what was done with its correction; the way back to the failed rows.
    correction = Signal(object, object)
    review = Signal(object)
    correction_settled = Signal(str, str)
    failures = Signal(str)
    #: What was enjoyed: a case id or "", and a line of its roster; the way back.
    enjoyment = Signal(str, int)
    enjoyment_left = Signal()
    #: A purchase of the agency with this credit code; an agency that is not registered yet.
    purchase = Signal(str)
    registering = Signal(str)
    #: The first number of a year; a parameter's value of a district.
    start = Signal(int)
    wage = Signal(str, str)
    #: The notice on which it was said that something is on record now.
    registered = Signal(object)
    #: The end of the session, with what the login then says.
    log_out = Signal(str)
    preview_left = Signal()
    preview_print = Signal()
    preview_save = Signal()
