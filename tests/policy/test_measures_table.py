"""docs/measures.md is what the shipped pack says."""

from tests.policy.measures_table import IN_WORDS, PAGE, page
from tests.shipped import book


def test_the_table_of_measures_is_not_stale():
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make measures`"


def test_every_measure_says_its_amount():
    rows = [line.split(" | ") for line in page().splitlines()[5:] if line.startswith("| ")]
    rows = rows[-len(book().measures) :]
    silent = [row[0] for row in rows if not row[3].strip()]
    assert not silent, f"no figure says the amount: say it in words in IN_WORDS: {silent}"
    gone = sorted(set(IN_WORDS) - set(book().measures))
    assert not gone, f"IN_WORDS names measures that are not in the pack: {gone}"
