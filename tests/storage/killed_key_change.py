"""Change the data key in processes that kill themselves, each at another line of the store's code.

Orders and answers are those of `killed_renewal`.
"""

from pathlib import Path

from tests.storage import desk
from tests.storage.killed_renewal import serve


def change(folder: Path) -> None:
    """Open the store of the tests' office, in which somebody was retired, and change its key."""
    with desk.opened(folder) as store:
        store.change_key_if_due()


if __name__ == "__main__":
    serve(change)
