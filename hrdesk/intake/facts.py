"""From a form's values to the facts of the rule, in the shape of the assessment contract."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from hrdesk.domain.dates import Month
from hrdesk.domain.identity import Identity, Sex
from hrdesk.domain.money import money_text
from hrdesk.intake.form_spec import Derivation, FactSpec, FormSpec
from hrdesk.intake.monthly import ON_TIME, PAYMENT_SHARES, in_month
from hrdesk.intake.reading import EntryReading
from hrdesk.intake.values import FieldValue

#: Where the contract keeps the facts of the case.
_FACTS = "facts."
#: The one kind of retirement that the law knows for men.
KIND_OF_MEN = "M"
Values = Mapping[str, FieldValue]
#: What the first field of an attested fact holds when somebody has found that it does not hold.
_DENIALS = (False, "none")


def facts_of(form: FormSpec, reading: EntryReading) -> dict[str, object]:
    """Return the facts that are known, ready for JSON; an unknown fact is absent."""
    found = {spec.fact: derived(spec, reading.shown, reading.values) for spec in form.facts}
    return {fact: value for fact, value in found.items() if value is not None}


def derived(spec: FactSpec, shown: frozenset[str], values: Values) -> object:
    """Return one fact from the values of a form or a row, or None while it is unknown."""
    return _DERIVATIONS[spec.derivation](spec, shown, values)


def field_for_fact(form: FormSpec, reading: EntryReading, settles: str) -> str | None:
    """Return the field that a clerk fills to settle an unknown fact, or None if there is none.

    The first shown field of the fact without a value; while the fact's fields are hidden,
    the open field that decides whether they are shown; when all are filled, the first of
    them, to be corrected. `settles` is the path of the fact in the assessment contract:
    `facts.graduated_on`, or `on` and `applicant`, which are the case's own fields.
    """
    sources: dict[str, tuple[str, ...]] = {
        "on": (form.received,),
        "applicant": (form.applicant_identity,),
    }
    sources.update((spec.fact, spec.fields) for spec in form.facts)
    fields = sources.get(settles.removeprefix(_FACTS), ())
    for field_id in fields:
        if field_id in reading.shown and field_id not in reading.values:
            return field_id
        deciding = _open_condition(form, reading, field_id)
        if deciding is not None:
            return deciding
    return next((field_id for field_id in fields if field_id in reading.shown), None)


def _open_condition(form: FormSpec, reading: EntryReading, field_id: str) -> str | None:
    """Return the open field on which a hidden field hangs, up the whole chain."""
    seen: set[str] = set()
    pending = [field_id]
    while pending:
        current = pending.pop(0)
        if current in seen or current not in form.fields:
            continue
        seen.add(current)
        if current != field_id and current in reading.shown and current not in reading.values:
            return current
        if current not in reading.shown:
            pending.extend(form.fields[current].show_when or {})
    return None


def _same(spec: FactSpec, _shown: frozenset[str], values: Values) -> object:
    value = values.get(spec.fields[0])
    return None if value is None else _contract(value)


def _attested(spec: FactSpec, shown: frozenset[str], values: Values) -> object:
    first = spec.fields[0]
    if first not in shown:
        return None
    if values.get(first) in _DENIALS:
        return False
    asked = [field_id for field_id in spec.fields if field_id in shown]
    return True if all(field_id in values for field_id in asked) else None


def _birth_from_id(spec: FactSpec, _shown: frozenset[str], values: Values) -> object:
    identity = values.get(spec.fields[0])
    birth = identity.birth if isinstance(identity, Identity) else None
    return birth.isoformat() if birth else None


def _sex_from_id(spec: FactSpec, _shown: frozenset[str], values: Values) -> object:
    identity = values.get(spec.fields[0])
    sex = identity.sex if isinstance(identity, Identity) else None
    return sex.value if sex else None


def _retirement_kind(spec: FactSpec, _shown: frozenset[str], values: Values) -> object:
    kind, number = spec.fields
    identity = values.get(number)
    is_man = isinstance(identity, Identity) and identity.sex is Sex.MALE
    return values.get(kind, KIND_OF_MEN if is_man else None)


def _payments(spec: FactSpec, _shown: frozenset[str], values: Values) -> object:
    months, *columns = spec.fields
    listed = values.get(months)
    if not isinstance(listed, tuple):
        return None
    names = (*PAYMENT_SHARES, ON_TIME)
    paid = []
    for month in listed:
        found = [in_month(values, column, month) for column in columns]
        known = {
            name: _contract(value)
            for name, value in zip(names, found, strict=True)
            if value is not None
        }
        paid.append({"month": str(month), **known})
    return paid


def _contract(value: FieldValue) -> object:
    if isinstance(value, bool | int | str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Month):
        return str(value)
    if isinstance(value, tuple):
        return [str(month) for month in value]
    return money_text(value) if isinstance(value, Decimal) else value.number


_DERIVATIONS: Mapping[Derivation, Callable[[FactSpec, frozenset[str], Values], object]] = {
    Derivation.SAME: _same,
    Derivation.ATTESTED: _attested,
    Derivation.BIRTH_FROM_ID: _birth_from_id,
    Derivation.SEX_FROM_ID: _sex_from_id,
    Derivation.RETIREMENT_KIND: _retirement_kind,
    Derivation.PAYMENTS: _payments,
}
