"""A plain `pip install .` carries all that the program needs and runs from any folder."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT
from tests.patience import PROGRAM_S
from tests.shipped import amount_on

EXECUTABLES = "Scripts" if os.name == "nt" else "bin"

REGISTERED = date(2025, 6, 1)
#: A returning migrant, recognised founder of an agency registered while the document was in force.
CASE = {
    "measure": "startup_grant",
    "on": "2026-03-18",
    "applicant": "51041119900101001X",
    "facts": {
        "category": "returning_migrant",
        "category_proof": True,
        "founded_agency": True,
        "is_founder": True,
        "registered_on": REGISTERED.isoformat(),
        "entity": "91510411MA0000000X",
        "agency_kind": "commercial",
        "licensed": True,
    },
}


def run(*command: str | Path, folder: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command as somebody who knows nothing of the checkout would."""
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=surroundings,
        input=stdin,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PROGRAM_S,
    )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the program installed plainly; its executables' folder.

    What the program depends on is lent from the environment of the tests, so nothing is fetched.
    """
    place = tmp_path_factory.mktemp("plain install \u5b89\u88c5")
    venv.create(place / "env", with_pip=False)
    inside = {"base": str(place / "env"), "platbase": str(place / "env")}
    library = Path(sysconfig.get_path("purelib", "venv", vars=inside))
    lent = Path(sysconfig.get_path("purelib"))
    (library / "lent.pth").write_text(f"{lent}\n", encoding="utf-8")
    python = place / "env" / EXECUTABLES / "python"
    options = ["--quiet", "--no-index", "--no-deps", "--no-build-isolation", "--ignore-installed"]
    done = run(python, "-m", "pip", "install", *options, ROOT, folder=place)
    assert done.returncode == 0, done.stdout + done.stderr
    return python.parent


def test_it_carries_forms_and_resources(installed: Path, tmp_path: Path):
    question = "import hrdesk, pathlib; print(pathlib.Path(hrdesk.__file__).parent)"
    package = Path(run(installed / "python", "-c", question, folder=tmp_path).stdout.strip())
    assert installed.parent in package.parents
    for folder in ("forms", "resources"):
        carried = package / "_carried" / folder
        assert {f.relative_to(carried) for f in carried.rglob("*") if f.is_file()} == {
            f.relative_to(ROOT / folder) for f in (ROOT / folder).rglob("*") if f.is_file()
        }


def test_assess_runs_from_another_folder(installed: Path, tmp_path: Path):
    done = run(installed / "hrdesk", "assess", "-", folder=tmp_path, stdin=json.dumps(CASE) + "\n")
    assert done.stderr == ""
    assert done.returncode == 0
    finding = json.loads(done.stdout)
    assert finding["outcome"] == "eligible"
    assert Decimal(finding["amount"]) == amount_on(REGISTERED)


def test_it_judges_as_the_checkout_does(installed: Path, tmp_path: Path):
    line = json.dumps(CASE) + "\n"
    here = run(sys.executable, "-m", "hrdesk", "assess", "-", folder=ROOT, stdin=line)
    there = run(installed / "hrdesk", "assess", "-", folder=tmp_path, stdin=line)
    assert there.stdout == here.stdout != ""


def test_a_line_that_is_no_case_is_answered_in_its_place(installed: Path, tmp_path: Path):
    lines = "{\n" + json.dumps(CASE) + "\n"
    done = run(installed / "hrdesk", "assess", "-", folder=tmp_path, stdin=lines)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 2
    assert answers[0]["error"]["where"] == ""
    assert answers[1]["outcome"] == "eligible"
