"""docs/measures.md is what the shipped pack says."""

from tests.policy.measures_table import PAGE, page


def test_the_table_of_measures_is_not_stale():
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make measures`"
