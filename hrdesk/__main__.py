"""`hrdesk`: without a command it opens the window, with one it works in the terminal."""

import io
import os
import sys

from hrdesk import cli
from hrdesk.domain.clock import MachineClock


def main() -> int:
    """Run the program with the arguments of this process and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that knows no Chinese shows code points; it must not end the command.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    arguments = cli.read_arguments(sys.argv[1:])
    if arguments.command is not None:
        return cli.run(arguments)
    from hrdesk import app
    from hrdesk.services.data_folder import choose_folder

    folder = choose_folder(arguments.data, os.environ)
    return app.run_window(folder, MachineClock(), sys.argv)


if __name__ == "__main__":
    sys.exit(main())
