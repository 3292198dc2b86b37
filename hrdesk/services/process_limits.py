"""How much a process that reads what somebody sent may take: memory and time of the processor."""

import sys

#: Seconds until the file is read: one that needs longer is made to keep people waiting. The
#: process counts those of the processor, the one who waits (`FileReader`) those of the clock.
MOST_SECONDS = 10
MOST_MEMORY = 512 * 1024 * 1024


def limit_this_process() -> None:
    """Let the system end this process when it takes more memory or processor time than it may.

    Where the system knows no such limits (Windows), the one who began it counts the time alone.
    """
    if sys.platform != "win32":
        import resource

        _, hardest = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, hardest))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def lift_time_limit() -> None:
    """Let this process take the time it needs from now on: what is hostile has been refused."""
    if sys.platform != "win32":
        import resource

        _, hardest = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (hardest, hardest))
