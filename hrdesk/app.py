"""The door to the window; the parts are put together here and in `hrdesk.ui.program`."""

from collections.abc import Sequence
from pathlib import Path

from hrdesk.domain.clock import Clock


def run_window(folder: Path, clock: Clock, argv: Sequence[str]) -> int:
    """Open the window on a data folder and return the exit code when it is closed.

    0 also when another program already has the folder and was brought to the front, 1 when
    the folder does not serve (the window has said why).
    """
    from hrdesk.ui.program import run

    return run(folder, clock, argv)


def take_pictures(out: Path) -> int:
    """Take pictures of the main screens of a demonstration's data, on Qt's offscreen platform."""
    from hrdesk.ui.pictures import take_pictures as take

    return take(out)
