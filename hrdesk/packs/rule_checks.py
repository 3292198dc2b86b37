"""Whether a pack and the rule of a measure fit: figures, facts, wording, silences, printing."""

from collections.abc import Iterator, Mapping

from hrdesk.domain.errors import Problem
from hrdesk.domain.print_spec import CASE_VALUES, FILLED_KINDS, FORM_WORDS, SectionKind
from hrdesk.intake.form_spec import Derivation, FieldType
from hrdesk.packs import models
from hrdesk.packs.building import MeasureParts, fact_fields
from hrdesk.packs.placeholders import check_sentence, check_words
from hrdesk.packs.toml_file import TomlFile
from hrdesk.rules.fact_types import FactKind, FactType, MonthList
from hrdesk.rules.figures import FigureKind
from hrdesk.rules.measure import Measure

_UNITS = {
    FigureKind.MONEY: ("yuan",),
    FigureKind.COUNT: ("count", "percent", "years"),
    FigureKind.CODES: ("codes",),
}
_VALUES: Mapping[FigureKind, type] = {
    FigureKind.MONEY: str,
    FigureKind.COUNT: int,
    FigureKind.CODES: list,
}
#: Which fields can give a fact of a type as they stand.
_SAME = {
    FactType.DATE: (FieldType.DATE,),
    FactType.MONEY: (FieldType.MONEY,),
    FactType.INT: (FieldType.COUNT,),
    FactType.BOOL: (FieldType.YES_NO,),
    FactType.CODE: (FieldType.CODE,),
    FactType.TEXT: (FieldType.TEXT, FieldType.NAME, FieldType.CREDIT_CODE, FieldType.IDENTITY),
}
_DERIVED = {
    Derivation.ATTESTED: FactType.BOOL,
    Derivation.BIRTH_FROM_ID: FactType.DATE,
    Derivation.SEX_FROM_ID: FactType.CODE,
}


def check_measure(parts: MeasureParts, measure: Measure) -> list[Problem]:
    """Return everything in which a measure's files and its rule differ."""
    return [
        *_shape(parts, measure),
        *_figures(parts, measure),
        *_facts(parts, measure),
        *_choices(parts, measure),
        *_wording(parts, measure),
        *_own_silences(parts, measure),
        *_printing(parts),
    ]


def check_silences(
    file: TomlFile,
    silences: Mapping[str, models.Silence],
    questions: Mapping[str, tuple[str, ...]],
) -> list[Problem]:
    """Return where the silences of a file differ from those that the rules ask about."""
    problems = [
        file.problem("pack.missing_key", ("rulings", name))
        for name in questions
        if name not in silences
    ]
    for name, silence in silences.items():
        path = ("rulings", name)
        if name not in questions:
            problems.append(file.problem("pack.unused_wording", path))
        elif set(silence.readings) != set(questions[name]):
            allowed = ", ".join(questions[name])
            problems.append(file.problem("pack.readings", (*path, "readings"), allowed=allowed))
    return problems


def questions_of(measure: Measure) -> dict[str, tuple[str, ...]]:
    """Return every silence that a measure's conditions may meet, with its readings."""
    return {
        question: readings
        for condition in measure.conditions
        for question, readings in condition.questions.items()
    }


def _shape(parts: MeasureParts, measure: Measure) -> Iterator[Problem]:
    if parts.form.model.shape != measure.shape.name:
        yield parts.form.file.problem("pack.not_one_of", ("shape",), allowed=measure.shape.name)


def _figures(parts: MeasureParts, measure: Measure) -> Iterator[Problem]:
    file, parameters = parts.parameters.file, parts.parameters.model
    for name in measure.figures:
        if name not in parameters:
            yield file.problem("pack.missing_key", (name,))
    for name, parameter in parameters.items():
        figure = measure.figures.get(name)
        if figure is None:
            yield file.problem("pack.unused_wording", (name,))
            continue
        if parameter.unit not in _UNITS[figure.kind]:
            allowed = ", ".join(_UNITS[figure.kind])
            yield file.problem("pack.not_one_of", (name, "unit"), allowed=allowed)
        for index, row in enumerate(parameter.values):
            if not isinstance(row.value, _VALUES[figure.kind]):
                yield file.problem("pack.wrong_value", (name, "values", index, "value"))
            if any(row.valid_from == other.valid_from for other in parameter.values[:index]):
                day = row.valid_from.isoformat()
                yield file.problem("pack.same_day", (name, "values", index), day=day)


def _facts(parts: MeasureParts, measure: Measure) -> Iterator[Problem]:
    form, file = parts.form.model, parts.form.file
    for fact in measure.facts:
        if fact not in form.facts:
            yield file.problem("pack.missing_key", ("facts", fact))
    for fact, sources in form.facts.items():
        path = ("facts", fact)
        kind = measure.facts.get(fact)
        if kind is None:
            yield file.problem("pack.unknown_fact", path, name=fact)
            continue
        derivation, fields = fact_fields(sources)
        for name in fields:
            if name not in form.fields_:
                yield file.problem("pack.unknown_field", path, name=name)
        first = form.fields_.get(fields[0])
        if first is not None and not _gives(derivation, first.type, kind):
            yield file.problem("pack.fact_type", path, name=fact, kind=kind.value)


def _gives(derivation: Derivation, field: FieldType, fact: FactKind) -> bool:
    if not isinstance(fact, FactType):
        return isinstance(fact, MonthList) and field is FieldType.MONTHS
    if derivation is Derivation.SAME:
        return field in _SAME.get(fact, ())
    if derivation in (Derivation.BIRTH_FROM_ID, Derivation.SEX_FROM_ID):
        return field is FieldType.IDENTITY and _DERIVED[derivation] is fact
    return _DERIVED[derivation] is fact


def _choices(parts: MeasureParts, measure: Measure) -> Iterator[Problem]:
    """A form offers only codes that the list of the rule has on some day."""
    form = parts.form.model
    for name, figure in measure.figures.items():
        sources, parameter = form.facts.get(figure.fact), parts.parameters.model.get(name)
        if sources is None or parameter is None:
            continue
        listed = {
            code for row in parameter.values if isinstance(row.value, list) for code in row.value
        }
        field = fact_fields(sources)[1][0]
        for code in form.fields_[field].choices if field in form.fields_ else ():
            if code not in listed:
                path = ("fields", field, "choices", code)
                yield parts.form.file.problem("pack.unlisted_choice", path, name=code)


def _wording(parts: MeasureParts, measure: Measure) -> Iterator[Problem]:
    form, file = parts.form.model, parts.form.file
    conditions = {condition.code: condition for condition in measure.conditions}
    for code in conditions:
        if code not in form.checks:
            yield file.problem("pack.missing_key", ("checks", code))
    for code, check in form.checks.items():
        if code in conditions:
            sentences = check.__pydantic_extra__
            yield from check_words(file, ("checks", code), sentences, conditions[code].wordings)
        else:
            yield file.problem("pack.unused_wording", ("checks", code))


def _own_silences(parts: MeasureParts, measure: Measure) -> list[Problem]:
    prefix = f"{measure.id}."
    own = {
        question.removeprefix(prefix): readings
        for question, readings in questions_of(measure).items()
        if question.startswith(prefix)
    }
    return check_silences(parts.form.file, parts.form.model.rulings, own)


def _printing(parts: MeasureParts) -> Iterator[Problem]:
    file, printing = parts.printing.file, parts.printing.model
    sources = {f"case.{name}" for name in CASE_VALUES} | set(parts.form.model.fields_)
    for index, section in enumerate(printing.sections):
        path = ("sections", index)
        for number, cell in enumerate(section.cells):
            if cell.source not in sources:
                where = (*path, "cells", number)
                yield file.problem("pack.unknown_field", where, name=cell.source)
        if bool(section.cells) != (section.kind is SectionKind.CELLS):
            yield file.problem("pack.cells", path)
        filled = CASE_VALUES if section.kind in FILLED_KINDS else ()
        yield from check_sentence(file, (*path, "text"), section.text, sorted(filled))
    own = {name: FORM_WORDS[name] for name in printing.words if name in FORM_WORDS}
    yield from check_words(file, ("words",), printing.words, own)
