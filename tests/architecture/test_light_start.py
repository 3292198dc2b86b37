"""A start loads only what it shows: each door is opened in a process of its own and looked at."""

import json
import subprocess
import sys

import pytest

from tests.architecture.sources import ROOT

HEAVY = {
    "argon2",
    "cryptography",
    "openpyxl",
    "pydantic",
    "pypdfium2",
    "pypinyin",
    "python_calamine",
    "reportlab",
    "xlsxwriter",
}
STORE = {"peewee", "playhouse", "sqlcipher3", "sqlite3"}
WINDOW = {"PySide6", "shiboken6"}
NETWORK = {
    "asyncio",
    "ftplib",
    "http",
    "smtplib",
    "socket",
    "ssl",
    "urllib.request",
    "PySide6.QtNetwork",
}

CASE = '{"measure": "startup_grant", "on": "2026-03-18", "applicant": "51041119900101001X"}'


def loaded_by(statement: str, stdin: str = "") -> set[str]:
    """Return the modules that a fresh Python has loaded after a statement."""
    report = f"import sys\n{statement}\nimport json; print(json.dumps(sorted(sys.modules)))"
    command = [sys.executable, "-c", report]
    done = subprocess.run(
        command, cwd=ROOT, input=stdin, capture_output=True, text=True, encoding="utf-8", check=True
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_the_command_line_loads_no_window_and_no_store():
    loaded = loaded_by("import hrdesk.__main__, hrdesk.cli")
    assert loaded & (HEAVY | STORE | WINDOW | NETWORK) == set()


def test_assess_opens_no_store_and_no_window():
    statement = 'from hrdesk import cli; cli.run(cli.read_arguments(["assess", "-"]))'
    loaded = loaded_by(statement, stdin=CASE + "\n")
    assert "hrdesk.rules.judge" in loaded
    assert loaded & (STORE | WINDOW) == set()
    assert not any(name.startswith(("hrdesk.storage", "hrdesk.ui")) for name in loaded)


@pytest.mark.parametrize("module", ["hrdesk.app", "hrdesk.ui.login"])
def test_the_login_window_loads_no_heavy_library(module: str):
    loaded = loaded_by(f"import {module}")
    assert loaded & HEAVY == set()
