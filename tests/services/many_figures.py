"""A pack that has grown: 300 parameters with their histories, and 71 questions."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

import pytest

from hrdesk.rules import registry
from hrdesk.rules.book import Book, ParameterRow, QuestionWording
from hrdesk.rules.figures import Figure, FigureKind
from hrdesk.rules.measure import Measure
from hrdesk.services.session import Session

PARAMETERS, QUESTIONS = 300, 71
#: What stands behind the name of a figure that the shipped pack does not have.
MORE = "more_"
_WHAT = ("每人每月标准", "一次性奖励标准", "申请期限（年）", "最低人数", "最高比例", "年度限额")
_DOCUMENT = "川人社规〔{year}〕{number}号"


def many_measures(count: int) -> Mapping[str, Measure]:
    """The rules, each with further figures that nothing asks for, so many in all."""
    known = registry.rules()
    missing = count - sum(len(each.figures) for each in known.values())
    ids = list(known)
    more: dict[str, dict[str, Figure]] = {measure: {} for measure in ids}
    for n in range(missing):
        kind = FigureKind.MONEY if n % 3 else FigureKind.COUNT
        more[ids[n % len(ids)]][f"{MORE}{n}"] = Figure(kind)
    return MappingProxyType(
        {
            measure: replace(rule, figures={**rule.figures, **more[measure]})
            for measure, rule in known.items()
        }
    )


def many_in(book: Book, measures: Mapping[str, Measure]) -> Book:
    """The Book with two values for each further figure, and questions up to 71."""
    parameters, titles = dict(book.parameters), dict(book.titles)
    for measure, rule in measures.items():
        for place, (name, figure) in enumerate(rule.figures.items()):
            if name.startswith(MORE):
                key = f"{measure}.{name}"
                titles[key] = f"{_WHAT[place % len(_WHAT)]}（第{name.removeprefix(MORE)}项）"
                parameters[key] = tuple(_rows(place, figure))
    questions = dict(book.questions)
    for n in range(QUESTIONS - len(questions)):
        readings = {"one": f"第 {n} 种情形按甲种办法", "other": f"第 {n} 种情形按乙种办法"}
        asked = f"第 {n} 种情形文件没有写明怎样计算"
        measure = list(measures)[n % len(measures)]
        questions[f"{measure}.{MORE}{n}"] = QuestionWording(asked, "三（一）", readings)
    return replace(book, parameters=parameters, titles=titles, questions=questions)


def _rows(place: int, figure: Figure) -> Iterator[ParameterRow]:
    for year in (2021, 2024):
        amount = Decimal(f"{100 * place + year}.00")
        value = amount if figure.kind is FigureKind.MONEY else place % 12 + 1
        document = _DOCUMENT.format(year=year, number=place + 1)
        yield ParameterRow(date(year, 11, 1), value, document, "三（一）")


def let_many_hold(session: Session, patch: pytest.MonkeyPatch) -> None:
    """Let a session work as if the program had been shipped with the grown pack."""
    packs, measures = session.law.packs, many_measures(PARAMETERS)
    shipped = packs.shipped
    patch.setattr(registry, "rules", lambda: measures)
    registry.find_measure.cache_clear()
    grown = many_in(shipped.book, measures)
    assert (len(grown.parameters), len(grown.questions)) == (PARAMETERS, QUESTIONS)
    packs.shipped = packs._read[shipped.content_hash] = replace(shipped, book=grown)
    session.law_changed()
