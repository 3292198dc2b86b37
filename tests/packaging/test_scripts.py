"""The scripts behind the two commands say what they do, in one clear line, and do no more."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT
from tests.patience import PROGRAM_S

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the commands of make are for Linux")

ROOT_USER, CLERK = "0", "1000"
COREUTILS = (
    "sh",
    "env",
    "printf",
    "sort",
    "tr",
    "sed",
    "cat",
    "mktemp",
    "rm",
    "tee",
    "tail",
    "grep",
    "dirname",
)


class Machine:
    """A machine with a PATH of its own: small usual commands, and stand-ins that keep a record."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.record = folder / "record"
        for name in COREUTILS:
            found = shutil.which(name)
            assert found, f"this machine has no {name}"
            (folder / name).symlink_to(found)

    def put(self, name: str, *lines: str) -> None:
        """Add a command made of shell lines; it notes each call with its arguments."""
        file = self.folder / name
        note = f'echo "{name} $*" >>"{self.record}"'
        file.write_text("\n".join(["#!/bin/sh", note, *lines, ""]), encoding="utf-8")
        file.chmod(0o755)

    def calls(self) -> list[str]:
        """Return the calls of the stand-ins, in order."""
        return self.record.read_text(encoding="utf-8").splitlines() if self.record.exists() else []

    def run(self, script: str, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a script of the project on this machine."""
        surroundings = {
            "PATH": str(self.folder),
            "HOME": str(self.folder),
            "LC_ALL": "C.UTF-8",
            **more,
        }
        return subprocess.run(
            ["/bin/sh", str(ROOT / script), *arguments],
            cwd=ROOT,
            env=surroundings,
            check=False,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=PROGRAM_S,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine without any library of the window's."""
    folder = tmp_path / "bin"
    folder.mkdir()
    bare = Machine(folder)
    bare.put("python3", "exit 1")
    return bare


def test_a_clerk_without_rights_gets_one_line_with_the_command(machine: Machine):
    machine.put("id", f"echo {CLERK}")
    machine.put("apt-get")
    done = machine.run("packaging/system_libraries.sh", "window")
    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    assert "missing" in line
    assert "sudo apt-get install" in line
    assert "libxcb-cursor0" in line
    assert not any(call.startswith("apt-get") for call in machine.calls())


def test_root_gets_only_what_is_missing_and_a_refreshed_list_when_needed(
    machine: Machine, tmp_path: Path
):
    there = tmp_path / "there"
    machine.put("python3", f'[ -e "{there}" ] || [ "$3" != libxcb-cursor.so.0 ]')
    machine.put("id", f"echo {ROOT_USER}")
    machine.put("apt-get", f'[ "$1" = update ] && : >"{there}"; [ -e "{there}" ]')
    done = machine.run("packaging/system_libraries.sh", "window")
    assert (done.returncode, done.stdout) == (0, "")
    install = "apt-get install -y -qq --no-install-recommends libxcb-cursor0"
    asked = [call for call in machine.calls() if call.startswith("apt-get")]
    assert asked == [install, "apt-get update -qq", install]


def test_sudo_without_a_password_is_used(machine: Machine):
    machine.put("id", f"echo {CLERK}")
    machine.put("sudo")
    machine.put("apt-get")
    machine.run("packaging/system_libraries.sh", "window")
    assert any(
        c.startswith("sudo -n env DEBIAN_FRONTEND=noninteractive apt-get install")
        for c in machine.calls()
    )


def test_nothing_missing_says_nothing_and_asks_nobody(machine: Machine):
    tools = ("python3", "Xvfb", "pdffonts", "pdfinfo", "pdftotext", "pdftoppm", "qpdf")
    for name in (*tools, "gcc", "soffice", "zbarimg"):
        machine.put(name)
    machine.put("apt-get")
    done = machine.run("packaging/system_libraries.sh", "window", "tests")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert {call.split()[0] for call in machine.calls()} == {"python3"}


def test_an_unknown_part_is_refused(machine: Machine):
    machine.put("python3")
    assert machine.run("packaging/system_libraries.sh", "everything").returncode == 2


def test_an_old_python_is_named(machine: Machine):
    done = machine.run("packaging/set_up.sh", "no-such-folder", "locks/current.txt")
    assert done.returncode == 1
    assert "3.11" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.fixture
def environment(machine: Machine, tmp_path: Path) -> Path:
    """A virtual environment whose program only keeps a record; every library is there."""
    machine.put("python3")
    (tmp_path / "env").mkdir()
    (tmp_path / "env" / "bin").symlink_to(machine.folder)
    machine.put("hrdesk")
    return tmp_path / "env"


def test_run_without_a_display_says_so_and_plays_the_demonstration(
    machine: Machine, environment: Path
):
    done = machine.run("packaging/run.sh", str(environment))
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 1
    assert "no display" in done.stdout
    assert machine.calls()[-1] == "hrdesk demo --out demo"


@pytest.mark.parametrize("display", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_run_with_a_display_opens_the_window(machine: Machine, environment: Path, display: str):
    done = machine.run("packaging/run.sh", str(environment), **{display: ":0"})
    assert (done.returncode, done.stdout) == (0, "")
    assert machine.calls()[-1] == "hrdesk "


@pytest.mark.parametrize(
    ("lint", "test", "green"), [(0, 0, True), (2, 0, False), (0, 2, False), (2, 2, False)]
)
def test_the_merge_check_runs_both_once_and_ends_with_the_closing_line(
    machine: Machine, lint: int, test: int, green: bool
):
    closing = "=================== 12 passed in 3.45s ==================="
    machine.put(
        "make",
        f'[ "$1" = lint ] && exit {lint}',
        f'echo "{closing}"; echo "make: said afterwards" >&2; exit {test}',
    )
    done = machine.run(".ci/run")
    assert (done.returncode == 0) is green
    assert done.stdout.splitlines()[-1] == closing
    assert machine.calls() == ["make lint", "make test"]


@pytest.mark.skipif(sys.platform != "linux", reason="asks for the shell of Debian")
@pytest.mark.parametrize("script", sorted(p.name for p in (ROOT / "packaging").glob("*.sh")))
def test_every_script_is_plain_shell(script: str):
    done = subprocess.run(
        ["/bin/sh", "-n", str(ROOT / "packaging" / script)], check=False, capture_output=True
    )
    assert (done.returncode, done.stderr) == (0, b"")
