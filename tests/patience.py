"""How long tests wait for what must come: on a slow and busy machine it comes late, but it comes.

No test fails because a machine is slow: it waits for a condition, and a limit only ends what would
wait for ever. What is promised in seconds is measured in time of the processor instead.
"""

import time
from collections.abc import Callable

PATIENCE_S = 120
PATIENCE_MS = 1000 * PATIENCE_S
#: A whole program that starts, works and ends.
PROGRAM_S = 600


def wait_until(condition: Callable[[], object]) -> None:
    """Wait until something holds, where no window has to live meanwhile."""
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)
