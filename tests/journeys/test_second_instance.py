"""A second start on the same folder: a real process that finds the first, and goes."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess, Qt
from pytestqt.qtbot import QtBot

from hrdesk.domain.clock import Clock
from hrdesk.ui.program import Program
from hrdesk.ui.single_instance import SingleInstance
from tests.conftest import ROOT
from tests.journeys.pages import PATIENCE_MS


@pytest.fixture
def first(qtbot: QtBot, themed, office_folder: Path, clock: Clock):
    """The first program on the folder, as `run` puts it together."""
    program = Program(office_folder, clock)
    instance = SingleInstance(office_folder)
    assert instance.claim()
    instance.called.connect(program.to_front)
    program.start()
    yield program, instance
    instance.release()
    program.window.close()
    program.end()


def start(folder: Path) -> QProcess:
    process = QProcess()
    process.setWorkingDirectory(str(ROOT))
    process.start(sys.executable, ["-m", "hrdesk", "--data", str(folder)])
    return process


def test_the_second_start_brings_the_first_to_the_front_and_exits_0(
    qtbot: QtBot, first, office_folder: Path
):
    program, instance = first
    program.window.showMinimized()
    with qtbot.waitSignal(instance.called, timeout=PATIENCE_MS):
        second = start(office_folder)
    qtbot.waitUntil(lambda: second.state() is QProcess.ProcessState.NotRunning, timeout=PATIENCE_MS)
    assert (second.exitStatus(), second.exitCode()) == (QProcess.ExitStatus.NormalExit, 0)
    assert not program.window.windowState() & Qt.WindowState.WindowMinimized
    assert program.window.isVisible()


def test_of_two_starts_at_the_same_moment_one_gives_way(qtbot: QtBot, first, office_folder: Path):
    """Both looked before either listened; the later one finds the other when it claims."""
    program, instance = first
    statement = (
        "import sys\n"
        "from hrdesk.ui import single_instance\n"
        "single_instance.SingleInstance.may_be_second = lambda self: False\n"
        "from hrdesk.__main__ import main\n"
        "sys.exit(main())\n"
    )
    late = QProcess()
    late.setWorkingDirectory(str(ROOT))
    with qtbot.waitSignal(instance.called, timeout=PATIENCE_MS):
        late.start(sys.executable, ["-c", statement, "--data", str(office_folder)])
    qtbot.waitUntil(lambda: late.state() is QProcess.ProcessState.NotRunning, timeout=PATIENCE_MS)
    assert (late.exitStatus(), late.exitCode()) == (QProcess.ExitStatus.NormalExit, 0)
    assert program.window.isVisible()


def test_nobody_is_suspected_where_nobody_listens(qtbot: QtBot, first, tmp_path: Path):
    _program, instance = first
    assert instance.may_be_second()
    assert not SingleInstance(tmp_path / "other").may_be_second()


def test_another_folder_is_another_program(qtbot: QtBot, first, tmp_path: Path):
    other = SingleInstance(tmp_path / "other")
    assert other.claim()
    other.release()


def test_a_path_to_the_same_folder_by_another_way_is_the_same_program(
    qtbot: QtBot, first, office_folder: Path, tmp_path: Path
):
    _program, instance = first
    link = tmp_path / "link"
    link.symlink_to(office_folder)
    with qtbot.waitSignal(instance.called, timeout=PATIENCE_MS):
        second = start(link)
    qtbot.waitUntil(lambda: second.state() is QProcess.ProcessState.NotRunning, timeout=PATIENCE_MS)
    assert second.exitCode() == 0


def test_what_a_killed_program_left_behind_hinders_nobody(qtbot: QtBot, themed, tmp_path: Path):
    statement = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from hrdesk.ui.application import make_application\n"
        "from hrdesk.ui.single_instance import SingleInstance\n"
        "app = make_application(['hrdesk'])\n"
        "instance = SingleInstance(Path(sys.argv[1]))\n"
        "print(instance.claim(), flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run(
        [sys.executable, "-c", statement, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert killed.stdout.strip() == "True"
    assert killed.returncode < 0
    after = SingleInstance(tmp_path)
    assert after.claim()
    after.release()
