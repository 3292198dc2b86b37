"""`hrdesk`: without a command it opens the window, with one it works in the terminal."""

import sys

from hrdesk import cli


def main() -> int:
    """Run the program with the arguments of this process and return its exit code."""
    arguments = cli.read_arguments(sys.argv[1:])
    if arguments.command is not None:
        return cli.run(arguments)
    from hrdesk import app

    return app.run_window(arguments.data)


if __name__ == "__main__":
    sys.exit(main())
