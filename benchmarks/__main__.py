"""`make bench`: every benchmark in this folder, one after the other.

Figures are ratios measured side by side in one run, because machines differ; a benchmark is
no test and never fails a build. It needs a display for the window's figures: `make bench`
starts one when there is none.
"""

import importlib
import pkgutil
import time
from pathlib import Path


def main() -> None:
    names = sorted(
        module.name
        for module in pkgutil.iter_modules([str(Path(__file__).parent)])
        if not module.ispkg and module.name != "__main__"
    )
    for name in names:
        started = time.perf_counter()
        print(f"== {name}", flush=True)
        importlib.import_module(f"benchmarks.{name}").main()
        print(f"   ({time.perf_counter() - started:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
