"""From the files of a pack, known to fit, to the values that rules, forms and printing take."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from hrdesk.intake.form_spec import (
    Choice,
    Derivation,
    FactSpec,
    FieldSpec,
    FormSpec,
    MaterialSpec,
    PageSpec,
    RosterSpec,
)
from hrdesk.packs import models, print_models
from hrdesk.packs.batch_building import BatchPart
from hrdesk.packs.toml_file import TomlFile
from hrdesk.rules.book import (
    AmountTable,
    Book,
    CheckWording,
    MeasureWording,
    ParameterRow,
    ParameterValue,
    QuestionWording,
)
from hrdesk.rules.shapes import Qualification, Referral

#: How a sentence names the event of the form's matter.
EVENT = "{event}"


@dataclass(frozen=True, slots=True)
class FormPart:
    """`form.toml` as text and as its model."""

    file: TomlFile
    model: models.FormFile


@dataclass(frozen=True, slots=True)
class ParametersPart:
    """`params.toml` as text and as its models by parameter name."""

    file: TomlFile
    model: Mapping[str, models.Parameter]


@dataclass(frozen=True, slots=True)
class PrintPart:
    """`print.toml` as text and as its model."""

    file: TomlFile
    model: print_models.PrintFile


@dataclass(frozen=True, slots=True)
class MeasureParts:
    """The files of one measure's folder; `batch.toml` is there where a platform takes batches."""

    id: str
    form: FormPart
    parameters: ParametersPart
    printing: PrintPart
    examples: TomlFile
    batch: BatchPart | None = None


def build_book(
    policy: models.PolicyFile, measures: tuple[MeasureParts, ...], content_hash: str
) -> Book:
    """Return the Book of a policy."""
    questions = dict(_questions(policy.rulings, ""))
    for parts in measures:
        questions.update(_questions(parts.form.model.rulings, f"{parts.id}."))
    parameters = {
        f"{parts.id}.{name}": parameter
        for parts in measures
        for name, parameter in parts.parameters.model.items()
    }
    return Book(
        policy=policy.id,
        version=policy.version,
        document=policy.document,
        first_day=policy.in_force.first_day,
        last_day=policy.in_force.until,
        disputed_last_day=policy.in_force.disputed,
        parameters=MappingProxyType({key: _rows(each) for key, each in parameters.items()}),
        measures=MappingProxyType(
            {parts.id: _wording(parts.id, parts.form.model) for parts in measures}
        ),
        questions=MappingProxyType(questions),
        words=MappingProxyType(dict(policy.words)),
        titles=MappingProxyType({key: each.title for key, each in parameters.items()}),
        pending=MappingProxyType(
            {
                key: _pending(each.pending)
                for key, each in parameters.items()
                if each.pending is not None
            }
        ),
        term_document=policy.document,
        content_hash=content_hash,
    )


def build_form(measure: str, part: FormPart, policy: models.PolicyFile) -> FormSpec:
    """Return the form of a measure."""
    form = part.model
    return FormSpec(
        measure=measure,
        title=form.title,
        clause=form.clause,
        document=policy.document,
        authority=form.authority,
        applicant=form.applicant,
        pages=tuple(_page(page) for page in form.pages),
        fields=MappingProxyType({key: _field(key, each) for key, each in form.fields_.items()}),
        facts=tuple(_fact(fact, sources) for fact, sources in form.facts.items()),
        materials=tuple(_material(material) for material in form.materials),
        received=form.received,
        applicant_name=form.applicant_name,
        applicant_identity=form.applicant_identity,
        phone=form.phone,
        account=form.account or "",
        organization=form.organization or "",
        district=form.district or "",
        pays=form.shape not in (Qualification.name, Referral.name),
        refers=form.shape == Referral.name,
        content_hash=part.file.digest,
        paper_number=form.paper_number,
        late_reason=form.late_reason,
        rosters=MappingProxyType({key: _roster(key, each) for key, each in form.rosters.items()}),
        document_title=policy.title,
        decided_by=tuple(form.decided_by),
        payee=() if form.account is None else (form.account, *form.payee),
    )


def fact_fields(sources: models.Fact) -> tuple[Derivation, tuple[str, ...]]:
    """Return the derivation of a fact and the fields that it reads."""
    derivation, fields = next(iter(sources.items()))
    return derivation, (fields,) if isinstance(fields, str) else tuple(fields)


def parameter_value(value: models.ParameterValues) -> ParameterValue:
    """Return a parameter's value as the rules take it."""
    if isinstance(value, str):
        return Decimal(value)
    if isinstance(value, dict):
        amounts = {code: Decimal(each) for code, each in value.items() if isinstance(each, str)}
        if amounts:
            return AmountTable(MappingProxyType(amounts))
        return MappingProxyType(
            {code: each for code, each in value.items() if isinstance(each, int)}
        )
    return tuple(value) if isinstance(value, list) else value


def choices_of(field: models.FormField) -> tuple[Choice, ...]:
    """Return what a field or column offers to choose from."""
    return tuple(
        Choice(code, label, tuple(field.synonyms.get(code, ())))
        for code, label in field.choices.items()
    )


def shown_when(condition: models.ShowWhen | None) -> Mapping[str, tuple[str, ...]] | None:
    """Return a condition of showing with all its values as tuples."""
    if condition is None:
        return None
    return MappingProxyType(
        {
            field: (values,) if isinstance(values, str) else tuple(values)
            for field, values in condition.items()
        }
    )


def _questions(
    silences: Mapping[str, models.Silence], prefix: str
) -> Iterator[tuple[str, QuestionWording]]:
    for name, silence in silences.items():
        readings = MappingProxyType(dict(silence.readings))
        yield prefix + name, QuestionWording(silence.question, silence.clause, readings)


def _rows(parameter: models.Parameter) -> tuple[ParameterRow, ...]:
    return tuple(sorted(map(_row, parameter.values), key=lambda row: row.valid_from))


def _row(row: models.ShippedValueRow) -> ParameterRow:
    value, verified = parameter_value(row.value), row.state is None
    return ParameterRow(row.valid_from, value, row.document, row.clause, verified=verified)


def _pending(pending: models.PendingValue) -> ParameterRow:
    value = parameter_value(pending.value)
    return ParameterRow(date.max, value, pending.document, pending.clause)


def _wording(measure: str, form: models.FormFile) -> MeasureWording:
    return MeasureWording(
        measure=measure,
        title=form.title,
        clause=form.clause,
        authority=form.authority,
        checks=MappingProxyType(
            {
                code: CheckWording(
                    check.clause or form.clause, check.title, MappingProxyType(_said(check, form))
                )
                for code, check in form.checks.items()
            }
        ),
        labels=MappingProxyType(dict(_labels(form))),
    )


def _said(check: models.CheckText, form: models.FormFile) -> dict[str, str]:
    event = form.event or ""
    sentences = check.__pydantic_extra__
    return {key: text.replace(EVENT, event) for key, text in sentences.items()}


def _labels(form: models.FormFile) -> Iterator[tuple[str, str]]:
    parts = [(form.facts, form.fields_)]
    parts += [(roster.facts, roster.columns) for roster in form.rosters.values()]
    for facts, fields in parts:
        for fact, sources in facts.items():
            derivation, names = fact_fields(sources)
            if derivation in (Derivation.SAME, Derivation.RETIREMENT_KIND):
                for code, label in fields[names[0]].choices.items():
                    yield f"{fact}.{code}", label


def _page(page: models.Page) -> PageSpec:
    return PageSpec(page.id, page.title, tuple(page.fields), tuple(page.rosters))


def _roster(key: str, roster: models.Roster) -> RosterSpec:
    return RosterSpec(
        id=key,
        title=roster.title,
        columns=MappingProxyType(
            {name: _field(name, each) for name, each in roster.columns.items()}
        ),
        facts=tuple(_fact(fact, sources) for fact, sources in roster.facts.items()),
        gives=roster.gives,
        hint=roster.hint or "",
        identity=roster.identity or "",
        name=roster.name or "",
        most=roster.most,
    )


def _field(key: str, field: models.FormField) -> FieldSpec:
    return FieldSpec(
        id=key,
        label=field.label,
        type=field.type,
        hint=field.hint or "",
        required=field.required,
        show_when=shown_when(field.show_when),
        choices=choices_of(field),
        prefill=field.prefill or "",
        not_after=field.not_after or "",
        not_before=field.not_before or "",
        longest=field.longest,
        width=field.width,
        same_as=field.same_as or "",
        includes=field.includes or "",
        register=field.register_,
        unit=field.unit or "",
        titles=tuple(field.titles),
    )


def _fact(fact: str, sources: models.Fact) -> FactSpec:
    derivation, fields = fact_fields(sources)
    return FactSpec(fact, derivation, fields)


def _material(material: models.Material) -> MaterialSpec:
    return MaterialSpec(
        id=material.id,
        title=material.title,
        originals=material.originals,
        copies=material.copies,
        required=material.required,
        show_when=shown_when(material.show_when),
        basis=material.basis,
    )
