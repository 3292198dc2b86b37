"""Whether what a printed form carries is there: fields, case values, rosters, words."""

from collections.abc import Iterator, Sequence

from hrdesk.domain.errors import Problem
from hrdesk.domain.print_spec import (
    CASE_VALUES,
    CHECK_VALUE,
    FILLED_KINDS,
    FORM_WORDS,
    LETTER_VALUES,
    LINE_VALUES,
    PAID_VALUE,
    SectionKind,
    TableKind,
)
from hrdesk.intake.form_spec import Derivation
from hrdesk.packs import print_models
from hrdesk.packs.building import MeasureParts, fact_fields
from hrdesk.packs.models import Roster
from hrdesk.packs.placeholders import check_sentence, check_words
from hrdesk.packs.toml_file import Step
from hrdesk.rules.shapes import Referral


def check_printing(parts: MeasureParts) -> Iterator[Problem]:
    """Yield everything in `print.toml` that names what the form or the program does not have."""
    file, printing = parts.printing.file, parts.printing.model
    yield from _sections(parts, ("sections",), printing.sections)
    if printing.notice is not None:
        yield from _sections(parts, ("notice", "sections"), printing.notice.sections)
    if (printing.notice is not None) != _refers(parts):
        yield file.problem("pack.notice", ("notice",) if printing.notice else ("title",))
    yield from _tables(parts)
    own = {name: FORM_WORDS[name] for name in printing.words if name in FORM_WORDS}
    yield from check_words(file, ("words",), printing.words, own)


def _refers(parts: MeasureParts) -> bool:
    return parts.form.model.shape == Referral.name


def _sections(
    parts: MeasureParts, place: tuple[Step, ...], sections: Sequence[print_models.Section]
) -> Iterator[Problem]:
    file = parts.printing.file
    values = CASE_VALUES | (LETTER_VALUES if _refers(parts) else frozenset())
    sources = {f"case.{name}" for name in values} | set(parts.form.model.fields_)
    for index, section in enumerate(sections):
        path = (*place, index)
        for number, cell in enumerate(section.cells):
            if cell.source not in sources:
                where = (*path, "cells", number)
                yield file.problem("pack.unknown_field", where, name=cell.source)
        if bool(section.cells) != (section.kind is SectionKind.CELLS):
            yield file.problem("pack.cells", path)
        filled = values if section.kind in FILLED_KINDS else ()
        yield from check_sentence(file, (*path, "text"), section.text, sorted(filled))


def _tables(parts: MeasureParts) -> Iterator[Problem]:
    file, rosters = parts.printing.file, parts.form.model.rosters
    for index, table in enumerate(parts.printing.model.annex):
        path: tuple[Step, ...] = ("annex", index)
        roster = rosters.get(table.roster)
        if roster is None:
            yield file.problem("pack.unknown_roster", (*path, "roster"), name=table.roster)
            continue
        if bool(table.columns) != (table.kind is not TableKind.MONTHS):
            yield file.problem("pack.cells", path)
        shares = shares_among(roster)
        sources = shares if table.kind is TableKind.PAYMENTS else _sources(parts, roster, shares)
        for number, column in enumerate(table.columns):
            if column.source not in sources:
                where = (*path, "columns", number)
                yield file.problem("pack.unknown_field", where, name=column.source)


def shares_among(roster: Roster) -> tuple[str, ...]:
    """Return the columns of a roster that hold the amounts of each month."""
    pairs = [fact_fields(sources) for sources in roster.facts.values()]
    found = (fields for derivation, fields in pairs if derivation is Derivation.PAYMENTS)
    return tuple(each for fields in found for each in fields[1:-1])


def _sources(parts: MeasureParts, roster: Roster, shares: tuple[str, ...]) -> set[str]:
    """Return what a column of a roster's rows may print."""
    checks = {f"{CHECK_VALUE}{code}" for code in parts.form.model.checks}
    return {*roster.columns, *LINE_VALUES, *checks, *(f"{PAID_VALUE}{each}" for each in shares)}
