"""The measures that the program knows: every module under `rules/measures/`."""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from hrdesk.rules import measures as _folder
from hrdesk.rules.measure import Measure


@lru_cache(maxsize=1)
def measures() -> Mapping[str, Measure]:
    """Return the measures by id; a module's name is its measure's id.

    Raises TypeError for a module under `measures/` that declares no MEASURE.
    """
    found = {}
    for module in pkgutil.iter_modules(_folder.__path__):
        declared = importlib.import_module(f"{_folder.__name__}.{module.name}").MEASURE
        if not isinstance(declared, Measure) or declared.id != module.name:
            raise TypeError(f"{module.name} declares no measure of its name")
        found[declared.id] = declared
    return MappingProxyType(found)
