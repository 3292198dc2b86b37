"""How the value of a dated parameter is written in a finding and in the list of parameters."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from hrdesk.domain.money import grouped, money_text
from hrdesk.rules.book import AmountTable, Book, ParameterValue
from hrdesk.rules.figures import Figure, FigureKind


def figure_text(
    book: Book,
    measure: str,
    figure: Figure,
    value: ParameterValue,
    money: Callable[[Decimal], str] = money_text,
) -> str:
    """Return a value in words: codes by the labels of the measure, tables entry by entry.

    `money` writes a single amount; those of a table are grouped.
    """
    if isinstance(value, Decimal):
        return money(value)
    if isinstance(value, int):
        return str(value)
    labels = book.measures[measure].labels
    codes = value.amounts if isinstance(value, AmountTable) else value
    words = [labels.get(f"{figure.fact}.{code}", code) for code in codes]
    if not isinstance(codes, Mapping):
        return book.words["separator"].join(words)
    sign = "%" if figure.kind is FigureKind.PERCENTAGES else ""
    amounts = (
        grouped(each) if isinstance(each, Decimal) else f"{each}{sign}" for each in codes.values()
    )
    pair = book.words["figure_of_code"]
    pairs = (pair.format(code=w, figure=each) for w, each in zip(words, amounts, strict=True))
    return book.words["figure_separator"].join(pairs)
