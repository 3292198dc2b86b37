"""The types of the assessment contract, each with what is and what is not of it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.domain.dates import Month
from hrdesk.rules.fact_types import FactType, read_value

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


def read(kind: FactType, value: object) -> object:
    problems = []
    typed = read_value(kind, value, "facts.x", problems)
    assert all(problem.where == "facts.x" for problem in problems)
    return problems[0].key if problems else typed


@pytest.mark.parametrize(
    ("kind", "value", "typed"),
    [
        (FactType.DATE, "2024-02-29", date(2024, 2, 29)),
        (FactType.MONTH, "2024-02", Month(2024, 2)),
        (FactType.MONEY, "0", Decimal("0.00")),
        (FactType.MONEY, "9999999999999.99", Decimal("9999999999999.99")),
        (FactType.MONEY, "1.5", Decimal("1.50")),
        (FactType.BOOL, False, False),
        (FactType.INT, 0, 0),
        (FactType.INT, 10**30, 10**30),
        (FactType.CODE, "no_such_code", "no_such_code"),
        (FactType.CODE, "", None),
        (FactType.TEXT, " a b ", "a b"),
        (FactType.TEXT, " ", None),
        *((kind, None, None) for kind in FactType),
    ],
)
def test_values_of_the_type(kind, value, typed):
    found = read(kind, value)
    assert (found, type(found)) == (typed, type(typed))


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (FactType.DATE, ["2023-02-29", "2024-1-01", "", " 2024-01-01", 20240101, True, "2024-01"]),
        (FactType.MONTH, ["2024-13", "2024-00", "2024-1", "0000-01", "", 202401, "2024-01-01"]),
        (
            FactType.MONEY,
            [
                "",
                "-1",
                "+1",
                "1.",
                ".5",
                "1.005",
                "12345678901234",
                "1,000",
                "1e3",
                "NaN",
                " 1",
                "１",
                1,
                1.5,
                True,
                Decimal(1),
            ],
        ),
        (FactType.BOOL, [0, 1, "true", "", [], {}]),
        (FactType.INT, [-1, True, False, 1.0, "1", ""]),
        (FactType.CODE, [1, True, ["student"]]),
        (FactType.TEXT, [1, False, {}]),
    ],
)
def test_values_of_another_type(kind, values):
    assert {read(kind, value) for value in values} == {f"assess.not_{kind.value}"}


@pytest.mark.parametrize("kind", [FactType.CODE, FactType.TEXT])
def test_half_a_character_is_no_text(kind):
    assert read(kind, "a\udc80") == "assess.broken_text"


@given(st.sampled_from(FactType), json_values)
def test_no_json_value_raises(kind, value):
    problems = []
    typed = read_value(kind, value, "facts.x", problems)
    assert typed is None or not problems
