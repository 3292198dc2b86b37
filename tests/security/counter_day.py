"""A process of its own in which a clerk works through one day with one made-up applicant.

Run as `python -m tests.security.counter_day FOLDER CHOSEN`: the real program on a data folder, from
a mistyped password to the backup at the end, with two bugs on the way. What the clerk saves by
his own choice goes into CHOSEN, and every other file is the program's. Each proposal of a file
name, and what is asked of a printer, is printed on a line.
"""

import resource
import shutil
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

from hrdesk.domain.clock import FixedClock
from hrdesk.services.process_memory import keep_no_memory
from hrdesk.ui.application import make_application
from hrdesk.ui.preview import output
from hrdesk.ui.program import Program
from tests.conftest import TEST_MOMENT
from tests.journeys.intake_page import IntakePage
from tests.journeys.office import ENTRIES, LOGIN, PASSWORD
from tests.journeys.pages import Running, Screen, close
from tests.patience import PATIENCE_MS
from tests.people import card_number, credit_code, identity_number

WRONG_PASSWORD = "a mistyped password"
NAME = "买买提·艾力江"
APPLICANT = {
    "name": NAME,
    "identity": identity_number(sequence=877),
    "phone": "13912345670",
    "address": "只在测试里出现的地址一百二十三号",
    "account_name": NAME,
    "account_number": card_number("621700381001234567"),
    "agency_name": "只在测试里出现的人力资源有限公司",
    "entity": credit_code(body="MA6Q7W8E9"),
    "proof_number": "只在测试里的证明第88号",
}


class Patience:
    """Waits as the fixture of the tests does, in a process without pytest."""

    def waitUntil(self, condition: Callable[[], bool], *, timeout: int = PATIENCE_MS) -> None:
        """Wait until a condition holds."""
        deadline = monotonic() + timeout / 1000
        while not condition():
            assert monotonic() < deadline, "waited in vain"
            # What fails in Qt's own calls is told as it is in the program: `qWait` would raise it.
            loop = QEventLoop()
            QTimer.singleShot(10, loop.quit)
            loop.exec()


def day(folder: Path, chosen: Path) -> None:
    """Work through the day and close the window."""
    make_application(["hrdesk"])
    program = Program(folder, FixedClock(TEST_MOMENT))
    try:
        work(program, chosen)
    finally:
        program.end()


def work(program: Program, chosen: Path) -> None:
    """Everything between the first window and the last."""
    assert program.start() == 0
    program.after_paint()
    running = Running(Patience(), program)
    running.log_in(LOGIN, WRONG_PASSWORD)
    running.wait_for("login_notice")
    running.log_in(LOGIN, PASSWORD)
    running.wait_for("intake_home")
    take_in(running)
    look_at_form(running, chosen)
    look_for_case(running)
    for fail in (fail_in_window, fail_while_painting, fail_on_writer, fail_in_passing):
        save_report(program, partial(fail, program), chosen.parent / f"{fail.__name__}.txt")
    close(running)


def take_in(running: Running) -> None:
    """Type a case and accept it; a draft of the same person stays behind."""
    page = IntakePage(running.qtbot, running.window)
    for accepts in (False, True):
        running.wait_for("intake_home")
        running.press("start_startup_grant")
        running.wait_for("wizard_place")
        page.enter_all({**ENTRIES, **APPLICANT})
        if accepts:
            page.accept()
        else:
            running.window.go_to("intake")
    running.settle()


def look_at_form(running: Running, chosen: Path) -> None:
    """Preview the form, save a copy and print one."""
    output.choose_printer = partial(print_to, chosen / "printed.pdf")
    running.press("print_form")
    running.wait_for("case_notice")
    running.press("case_preview")
    running.wait_for("preview_sheet")
    sheet = running.window.pages.preview.sheet
    running.qtbot.waitUntil(lambda: not sheet.pixmap().isNull())
    pull_the_plug(chosen.parent)
    running.press("preview_save")
    running.wait_for("save_dialog")
    print(*running.part("save_dialog", QFileDialog).selectedFiles())
    running.save_as(chosen / "saved.pdf")
    running.wait_for("preview_notice")
    running.key(Qt.Key.Key_Escape)


def print_to(target: Path, _parent: QWidget, on_chosen: Callable[[QPrinter], None]) -> None:
    """Choose a printer that prints into a file, and tell what it would have been called."""
    printer = output.a4_printer()
    print(printer.docName(), printer.outputFileName())
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    on_chosen(printer)


def look_for_case(running: Running) -> None:
    """Search for the applicant by name, number and telephone, and open the case."""
    for key in ("name", "identity", "phone"):
        running.key(Qt.Key.Key_F3)
        running.fill("search", APPLICANT[key])
        running.qtbot.waitUntil(lambda: running.window.pages.cases.model.rowCount() == 1)
    running.key(Qt.Key.Key_Return)
    running.key(Qt.Key.Key_Return)
    running.wait_for("case_number")


def pull_the_plug(place: Path) -> None:
    """Keep what lies in the home and the folder of temporary files at this moment."""
    for name in ("home", "temporary", "data"):
        shutil.copytree(place / name, place / "stolen" / name, ignore=shutil.ignore_patterns(".X*"))


def raise_with_values() -> None:
    """Raise as careless code would: the values in the text, the cause and the variables."""
    name, number = APPLICANT["name"], APPLICANT["identity"]
    try:
        {}[number]
    except KeyError as error:
        raise ValueError(f"{name} {number} {APPLICANT}") from error


def fail_in_window(_program: Program) -> None:
    """A bug in an act of the window."""
    QTimer.singleShot(0, raise_with_values)


def fail_on_writer(program: Program) -> None:
    """A bug in an act of the writer."""
    program.tasks.run(raise_with_values, print, lambda fault: print(fault.key))


def fail_while_painting(program: Program) -> None:
    """A bug where Qt calls an overridden method."""

    class Careless(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                watched.removeEventFilter(self)
                raise_with_values()
            return False

    search = program.window.findChild(QLineEdit, "search")
    search.installEventFilter(Careless(search))
    search.update()


def fail_in_passing(_program: Program) -> None:
    """A bug where Python has nobody to tell: while an object goes."""

    class Careless:
        def __del__(self) -> None:
            raise_with_values()

    Careless()


def save_report(program: Program, fail: Callable[[], None], target: Path) -> None:
    """Meet a bug, save its report where the window proposes to, and go on."""
    fail()
    patience = Patience()
    patience.waitUntil(lambda: any(bug.isVisible() for bug in program._bugs))
    bug = Screen(patience, program._bugs[0])
    bug.press("bug_save")
    dialog = next(each for each in QApplication.topLevelWidgets() if isinstance(each, QFileDialog))
    print(*dialog.selectedFiles())
    dialog.setDirectory(str(target.parent))
    dialog.selectFile(target.name)
    dialog.accept()
    patience.waitUntil(target.exists)
    bug.press("bug_go_on")


if __name__ == "__main__":
    keep_no_memory()
    day(*(Path(each) for each in sys.argv[1:3]))
    print("core", resource.getrlimit(resource.RLIMIT_CORE)[0], tempfile.gettempdir())
