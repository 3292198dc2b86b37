"""Every module under rules/measures is a measure of its name."""

from hrdesk.rules.registry import measures


def test_the_measures_are_found_by_their_modules():
    assert list(measures()) == ["startup_grant"]
    for name, measure in measures().items():
        assert measure.id == name
        assert measure.matter in measure.facts
        assert measure.shape.figure in measure.figures
        codes = [condition.code for condition in measure.conditions]
        assert len(codes) == len(set(codes))
