"""How long a thread waits for a processor: on a busy machine no program is to answer for that."""

from pathlib import Path
from threading import get_native_id


class Waiting:
    """What Linux counts of the thread that makes it; 0 where nobody counts."""

    def __init__(self) -> None:
        self._waited = Path(f"/proc/self/task/{get_native_id()}/schedstat")

    def so_far(self) -> float:
        """Return how long the thread has waited so far, in milliseconds."""
        return int(self._waited.read_text().split()[1]) / 1e6 if self._waited.exists() else 0.0
