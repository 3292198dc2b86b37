"""The screen on which the benchmarks of windows are measured."""

import os
import sys


def choose_screen() -> None:
    """Fall back to Qt's offscreen platform where there is no display, and say so.

    Without a display Qt would end the process by itself.
    """
    chosen = any(os.environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if sys.platform.startswith("linux") and not chosen:
        print("no display: measured on the offscreen platform")
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
