"""Every module under rules/measures is a measure of its name."""

from pathlib import Path

from hrdesk.rules import measures as folder
from hrdesk.rules.registry import rules


def test_the_measures_are_found_by_their_modules():
    modules = {path.stem for path in Path(folder.__file__).parent.glob("[!_]*.py")}
    assert set(rules()) == modules
    assert "startup_grant" in modules
    for name, measure in rules().items():
        assert measure.id == name
