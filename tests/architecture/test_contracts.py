"""The import contracts bite: each is broken once on purpose, in a copy, and must be seen."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.sources import PROGRAM, ROOT

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = {c["id"]: c["name"] for c in SETTINGS["tool"]["importlinter"]["contracts"]}

#: A contract, a module of the copy, and the line that must not be there.
BREACHES = [
    ("layers", "domain/breach.py", "import hrdesk.services.session"),
    ("layers", "rules/breach.py", "def late() -> None:\n    from hrdesk.intake import form_spec"),
    ("layers", "storage/breach.py", "import hrdesk.printing.sheet"),
    ("layers", "services/breach.py", "import hrdesk.ui.theme"),
    ("layers", "stray/__init__.py", "'''A folder that no layer knows.'''"),
    ("qt", "services/breach.py", "from PySide6.QtCore import QObject"),
    ("store", "services/breach.py", "def late() -> None:\n    import peewee"),
    ("store", "services/breach.py", "import sqlcipher3"),
    ("layers", "workbooks/breach.py", "import hrdesk.storage.files"),
    ("workbooks", "services/breach.py", "import openpyxl"),
    ("workbooks", "packs/breach.py", "def late() -> None:\n    import python_calamine"),
    ("workbooks", "printing/breach.py", "from xlsxwriter import Workbook"),
    ("printing", "services/breach.py", "from reportlab.pdfgen import canvas"),
    ("preview", "printing/breach.py", "import pypdfium2"),
    ("formats", "packs/breach.py", "import pickle"),
    ("formats", "packs/breach.py", "import yaml"),
    ("network", "services/breach.py", "from urllib.request import urlopen"),
    ("network", "ui/breach.py", "def late() -> None:\n    import socket"),
    ("window", "cli.py", "import hrdesk.ui.theme"),
    ("assess", "services/assess.py", "import hrdesk.storage.store"),
]


def broken_contracts(folder: Path) -> set[str]:
    """Return the ids of the contracts that import-linter finds broken in a copy of the program."""
    command = (
        "from importlinter.cli import lint_imports\n"
        "raise SystemExit(lint_imports(no_cache=True, no_logo=True))"
    )
    done = subprocess.run(
        [sys.executable, "-c", command],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    verdicts = {
        identity: verdict
        for identity, name in CONTRACTS.items()
        for verdict in ("KEPT", "BROKEN")
        if f"{name} {verdict}" in done.stdout
    }
    assert verdicts.keys() == CONTRACTS.keys(), done.stdout + done.stderr
    broken = {identity for identity, verdict in verdicts.items() if verdict == "BROKEN"}
    assert done.returncode == (1 if broken else 0)
    return broken


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the program and its settings, to be broken."""
    shutil.copytree(PROGRAM, tmp_path / "hrdesk", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_program_keeps_every_contract(copy: Path):
    assert broken_contracts(copy) == set()


@pytest.mark.parametrize(("contract", "module", "line"), BREACHES)
def test_a_breach_breaks_its_contract(copy: Path, contract: str, module: str, line: str):
    target = copy / "hrdesk" / module
    target.parent.mkdir(exist_ok=True)
    with target.open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    assert contract in broken_contracts(copy)


def test_every_contract_is_broken_once():
    assert {contract for contract, _, _ in BREACHES} == CONTRACTS.keys()


def ruff_findings(path: str, source: str) -> set[str]:
    """Return the rules that ruff finds broken in a source that would stand at `path`."""
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format", "concise"]
    done = subprocess.run(
        [*command, "--select", "TID251", "--stdin-filename", str(ROOT / path), "-"],
        input=source,
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    return {word for word in done.stdout.split() if word.startswith("TID")}


@pytest.mark.parametrize(
    ("path", "source", "found"),
    [
        ("hrdesk/ui/login.py", "from PySide6.QtNetwork import QTcpSocket\n", {"TID251"}),
        ("hrdesk/ui/single_instance.py", "from PySide6.QtNetwork import QLocalServer\n", set()),
        ("hrdesk/services/drafts.py", "import datetime\ndatetime.date.today()\n", {"TID251"}),
        (
            "hrdesk/services/drafts.py",
            "from datetime import datetime\ndatetime.now()\n",
            {"TID251"},
        ),
        ("hrdesk/domain/clock.py", "from datetime import datetime\ndatetime.now()\n", set()),
    ],
)
def test_the_linter_knows_qt_network_and_the_machine_clock(path: str, source: str, found: set[str]):
    assert ruff_findings(path, source) == found
