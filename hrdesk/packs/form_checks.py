"""Whether a form hangs together: pages, fields, conditions of showing, materials."""

from collections import Counter
from collections.abc import Iterator

from hrdesk.domain.errors import Problem
from hrdesk.intake.form_spec import FieldType
from hrdesk.packs import models
from hrdesk.packs.building import FormPart, shown_when
from hrdesk.packs.toml_file import Step

_TODAY = "today"
_YES_NO = ("yes", "no")


def check_form(part: FormPart) -> list[Problem]:
    """Return everything in a form that names what is not there, or names it twice."""
    return [
        *_pages(part),
        *_roles(part),
        *_fields(part),
        *_cycles(part),
        *_materials(part),
    ]


def _pages(part: FormPart) -> Iterator[Problem]:
    form, file = part.model, part.file
    seen: Counter[str] = Counter()
    ids: Counter[str] = Counter()
    for index, page in enumerate(form.pages):
        ids[page.id] += 1
        if ids[page.id] > 1:
            yield file.problem("pack.twice", ("pages", index), name=page.id)
        for field in page.fields:
            seen[field] += 1
            path: tuple[Step, ...] = ("pages", index, "fields")
            if field not in form.fields_:
                yield file.problem("pack.unknown_field", path, name=field)
            elif seen[field] > 1:
                yield file.problem("pack.twice", path, name=field)
    for field in form.fields_:
        if field not in seen:
            yield file.problem("pack.on_no_page", ("fields", field))


def _roles(part: FormPart) -> Iterator[Problem]:
    form = part.model
    roles = {
        "received": (form.received, FieldType.DATE),
        "applicant_name": (form.applicant_name, FieldType.NAME),
        "applicant_identity": (form.applicant_identity, FieldType.IDENTITY),
        "phone": (form.phone, FieldType.PHONE),
        "account": (form.account, FieldType.ACCOUNT),
        "paper_number": (form.paper_number, FieldType.TEXT),
        "late_reason": (form.late_reason, FieldType.TEXT),
    }
    if form.organization is not None:
        roles["organization"] = (form.organization, FieldType.CREDIT_CODE)
    for role, (name, kind) in roles.items():
        field = form.fields_.get(name)
        if field is None:
            yield part.file.problem("pack.unknown_field", (role,), name=name)
        elif field.type is not kind:
            yield part.file.problem("pack.not_one_of", (role,), allowed=kind.value)


def _fields(part: FormPart) -> Iterator[Problem]:
    for name, field in part.model.fields_.items():
        path = ("fields", name)
        if (field.type is FieldType.CODE) != bool(field.choices):
            yield part.file.problem("pack.choices", path)
        yield from _bounds(part, name, field)
        yield from _condition(part, (*path, "show_when"), field.show_when)


def _bounds(part: FormPart, name: str, field: models.FormField) -> Iterator[Problem]:
    references = {
        "not_after": (field.not_after, FieldType.DATE),
        "not_before": (field.not_before, FieldType.DATE),
        "same_as": (field.same_as, FieldType.NAME),
    }
    for key, (other, kind) in references.items():
        if other is None or (other == _TODAY and kind is FieldType.DATE):
            continue
        target = part.model.fields_.get(other)
        if target is None or target.type is not kind or field.type is not kind:
            yield part.file.problem("pack.unknown_field", ("fields", name, key), name=other)
    prefills = {FieldType.DATE: (_TODAY,), FieldType.YES_NO: _YES_NO}
    if field.prefill is not None and field.prefill not in prefills.get(field.type, ()):
        allowed = ", ".join(prefills.get(field.type, ())) or "-"
        yield part.file.problem("pack.not_one_of", ("fields", name, "prefill"), allowed=allowed)


def _condition(
    part: FormPart, path: tuple[Step, ...], condition: models.ShowWhen | None
) -> Iterator[Problem]:
    """Check `show_when`: the fields exist and can hold the values."""
    for name, values in (shown_when(condition) or {}).items():
        field = part.model.fields_.get(name)
        if field is None:
            yield part.file.problem("pack.unknown_field", path, name=name)
            continue
        allowed = _YES_NO if field.type is FieldType.YES_NO else tuple(field.choices)
        for value in values:
            if value not in allowed:
                yield part.file.problem("pack.not_one_of", path, allowed=", ".join(allowed) or "-")


def _cycles(part: FormPart) -> Iterator[Problem]:
    """Find fields that are shown only when they are shown."""
    fields = part.model.fields_
    for name in fields:
        reached: set[str] = set()
        pending = list(fields[name].show_when or {})
        while pending:
            other = pending.pop()
            if other not in reached and other in fields:
                reached.add(other)
                pending.extend(fields[other].show_when or {})
        if name in reached:
            yield part.file.problem("pack.cycle", ("fields", name, "show_when"))


def _materials(part: FormPart) -> Iterator[Problem]:
    ids: Counter[str] = Counter()
    for index, material in enumerate(part.model.materials):
        path: tuple[Step, ...] = ("materials", index)
        ids[material.id] += 1
        if ids[material.id] > 1:
            yield part.file.problem("pack.twice", path, name=material.id)
        yield from _condition(part, (*path, "show_when"), material.show_when)
