"""What the login window waits for before it is painted, looked at in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.patience import PROGRAM_S

HEAVY = {
    "PySide6.QtNetwork",
    "PySide6.QtPrintSupport",
    "PySide6.QtSvg",
    "argon2",
    "cryptography",
    "openpyxl",
    "peewee",
    "pydantic",
    "pypdfium2",
    "pypinyin",
    "python_calamine",
    "reportlab",
    "sqlcipher3",
    "xlsxwriter",
    "tomllib",
}

#: Runs the door of the window until the first window was painted, then tells what is loaded.
PAINTED = """
import json, sys
from datetime import datetime
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            if watched.isWindow() and not self.loaded:
                self.loaded = sorted(sys.modules)
                self.name = watched.objectName()
                QTimer.singleShot(0, watched.close)
        return False

from hrdesk.ui import application, program
make = application.make_application

def watched(argv):
    app = make(argv)
    watch.setParent(app)
    app.installEventFilter(watch)
    return app

watch = Watch()
watch.loaded, watch.name = [], ""
program.make_application = watched
from hrdesk.app import run_window
from hrdesk.domain.clock import CHINA_TIME, FixedClock
clock = FixedClock(datetime(2026, 3, 18, 9, 30, tzinfo=CHINA_TIME))
code = run_window(Path(sys.argv[1]), clock, ["hrdesk"])
print(json.dumps([code, watch.name, watch.loaded]))
"""


def painted(folder: Path) -> tuple[int, str, set[str]]:
    done = subprocess.run(
        [sys.executable, "-c", PAINTED, str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PROGRAM_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    code, name, loaded = json.loads(done.stdout.splitlines()[-1])
    return code, name, set(loaded)


@pytest.mark.usefixtures("qapp")
def test_when_the_login_window_is_painted_nothing_heavy_is_loaded(office_folder: Path):
    code, name, loaded = painted(office_folder)
    assert (code, name) == (0, "login_window")
    assert loaded & HEAVY == set()


@pytest.mark.usefixtures("qapp")
def test_a_bare_start_without_data_shows_the_set_up(tmp_path: Path):
    code, name, _ = painted(tmp_path / "data")
    assert (code, name) == (0, "setup_window")
