"""What the system may keep of this process when it crashes: nothing."""

import sys


def keep_no_memory() -> None:
    """Let no crash of this process write its memory to disk, where open cases would stand.

    Processes that it begins take the limit over.
    """
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
