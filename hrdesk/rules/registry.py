"""The measures that the program knows: every module under `rules/measures/`, and their names.

A policy may have a measure of a known shape without a module of its own: its id begins with
that of the rule by which it is judged, `talent_recruitment_award__youth`. So what a rule is
taken for can be read from every case that was ever judged by it, without the pack.
"""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from hrdesk.domain.right import rule_of
from hrdesk.rules import measures as _folder
from hrdesk.rules.measure import Measure
from hrdesk.rules.naming import under_name


@lru_cache(maxsize=1)
def rules() -> Mapping[str, Measure]:
    """Return the measures that have a module, by id; a module's name is its measure's id.

    Raises TypeError for a module under `measures/` that declares no MEASURE.
    """
    found = {}
    for module in pkgutil.iter_modules(_folder.__path__):
        declared = importlib.import_module(f"{_folder.__name__}.{module.name}").MEASURE
        if not isinstance(declared, Measure) or declared.id != module.name:
            raise TypeError(f"{module.name} declares no measure of its name")
        found[declared.id] = declared
    return MappingProxyType(found)


@lru_cache(maxsize=256)
def find_measure(measure: str) -> Measure | None:
    """Return a measure by its id, also one that takes the rule of another; None without a rule."""
    rule = rules().get(rule_of(measure))
    return rule if rule is None or rule.id == measure else under_name(rule, measure)


def measure_of(measure: str) -> Measure:
    """Return a measure by an id that a pack or a stored case names; KeyError without a rule."""
    found = find_measure(measure)
    if found is None:
        raise KeyError(measure)
    return found
