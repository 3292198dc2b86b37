"""What an office exports for the rules: dated parameters, rulings, an extension."""

from collections.abc import Iterator
from pathlib import Path

from hrdesk.domain.dates import Period
from hrdesk.domain.errors import InvalidInput, Problem
from hrdesk.packs import office_models
from hrdesk.packs.building import parameter_value
from hrdesk.packs.rule_checks import fits
from hrdesk.packs.structure import fitted
from hrdesk.packs.toml_file import TomlFile, read_toml
from hrdesk.rules.book import (
    Book,
    Extension,
    OfficeDecisions,
    ParameterRow,
    Ruling,
)
from hrdesk.rules.figures import FigureKind
from hrdesk.rules.registry import measure_of


def read_office_file(path: Path, book: Book) -> OfficeDecisions:
    """Read an office's decisions and hold them against the Book that they are laid over.

    Raises InvalidInput (`pack.invalid`) whose problems name every fault with file and line.
    """
    file = read_toml(path)
    problems: list[Problem] = []
    office = fitted(file, office_models.OfficeFile, problems)
    if office is not None:
        problems.extend(_problems(file, office, book))
    if office is None or problems:
        raise InvalidInput("pack.invalid", tuple(problems), count=len(problems))
    extension = office.extension
    return OfficeDecisions(
        parameters=_rows(office),
        rulings=tuple(_ruling(entry) for entry in office.rulings),
        extension=Extension(extension.until, extension.document) if extension else None,
    )


def _rows(office: office_models.OfficeFile) -> dict[str, tuple[ParameterRow, ...]]:
    rows: dict[str, tuple[ParameterRow, ...]] = {}
    for entry in office.parameters:
        row = ParameterRow(
            entry.valid_from, parameter_value(entry.value), entry.document, entry.clause
        )
        rows[entry.id] = (*rows.get(entry.id, ()), row)
    return rows


def _ruling(entry: office_models.OfficeRuling) -> Ruling:
    period = Period(entry.valid_from, entry.until)
    return Ruling(entry.question, entry.reading, period, entry.document)


def _problems(file: TomlFile, office: office_models.OfficeFile, book: Book) -> Iterator[Problem]:
    if office.policy != book.policy:
        yield file.problem("pack.not_one_of", ("policy",), allowed=book.policy)
    yield from _parameter_problems(file, office, book)
    yield from _ruling_problems(file, office, book)
    if office.extension is not None and office.extension.until <= book.last_day:
        yield file.problem("pack.order", ("extension", "until"))


def _parameter_problems(
    file: TomlFile, office: office_models.OfficeFile, book: Book
) -> Iterator[Problem]:
    seen = set()
    for index, entry in enumerate(office.parameters):
        shipped = book.parameters.get(entry.id)
        if shipped is None:
            allowed = ", ".join(book.parameters)
            yield file.problem("pack.not_one_of", ("parameters", index, "id"), allowed=allowed)
            continue
        if not fits(entry.value, _kind(entry.id)):
            yield file.problem("pack.wrong_value", ("parameters", index, "value"))
        if (entry.id, entry.valid_from) in seen:
            day = entry.valid_from.isoformat()
            yield file.problem("pack.same_day", ("parameters", index), day=day)
        seen.add((entry.id, entry.valid_from))


def _kind(parameter_id: str) -> FigureKind:
    """Return the kind of figure that the rule of the measure takes."""
    measure, _, name = parameter_id.partition(".")
    return measure_of(measure).figures[name].kind


def _ruling_problems(
    file: TomlFile, office: office_models.OfficeFile, book: Book
) -> Iterator[Problem]:
    for index, entry in enumerate(office.rulings):
        question = book.questions.get(entry.question)
        if question is None:
            allowed = ", ".join(book.questions)
            yield file.problem("pack.not_one_of", ("rulings", index, "question"), allowed=allowed)
            continue
        if entry.reading not in question.readings:
            allowed = ", ".join(question.readings)
            yield file.problem("pack.not_one_of", ("rulings", index, "reading"), allowed=allowed)
        if entry.until is not None and entry.until < entry.valid_from:
            yield file.problem("pack.order", ("rulings", index, "until"))
        if any(_overlap(entry, other) for other in office.rulings[:index]):
            yield file.problem("pack.overlap", ("rulings", index), name=entry.question)


def _overlap(one: office_models.OfficeRuling, other: office_models.OfficeRuling) -> bool:
    if one.question != other.question:
        return False
    return other.valid_from in _ruling(one).period or one.valid_from in _ruling(other).period
