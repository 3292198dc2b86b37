"""Whether a pack and the rule of a measure fit: figures, facts, wording, silences, printing."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from hrdesk.domain.errors import Problem
from hrdesk.intake.form_spec import LINES, Derivation, FieldType
from hrdesk.intake.monthly import PAYMENT_SHARES
from hrdesk.packs import models
from hrdesk.packs.building import EVENT, MeasureParts, fact_fields, parameter_value
from hrdesk.packs.placeholders import check_words
from hrdesk.packs.print_checks import check_printing
from hrdesk.packs.toml_file import Step, TomlFile
from hrdesk.rules.book import AmountTable
from hrdesk.rules.fact_types import FactKind, FactType, MonthList, Records
from hrdesk.rules.figures import Figure, FigureKind
from hrdesk.rules.measure import Measure

_UNITS = {
    FigureKind.MONEY: ("yuan",),
    FigureKind.COUNT: ("count", "percent", "years", "months"),
    FigureKind.CODES: ("codes",),
    FigureKind.PERCENTAGES: ("percentages",),
    FigureKind.COUNTS: ("count", "years", "months"),
    FigureKind.AMOUNTS: ("yuan",),
}
_VALUES: Mapping[FigureKind, type] = {
    FigureKind.MONEY: Decimal,
    FigureKind.COUNT: int,
    FigureKind.CODES: tuple,
    FigureKind.PERCENTAGES: Mapping,
    FigureKind.COUNTS: Mapping,
    FigureKind.AMOUNTS: AmountTable,
}
Facts = Mapping[str, models.Fact]
Fields = Mapping[str, models.FormField]
#: Which fields can give a fact of a type as they stand.
_SAME = {
    FactType.DATE: (FieldType.DATE,),
    FactType.MONTH: (FieldType.MONTH,),
    FactType.MONEY: (FieldType.MONEY,),
    FactType.INT: (FieldType.COUNT,),
    FactType.BOOL: (FieldType.YES_NO,),
    FactType.CODE: (FieldType.CODE,),
    FactType.TEXT: (
        FieldType.TEXT,
        FieldType.NAME,
        FieldType.ORGANIZATION_NAME,
        FieldType.CREDIT_CODE,
        FieldType.IDENTITY,
    ),
}
#: The fields of what was paid month by month (`intake.facts`).
_PAYMENTS = [
    FieldType.MONTHS,
    *[FieldType.MONEY] * len(PAYMENT_SHARES),
    FieldType.YES_NO,
]
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
        *check_printing(parts),
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


def fits(value: models.ParameterValues, kind: FigureKind) -> bool:
    """Tell whether a value is of the kind that the rule of a measure takes."""
    return isinstance(parameter_value(value), _VALUES[kind])


def questions_of(measure: Measure) -> dict[str, tuple[str, ...]]:
    """Return every silence that a measure's conditions may meet, with its readings."""
    return {
        question: readings
        for condition in measure.all_conditions
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
        yield from _values(file, name, parameter, figure)


def _values(
    file: TomlFile, name: str, parameter: models.Parameter, figure: Figure
) -> Iterator[Problem]:
    if parameter.unit not in _UNITS[figure.kind]:
        allowed = ", ".join(_UNITS[figure.kind])
        yield file.problem("pack.not_one_of", (name, "unit"), allowed=allowed)
    if not parameter.values and not figure.confirmed:
        yield file.problem("pack.missing_key", (name, "values"))
    if parameter.pending and not fits(parameter.pending.value, figure.kind):
        yield file.problem("pack.wrong_value", (name, "pending", "value"))
    for index, row in enumerate(parameter.values):
        if not fits(row.value, figure.kind):
            yield file.problem("pack.wrong_value", (name, "values", index, "value"))
        if any(row.valid_from == other.valid_from for other in parameter.values[:index]):
            day = row.valid_from.isoformat()
            yield file.problem("pack.same_day", (name, "values", index), day=day)


def _facts(parts: MeasureParts, measure: Measure) -> Iterator[Problem]:
    form, file = parts.form.model, parts.form.file
    of_rosters = {roster.gives for roster in form.rosters.values()}
    for fact in measure.asked:
        if fact not in form.facts and fact not in of_rosters:
            yield file.problem("pack.missing_key", ("facts", fact))
    yield from _given(parts, ("facts",), form.facts, form.fields_, measure.taken)
    yield from _lines(parts, measure)
    for name, roster in form.rosters.items():
        kinds = _row_facts(measure, roster.gives)
        if kinds is None:
            yield file.problem("pack.unknown_fact", ("rosters", name, "gives"), name=roster.gives)
            continue
        path = ("rosters", name, "facts")
        for fact in kinds:
            if fact not in roster.facts:
                yield file.problem("pack.missing_key", (*path, fact))
        yield from _given(parts, path, roster.facts, roster.columns, kinds)


def _lines(parts: MeasureParts, measure: Measure) -> Iterator[Problem]:
    rosters = parts.form.model.rosters.values()
    giving = [roster for roster in rosters if roster.gives == LINES]
    if len(giving) != (1 if measure.roster is not None else 0):
        yield parts.form.file.problem("pack.lines", ("rosters",), count=str(len(giving)))


def _row_facts(measure: Measure, gives: str) -> Mapping[str, FactKind] | None:
    """Return what the rows of a roster must give, or None when the rule takes no such list."""
    if gives == LINES:
        return measure.roster.taken if measure.roster is not None else None
    kind = measure.facts.get(gives)
    return kind.fields if isinstance(kind, Records) else None


def _given(
    parts: MeasureParts,
    path: tuple[Step, ...],
    facts: Facts,
    fields: Fields,
    kinds: Mapping[str, FactKind],
) -> Iterator[Problem]:
    """Hold the derivations of facts against the fields they read and the facts they give."""
    file = parts.form.file
    for fact, sources in facts.items():
        where = (*path, fact)
        kind = kinds.get(fact)
        if kind is None:
            yield file.problem("pack.unknown_fact", where, name=fact)
            continue
        derivation, names = fact_fields(sources)
        for name in names:
            if name not in fields:
                yield file.problem("pack.unknown_field", where, name=name)
        types = [fields[name].type for name in names if name in fields]
        if len(types) == len(names) and not _gives(derivation, types, kind):
            yield file.problem("pack.fact_type", where, name=fact, kind=kind.value)


def _gives(derivation: Derivation, fields: list[FieldType], fact: FactKind) -> bool:
    field = fields[0]
    if derivation is Derivation.PAYMENTS:
        return isinstance(fact, Records) and fields == _PAYMENTS
    if derivation is Derivation.RETIREMENT_KIND:
        return fact is FactType.CODE and fields == [FieldType.CODE, FieldType.IDENTITY]
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
    places: list[tuple[tuple[Step, ...], Facts, Fields]] = [(("fields",), form.facts, form.fields_)]
    for key, roster in form.rosters.items():
        places.append((("rosters", key, "columns"), roster.facts, roster.columns))
    for name, figure in measure.figures.items():
        parameter = parts.parameters.model.get(name)
        if parameter is None or not figure.closed:
            continue
        listed = {
            code
            for row in parameter.values
            if isinstance(row.value, list | dict)
            for code in row.value
        }
        for path, facts, fields in places:
            field = fact_fields(facts[figure.fact])[1][0] if figure.fact in facts else ""
            for code in fields[field].choices if field in fields else ():
                if code not in listed:
                    where = (*path, field, "choices", code)
                    yield parts.form.file.problem("pack.unlisted_choice", where, name=code)


def _wording(parts: MeasureParts, measure: Measure) -> Iterator[Problem]:
    form, file = parts.form.model, parts.form.file
    conditions = {condition.code: condition for condition in measure.all_conditions}
    for code in conditions:
        if code not in form.checks:
            yield file.problem("pack.missing_key", ("checks", code))
    event = (EVENT.strip("{}"),) if form.event else ()
    for code, check in form.checks.items():
        if code in conditions:
            sentences = check.__pydantic_extra__
            filled = {key: (*names, *event) for key, names in conditions[code].wordings.items()}
            yield from check_words(file, ("checks", code), sentences, filled)
        else:
            yield file.problem("pack.unused_wording", ("checks", code))
    texts = [text for check in form.checks.values() for text in check.__pydantic_extra__.values()]
    if form.event and not any(EVENT in text for text in texts):
        yield file.problem("pack.unused_wording", ("event",))


def _own_silences(parts: MeasureParts, measure: Measure) -> list[Problem]:
    prefix = f"{measure.id}."
    own = {
        question.removeprefix(prefix): readings
        for question, readings in questions_of(measure).items()
        if question.startswith(prefix)
    }
    return check_silences(parts.form.file, parts.form.model.rulings, own)
