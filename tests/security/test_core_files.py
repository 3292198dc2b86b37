"""P9: no door of the program leaves its memory on the disk when it crashes."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, home_environment
from tests.patience import wait_until

ASKS_FOR_LOGIN = "import sys; input('login'); sys.exit(1)"
#: A terminal in which core files may be as large as the machine allows.
TERMINAL = ("sh", "-c", 'ulimit -c "$(ulimit -H -c)"; exec "$@"', "sh")


def start(place: Path, *command: object) -> "subprocess.Popen[bytes]":
    environment = {
        **os.environ,
        **home_environment(place),
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "QT_QPA_PLATFORM": "offscreen",
    }
    return subprocess.Popen(
        [*TERMINAL, sys.executable, *map(str, command)],
        cwd=place,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def crash(started: "subprocess.Popen[bytes]") -> bool:
    """Let a process die by a real SIGSEGV and tell whether the kernel wrote its memory out."""
    os.kill(started.pid, signal.SIGSEGV)
    _pid, status = os.waitpid(started.pid, 0)
    # What `Popen` would find out by itself was asked for here.
    started.returncode = -os.WTERMSIG(status)
    with started:
        assert os.WTERMSIG(status) == signal.SIGSEGV
        return os.WCOREDUMP(status)


def crash_asking(place: Path, *command: object) -> bool:
    """Crash a command that asks for a login name."""
    started = start(place, *command)
    assert started.stdout is not None
    assert started.stdout.read(1)
    return crash(started)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder in which a crash would leave its core file, on a machine that makes them."""
    if not crash_asking(tmp_path, "-c", ASKS_FOR_LOGIN):
        pytest.skip("this machine writes no core file of any program")
    for core in tmp_path.glob("core*"):
        core.unlink()
    return tmp_path


@pytest.mark.parametrize(
    "command",
    [
        ("verify", "--data", "data", "--password-stdin"),
        ("restore", "backup", "--into", "data", "--password-stdin"),
    ],
)
def test_a_command_that_crashes_leaves_no_memory(place: Path, command: tuple[str, ...]):
    assert not crash_asking(place, "-m", "hrdesk", *command)
    assert list(place.glob("core*")) == []


def test_the_window_that_crashes_leaves_no_memory(place: Path):
    started = start(place, "-m", "hrdesk", "--data", place / "data")
    opened = Path(f"/proc/{started.pid}/maps")
    wait_until(lambda: "libqoffscreen" in opened.read_text())
    assert not crash(started)
    assert list(place.glob("core*")) == []
