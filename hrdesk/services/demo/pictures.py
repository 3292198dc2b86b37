"""The pictures of the main screens, taken by a process of its own that opens no window."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hrdesk.services.demo.story import Story

#: What the program is started with to take them, before the folder of the demonstration.
OPTION = "--demo-pictures"
#: The code of a machine that has no libraries for a window.
NO_LIBRARIES = 3
FOLDER = "pictures"


def take_pictures(story: "Story", out: Path, expect: Callable[[str, object, object], None]) -> bool:
    """Take the story's pictures; tell whether this machine has the libraries for it.

    What goes wrong is a difference, told to `expect` (what, expected, found).
    """
    # Qt ends a process that lacks a part of its own; the demonstration must outlive that.
    done = subprocess.run(
        [sys.executable, "-m", "hrdesk", OPTION, str(out)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        check=False,
    )
    if done.returncode == NO_LIBRARIES:
        return False
    expect("pictures", 0, done.returncode)
    taken = {path.stem for path in (out / FOLDER).glob("*.png") if path.stat().st_size}
    expect("pictures missing", set(), story.pictures.keys() - taken)
    return True
