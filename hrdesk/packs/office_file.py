"""What an office exports for the rules: dated parameters, rulings, an extension."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from hrdesk.domain.dates import Period
from hrdesk.domain.errors import InvalidInput, Problem
from hrdesk.packs import office_models
from hrdesk.packs.building import parameter_value
from hrdesk.packs.rule_checks import fits
from hrdesk.packs.structure import fitted
from hrdesk.packs.toml_file import Step, TomlFile
from hrdesk.rules.book import (
    Book,
    Extension,
    OfficeDecisions,
    ParameterRow,
    Ruling,
)
from hrdesk.rules.figures import FigureKind
from hrdesk.rules.registry import measure_of


def office_decisions(file: TomlFile, book: Book) -> OfficeDecisions:
    """Return an office's decisions, held against the Book that they are laid over.

    Raises InvalidInput (`pack.invalid`) whose problems name every fault with file and line.
    """
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
    for index, entry in enumerate(office.parameters):
        if entry.place is not None:
            # Nothing that is assessed says in which place it lies.
            yield file.problem("pack.unknown_key", ("parameters", index, "place"))
    yield from shape_problems(file, (), office)
    yield from fit_problems(file, (), office, book)
    if office.extension is not None and office.extension.until <= book.last_day:
        yield file.problem("pack.order", ("extension", "until"))


def fit_problems(
    file: TomlFile, at: tuple[Step, ...], section: office_models.OfficeSection, book: Book
) -> Iterator[Problem]:
    """Yield what a Book does not take of the changes at a path: unknown names, other kinds."""
    for index, entry in enumerate(section.parameters):
        where = (*at, "parameters", index)
        if entry.id not in book.parameters:
            yield file.problem("pack.not_one_of", (*where, "id"), allowed=_few(book.parameters))
        elif not fits(entry.value, _kind(entry.id)):
            yield file.problem("pack.wrong_value", (*where, "value"))
    for index, ruling in enumerate(section.rulings):
        where, question = (*at, "rulings", index), book.questions.get(ruling.question)
        if question is None:
            known = _few(book.questions)
            yield file.problem("pack.not_one_of", (*where, "question"), allowed=known)
        elif ruling.reading not in question.readings:
            known = _few(question.readings)
            yield file.problem("pack.not_one_of", (*where, "reading"), allowed=known)


def shape_problems(
    file: TomlFile, at: tuple[Step, ...], section: office_models.OfficeSection
) -> Iterator[Problem]:
    """Yield what does not hold together in the changes at a path, whatever the policy says."""
    seen = set()
    for index, entry in enumerate(section.parameters):
        if (slot := (entry.id, entry.place, entry.valid_from)) in seen:
            day = entry.valid_from.isoformat()
            yield file.problem("pack.same_day", (*at, "parameters", index), day=day)
        seen.add(slot)
    for index, ruling in enumerate(section.rulings):
        if ruling.until is not None and ruling.until < ruling.valid_from:
            yield file.problem("pack.order", (*at, "rulings", index, "until"))
    for index in _overlapping(section.rulings):
        name = section.rulings[index].question
        yield file.problem("pack.overlap", (*at, "rulings", index), name=name)


def _kind(parameter_id: str) -> FigureKind:
    """Return the kind of figure that the rule of the measure takes."""
    measure, _, name = parameter_id.partition(".")
    return measure_of(measure).figures[name].kind


def _few(names: Iterable[str]) -> str:
    return ", ".join(names)


def _overlapping(rulings: Sequence[office_models.OfficeRuling]) -> Iterator[int]:
    """Yield the places of rulings that begin while another one on their question holds."""
    ends: dict[str, date] = {}
    for index in sorted(range(len(rulings)), key=lambda each: rulings[each].valid_from):
        ruling = rulings[index]
        until = ruling.until or date.max
        if ruling.question in ends and ruling.valid_from <= ends[ruling.question]:
            yield index
        ends[ruling.question] = max(until, ends.get(ruling.question, until))
