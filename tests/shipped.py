"""The pack that ships with the program, read once for all tests.

What a figure is stands in the pack and in its worked cases. A test that is about something
else takes the figure from here, so that an amended figure breaks no test but those.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from hrdesk.packs.policy import Policy, load_policy
from hrdesk.rules.book import AmountTable, Book, ParameterRow

PACK = Path(__file__).resolve().parent.parent / "forms" / "panzhihua-2021-373"


@lru_cache(maxsize=1)
def policy() -> Policy:
    return load_policy(PACK)


def book() -> Book:
    return policy().book


def amount_on(day: date, measure: str = "startup_grant", code: str = "") -> Decimal:
    """The shipped amount of a grant for a matter of that day, in yuan, or that of a code."""
    if not code:
        value = book().parameter(f"{measure}.amount", day).value
    else:
        table = book().parameter(f"{measure}.amounts", day).value
        assert isinstance(table, AmountTable)
        value = table.amounts[code]
    assert isinstance(value, Decimal)
    return value


def book_with(parameter: str, *rows: ParameterRow) -> Book:
    """The shipped Book in which a parameter has had these values and no others."""
    return replace(book(), parameters={**book().parameters, parameter: rows})
