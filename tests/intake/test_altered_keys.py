"""Strangers of an answer are held against few rows, and nothing is missed by it."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hrdesk.domain.batch_spec import CellFormat
from hrdesk.intake.altered_keys import AlteredKeys
from hrdesk.intake.answer_cells import CellComparison, Likeness, key_of

FORMATS = (
    *[CellFormat.TEXT] * 3,
    *(CellFormat.MONEY, CellFormat.DATE, CellFormat.MONTHS_PLAIN),
)
TODAY = date(2026, 3, 18)
#: Case, identity number, name, amount in fen, day, months; the first two identify.
sent_rows = st.lists(
    st.tuples(
        st.sampled_from(["510411-2026-0001", "510411-2026-0002"]),
        st.sampled_from(["510402199003070991", "510402199003071011", "51040219900307103X"]),
        st.sampled_from(["测试甲", "测试乙", "Ａb", None]),
        st.sampled_from([168_000, 168_001, None]),
        st.sampled_from(["2026-01-05", "2026-01-06"]),
        st.sampled_from(["202601", "202601-202602"]),
    ),
    min_size=1,
    max_size=5,
)
strangers = st.tuples(
    st.sampled_from(
        ["510411-2026-0001", "510411-2026-0002", "５10411-2026-0001", "", "5104**0001"]
    ),
    st.sampled_from(
        ["510402199003070991", "51040219900307103x", "510402********1011", 5.104e17, 12, ""]
    ),
    st.sampled_from(["测试甲", "测*", "*甲", "ab", "**", "", 7, date(2026, 1, 5)]),
    st.sampled_from([1680, "1,680.00", "1680.01", "1680.001", "****", "1***", "无", ""]),
    st.sampled_from(
        [datetime.fromisoformat("2026-01-05"), "2026-01-05 00:00:00", "2026/1/6", "****", ""]
    ),
    st.sampled_from(["2026-01", 202601, "202601-202602", "2026-01,2026-02", ""]),
)


def compared():
    return {n: CellComparison(kind, TODAY, base_1904=False) for n, kind in enumerate(FORMATS)}


def by_every_row(sent, cells, key, others):
    """The same asked of each row, one after the other."""
    found = set()
    for row in sent:
        if any(key_of(row[n]) == key_of(cells[n]) for n in others):
            likeness = {n: each.compare(row[n], cells[n]) for n, each in compared().items()}
            wrong = [n for n in likeness if likeness[n] is Likeness.DIFFERENT]
            if len(wrong) == 1 and wrong[0] in key:
                found.add(wrong[0])
    return sorted(found)


@settings(max_examples=500, deadline=None)
@given(sent=sent_rows, cells=strangers, key=st.sampled_from([(1,), (0,), (0, 1)]))
def test_what_is_found_is_what_every_row_would_tell(sent, cells, key):
    others = tuple(n for n in (0, 1) if n not in key) or (0, 1)
    at = {n: n for n in range(len(FORMATS))}
    altered = AlteredKeys(compared(), at, key, others, sent)
    found = altered.found(cells)
    assert sorted(found) == by_every_row(sent, cells, key, others)
    assert all(1 <= len(places) <= 2 for places in found.values())


COUNT = 1_000


@pytest.mark.parametrize(
    ("stranger", "found"),
    [
        pytest.param(lambda n: (5.10402199001e17, "*" * 4, 1680), [1], id="spoiled by a program"),
        pytest.param(lambda n: (f"5104021980{n:08d}", "", 1680), [1], id="no text but the keys"),
        pytest.param(lambda n: (f"5104021980{n:08d}", "", 1681 + n), [], id="other amounts"),
        pytest.param(lambda n: (f"5104021980{n:08d}", f"龥*{n % 7}", 1680), [], id="masked names"),
    ],
)
def test_thousands_of_one_case_are_held_against_few_rows(stranger, found, monkeypatch):
    sent = [
        ("510411-2026-0001", f"5104021990{n:08d}", f"测试{n}", 168_000, "2026-01-05", "202601")
        for n in range(COUNT)
    ]
    at = {n: n for n in range(len(FORMATS))}
    altered = AlteredKeys(compared(), at, (1,), (0,), sent)
    count, compare = 0, CellComparison.compare

    def counted(self, *cells):
        nonlocal count
        count += 1
        return compare(self, *cells)

    monkeypatch.setattr(CellComparison, "compare", counted)
    for n in range(COUNT):
        identity, name, amount = stranger(n)
        cells = ("510411-2026-0001", identity, name, amount, "2026-01-05", "2026-01")
        assert list(altered.found(cells)) == found
    # Of rows that are all alike two are looked at: more than one means that nobody is named.
    assert count <= 2 * len(FORMATS) * COUNT
