"""`hrdesk`: without a command it opens the window, with one it works in the terminal."""

import gc
import io
import os
import sys

from hrdesk.domain.clock import MachineClock
from hrdesk.services.process_memory import keep_no_memory


def main() -> int:
    """Run the program with the arguments of this process and return its exit code."""
    keep_no_memory()
    for stream in (sys.stdout, sys.stderr):
        # A terminal that knows no Chinese shows code points; it must not end the command.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    given = sys.argv[1:]
    # The usual starts of the window do not wait for the command line and its explanations.
    if not given:
        return _open_window(None)
    if len(given) == 2 and given[0] == "--data":
        return _open_window(given[1])
    from hrdesk import cli
    from hrdesk.services.demo.pictures import OPTION

    if len(given) == 2 and given[0] == OPTION:
        return _take_pictures(given[1])
    arguments = cli.read_arguments(given)
    if arguments.command is not None:
        return cli.run(arguments)
    return _open_window(arguments.data)


def _open_window(data: str | None) -> int:
    if not _has_screen():
        from hrdesk import cli
        from hrdesk.domain.errors import EnvironmentFault

        return cli.refuse(EnvironmentFault("screen.missing"))
    # Nothing that a start makes is garbage; the window looks for it itself once it is painted.
    gc.disable()
    from hrdesk import app
    from hrdesk.services.data_folder import choose_folder

    return app.run_window(choose_folder(data, os.environ), MachineClock(), sys.argv)


def _take_pictures(folder: str) -> int:
    from pathlib import Path

    from hrdesk import app
    from hrdesk.services.demo.pictures import NO_LIBRARIES

    try:
        return app.take_pictures(Path(folder))
    except ImportError as error:
        # A library that Qt is linked with is missing; anything else is a fault of ours.
        if not (error.name or "").startswith("PySide6"):
            raise
        return NO_LIBRARIES


def _has_screen() -> bool:
    """Tell whether Qt will find a screen; without one it would end the process by itself."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    chosen = any(os.environ.get(name) for name in names)
    return chosen or not sys.platform.startswith("linux")


if __name__ == "__main__":
    sys.exit(main())
