"""A second start on the same folder: a real process that finds the first, and goes."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess, Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from hrdesk.domain.clock import Clock
from hrdesk.ui.login import LoginWindow
from hrdesk.ui.message_window import MessageWindow
from hrdesk.ui.program import Program
from hrdesk.ui.single_instance import SingleInstance
from tests.child_lines import Child
from tests.conftest import ROOT
from tests.patience import PATIENCE_MS


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
        "from tests.child_lines import say\n"
        "app = make_application(['hrdesk'])\n"
        "instance = SingleInstance(Path(sys.argv[1]))\n"
        "say(instance.claim())\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    with Child("-c", statement, tmp_path) as killed:
        assert killed.hear() == "True"
        assert killed.rest() == []
    after = SingleInstance(tmp_path)
    assert after.claim()
    after.release()


HANGS = (
    "import os, signal, sys\n"
    "from pathlib import Path\n"
    "from hrdesk.storage.folder import FolderLock\n"
    "from hrdesk.ui.application import make_application\n"
    "from hrdesk.ui.single_instance import SingleInstance\n"
    "from tests.child_lines import say\n"
    "app = make_application(['hrdesk'])\n"
    "folder = Path(sys.argv[1])\n"
    "instance, lock = SingleInstance(folder), FolderLock(folder)\n"
    "if sys.argv[2] == 'at work':\n"
    "    lock.acquire()\n"
    "say(instance.claim())\n"
    "os.kill(os.getpid(), signal.SIGSTOP)\n"
)


@contextmanager
def hanging(folder: Path, state: str) -> Iterator[None]:
    """A first program that has the socket and is stopped: it lives and answers nobody."""
    with Child("-c", HANGS, folder, state) as child:
        assert child.hear() == "True"
        yield


def opened_beside(folder: Path, clock: Clock) -> tuple[int, QWidget]:
    """Start as `run` does, without its loop; return the code and the window."""
    instance = SingleInstance(folder)
    assert instance.may_be_second()
    assert instance.claim()
    program = Program(folder, clock)
    code = program.start(beside_silence=instance.met_silence)
    window = program.window
    assert window is not None
    assert window.isVisible()
    instance.release()
    program.end()
    return code, window


def test_beside_a_program_that_hangs_at_work_a_window_says_what_to_do(
    qtbot: QtBot, themed, office_folder: Path, clock: Clock
):
    with hanging(office_folder, "at work"):
        code, window = opened_beside(office_folder, clock)
    qtbot.addWidget(window)
    assert code == 1
    assert isinstance(window, MessageWindow)
    shown = " ".join(each.text() for each in window.findChildren(QLabel))
    assert "没有反应" in shown
    assert "结束 hrdesk" in shown


def test_beside_a_program_that_hangs_before_anybody_logged_in_one_logs_in(
    qtbot: QtBot, themed, office_folder: Path, clock: Clock
):
    with hanging(office_folder, "idle"):
        code, window = opened_beside(office_folder, clock)
    qtbot.addWidget(window)
    assert code == 0
    assert isinstance(window, LoginWindow)


def test_a_socket_that_is_not_ours_hinders_nobody(
    qtbot: QtBot, themed, office_folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    """Something listens there and never says what a first program says."""
    foreign = SingleInstance(office_folder)
    monkeypatch.setattr(foreign, "_answer", lambda: None)
    assert foreign.claim()
    code, window = opened_beside(office_folder, clock)
    foreign.release()
    qtbot.addWidget(window)
    assert code == 0
    assert isinstance(window, LoginWindow)


def listening_in(folder: Path) -> set[Path]:
    return {file for file in folder.rglob("*") if file.is_socket()}


def test_the_socket_lies_where_nobody_else_can_put_one(
    qtbot: QtBot, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
):
    # A socket's path has room for 107 bytes, less than a folder named after this test leaves.
    tmp_path = tmp_path_factory.mktemp("s")
    runtime, temporary = tmp_path / "run", tmp_path / "tmp"
    runtime.mkdir(mode=0o700)
    temporary.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    monkeypatch.setenv("TMPDIR", str(temporary))
    instance = SingleInstance(tmp_path / "data")
    assert instance.claim()
    assert len(listening_in(runtime)) == 1
    instance.release()
    # A runtime folder that others may write to is none: one of our own is made.
    runtime.chmod(0o777)
    instance = SingleInstance(tmp_path / "data")
    assert instance.claim()
    assert listening_in(runtime) == set()
    (own,) = temporary.iterdir()
    assert own.stat().st_mode & 0o777 == 0o700
    assert len(listening_in(own)) == 1
    instance.release()
    # Where that was made by somebody else nobody listens, and the program starts.
    own.chmod(0o777)
    instance = SingleInstance(tmp_path / "data")
    assert not instance.may_be_second()
    assert instance.claim()
    assert listening_in(tmp_path) == set()
