"""The bundled fonts, and the outside judges of a PDF."""

import shutil
import subprocess
from pathlib import Path

import pytest

from hrdesk.printing.fonts import FontBook
from hrdesk.printing.typesetting import Typesetter
from hrdesk.reference.locations import resources_folder
from tests.patience import PROGRAM_S


@pytest.fixture(scope="session")
def font_folder() -> Path:
    return resources_folder() / "fonts"


@pytest.fixture(scope="session")
def fonts(font_folder: Path) -> FontBook:
    """The bundled fonts alone, whatever this machine has."""
    return FontBook(font_folder, system_folders=())


@pytest.fixture(scope="session")
def setter(fonts: FontBook) -> Typesetter:
    return Typesetter(fonts)


@pytest.fixture
def judge():
    """Runs a command-line judge and returns what it says; a missing judge is a failure."""

    def run(tool: str, *arguments: object) -> str:
        if shutil.which(tool) is None:
            pytest.fail(
                f"{tool} is missing: packaging/system_libraries.sh installs it for the tests"
            )
        done = subprocess.run(
            [tool, *map(str, arguments)], capture_output=True, check=False, timeout=PROGRAM_S
        )
        said = done.stdout.decode("utf-8") + done.stderr.decode("utf-8", "replace")
        assert done.returncode == 0, said
        return said

    return run
