"""The program as a terminal runs it: a process of its own, whose every word is kept."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.patience import PROGRAM_S

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


def hrdesk(*arguments: object, stdin: str = "", module: str = "hrdesk", **environment: str) -> Ran:
    """Run a command of the program to its end; a warning of Python is a failure."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", module, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        input=stdin.encode("utf-8"),
        capture_output=True,
        check=False,
        timeout=PROGRAM_S,
    )
    return Ran(
        done.returncode,
        done.stdout.decode("utf-8"),
        done.stderr.decode("utf-8"),
    )
