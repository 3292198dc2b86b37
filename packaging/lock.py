"""Write locks/current.txt and locks/oldest.txt from pyproject.toml (`make lock`).

Asks the public index alone, whatever the machine's pip is set to, so that the hashes are those of
the public files and no address gets into the locks. Run with Python 3.11, the oldest supported:
its resolution holds for the later ones too.
"""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADER = (
    "# Written by `make lock` from pyproject.toml{extra}: "
    "exact versions with the hashes of all their public files.\n"
)
OPTIONS = [
    "--quiet",
    "--no-header",
    "--generate-hashes",
    "--strip-extras",
    "--allow-unsafe",
    "--rebuild",
    "--upgrade",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-emit-trusted-host",
    "--no-emit-options",
]


def wanted() -> list[str]:
    """Return what the program, its build and its tests ask for, as requirement lines."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = settings["dependency-groups"]
    return [*settings["project"]["dependencies"], *groups["build"], *groups["dev"]]


def write_lock(name: str, extra: str, pins: list[str]) -> None:
    """Resolve and write one lock; raises CalledProcessError when the index has no such set."""
    target = ROOT / "locks" / name
    target.unlink(missing_ok=True)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PIP_")}
    environment["PIP_CONFIG_FILE"] = os.devnull
    subprocess.run(
        [sys.executable, "-m", "piptools", "compile", *OPTIONS, "--output-file", str(target), "-"],
        input="\n".join([*wanted(), *pins]) + "\n",
        text=True,
        check=True,
        cwd=ROOT / "locks",
        env=environment,
    )
    body = target.read_text(encoding="utf-8").replace("via -r -", "asked for by pyproject.toml")
    target.write_text(HEADER.format(extra=extra) + body, encoding="utf-8")


def main() -> int:
    """Write both locks."""
    if sys.version_info[:2] != (3, 11):
        print(
            "make lock: run it with Python 3.11, the oldest supported (PYTHON=python3.11)",
            file=sys.stderr,
        )
        return 2
    pins = [
        line
        for line in (ROOT / "locks" / "oldest.in").read_text(encoding="utf-8").splitlines()
        if line
    ]
    write_lock("current.txt", "", [])
    write_lock(
        "oldest.txt", " and locks/oldest.in", [line for line in pins if not line.startswith("#")]
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
