"""`python -m hrdesk`, but that its own children begin ready (`tests.warm_children`)."""

import sys

from hrdesk.__main__ import main
from tests.warm_children import children_begin_ready

if __name__ == "__main__":
    with children_begin_ready():
        sys.exit(main())
