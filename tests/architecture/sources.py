"""What the architecture tests look at: the tracked files and the program's modules."""

import ast
import io
import subprocess
import tokenize
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "hrdesk"
UNTRACKED = {".git", ".venv", ".venv-oldest", ".venv-lock", "demo", "build", "dist", "__pycache__"}


@cache
def tracked_files() -> tuple[Path, ...]:
    """Return every file of the project; in an unpacked archive every file that git would track."""
    if (ROOT / ".git").exists():
        command = ["git", "-c", "safe.directory=*", "-c", "core.quotepath=off", "ls-files", "-z"]
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
        names = [name for name in listed.decode("utf-8").split("\0") if name]
        found = [ROOT / name for name in names]
    else:
        found = [
            file for file in ROOT.rglob("*") if not UNTRACKED & set(file.relative_to(ROOT).parts)
        ]
    files = tuple(sorted(file for file in found if file.is_file()))
    assert files, "no tracked file found: nothing would be checked"
    return files


@cache
def modules_of(folder: str) -> tuple[Path, ...]:
    """Return the Python modules below a folder of the project."""
    modules = tuple(sorted((ROOT / folder).rglob("*.py")))
    assert modules, f"no module found under {folder}/: nothing would be checked"
    return modules


@cache
def source_of(module: Path) -> str:
    """Return the text of a module."""
    return module.read_text(encoding="utf-8")


@cache
def tree_of(module: Path) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(source_of(module), filename=str(module))


@cache
def tokens_of(module: Path) -> tuple[tokenize.TokenInfo, ...]:
    """Return the names and comments of a module."""
    tokens = tokenize.generate_tokens(io.StringIO(source_of(module)).readline)
    return tuple(each for each in tokens if each.type in {tokenize.NAME, tokenize.COMMENT})


def shown(file: Path) -> str:
    """Return how a file is named in a failure: below the root, with forward slashes."""
    return file.relative_to(ROOT).as_posix()
