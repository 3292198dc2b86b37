"""`python -m hrdesk` is the same door as the `hrdesk` command."""

import sys

from hrdesk.cli import main

if __name__ == "__main__":
    sys.exit(main())
