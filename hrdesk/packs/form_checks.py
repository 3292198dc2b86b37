"""Whether a form hangs together: pages, fields, conditions of showing, materials."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from hrdesk.domain.errors import Problem
from hrdesk.domain.register_details import IN_ROWS, OF_APPLICANT, RegisterDetail
from hrdesk.intake.form_spec import FieldType
from hrdesk.intake.titles import plain_title
from hrdesk.packs import models
from hrdesk.packs.building import FormPart, choices_of, fact_fields, shown_when
from hrdesk.packs.toml_file import Step

_TODAY = "today"
_YES_NO = ("yes", "no")
#: What the name and the identity of each kind of applicant are.
_APPLICANTS = {
    "person": (FieldType.NAME, FieldType.IDENTITY),
    "organization": (FieldType.ORGANIZATION_NAME, FieldType.CREDIT_CODE),
}
_DATES = (FieldType.DATE,)
_NAMES = (FieldType.NAME, FieldType.ORGANIZATION_NAME)


def check_form(part: FormPart) -> list[Problem]:
    """Return everything in a form that names what is not there, or names it twice."""
    return [
        *_pages(part),
        *_roles(part),
        *_payee(part),
        *_fields(part),
        *_materials(part),
        *_rosters(part),
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
    name_kind, identity_kind = _APPLICANTS[form.applicant]
    roles = {
        "received": (form.received, FieldType.DATE),
        "applicant_name": (form.applicant_name, name_kind),
        "applicant_identity": (form.applicant_identity, identity_kind),
        "phone": (form.phone, FieldType.PHONE),
        "paper_number": (form.paper_number, FieldType.TEXT),
        "late_reason": (form.late_reason, FieldType.TEXT),
    }
    if form.account is not None:
        roles["account"] = (form.account, FieldType.ACCOUNT)
    if form.organization is not None:
        roles["organization"] = (form.organization, FieldType.CREDIT_CODE)
    if form.district is not None:
        roles["district"] = (form.district, FieldType.CODE)
    for role, (name, kind) in roles.items():
        field = form.fields_.get(name)
        if field is None:
            yield part.file.problem("pack.unknown_field", (role,), name=name)
        elif field.type is not kind:
            yield part.file.problem("pack.not_one_of", (role,), allowed=kind.value)


def _payee(part: FormPart) -> Iterator[Problem]:
    """What says whose account it is names nobody else and is judged by nothing.

    It may be corrected while rows of the case wait at the platform or were accepted.
    """
    form, file = part.model, part.file
    others = {form.received, form.applicant_name, form.applicant_identity, form.phone}
    others |= {form.paper_number, form.late_reason, form.organization or "", form.district or ""}
    read = {name for sources in form.facts.values() for name in fact_fields(sources)[1]}
    read |= {name for field in form.fields_.values() for name in field.show_when or ()}
    if form.account in read:
        yield file.problem("pack.payee_weighed", ("account",), name=str(form.account))
    for index, name in enumerate(form.payee):
        path: tuple[Step, ...] = ("payee", index)
        field = form.fields_.get(name)
        if field is None or form.account is None:
            yield file.problem("pack.unknown_field", path, name=name)
        elif field.type not in (FieldType.TEXT, *_NAMES):
            allowed = ", ".join((FieldType.TEXT, *_NAMES))
            yield file.problem("pack.not_one_of", path, allowed=allowed)
        elif name in others | read or name in form.payee[:index]:
            yield file.problem("pack.payee_weighed", path, name=name)


def _fields(part: FormPart) -> Iterator[Problem]:
    yield from check_fields(part, ("fields",), part.model.fields_)
    for name, field in part.model.fields_.items():
        if field.titles:
            yield part.file.problem("pack.unknown_key", ("fields", name, "titles"))


def _rosters(part: FormPart) -> Iterator[Problem]:
    form, file = part.model, part.file
    seen: Counter[str] = Counter()
    for index, page in enumerate(form.pages):
        path: tuple[Step, ...] = ("pages", index)
        if not page.fields and not page.rosters:
            yield file.problem("pack.empty_page", path)
        for name in page.rosters:
            seen[name] += 1
            if name not in form.rosters:
                yield file.problem("pack.unknown_roster", (*path, "rosters"), name=name)
            elif seen[name] > 1:
                yield file.problem("pack.twice", (*path, "rosters"), name=name)
    for name, roster in form.rosters.items():
        if name not in seen:
            yield file.problem("pack.on_no_page", ("rosters", name))
        yield from check_fields(part, ("rosters", name, "columns"), roster.columns)
        yield from _titles(part, ("rosters", name, "columns"), roster.columns)
        yield from _roster_roles(part, name, roster)


def _roster_roles(part: FormPart, name: str, roster: models.Roster) -> Iterator[Problem]:
    roles = {
        "identity": (roster.identity, FieldType.IDENTITY),
        "name": (roster.name, FieldType.NAME),
    }
    for role, (column, kind) in roles.items():
        path = ("rosters", name, role)
        if column is None:
            continue
        if column not in roster.columns:
            yield part.file.problem("pack.unknown_field", path, name=column)
        elif roster.columns[column].type is not kind:
            yield part.file.problem("pack.not_one_of", path, allowed=kind.value)


def check_fields(
    part: FormPart, path: tuple[Step, ...], fields: Mapping[str, models.FormField]
) -> Iterator[Problem]:
    """Return what is wrong with the fields of a form, or with the columns of a roster."""
    for name, field in fields.items():
        if (field.type is FieldType.CODE) != bool(field.choices):
            yield part.file.problem("pack.choices", (*path, name))
        yield from _synonyms(part, (*path, name, "synonyms"), field)
        yield from _bounds(part, (*path, name), field, fields)
        yield from _register(part, (*path, name, "register"), field.register_)
        where = (*path, name, "show_when")
        yield from _condition(part, where, field.show_when, fields)
        if _hangs_on_itself(name, fields):
            yield part.file.problem("pack.cycle", where)


def _synonyms(part: FormPart, path: tuple[Step, ...], field: models.FormField) -> Iterator[Problem]:
    """A synonym belongs to a choice of the field, and to that one alone."""
    choices = choices_of(field)
    for code, words in field.synonyms.items():
        if code not in field.choices:
            allowed = ", ".join(field.choices) or "-"
            yield part.file.problem("pack.not_one_of", (*path, code), allowed=allowed)
            continue
        others = {
            name for each in choices if each.code != code for name in (each.code, *each.names)
        }
        itself = {code, *replace(choices[[*field.choices].index(code)], synonyms=()).names}
        for index, word in enumerate(words):
            if word in others | itself or word in words[:index]:
                yield part.file.problem("pack.twice", (*path, code, index), name=word)


def _titles(
    part: FormPart, path: tuple[Step, ...], columns: Mapping[str, models.FormField]
) -> Iterator[Problem]:
    """A title stands over one column of a roster alone, and says more than its label."""
    taken = {plain_title(column.label) for column in columns.values()}
    for name, column in columns.items():
        for index, title in enumerate(column.titles):
            if plain_title(title) in taken:
                yield part.file.problem("pack.twice", (*path, name, "titles", index), name=title)
            taken.add(plain_title(title))


def _bounds(
    part: FormPart,
    path: tuple[Step, ...],
    field: models.FormField,
    fields: Mapping[str, models.FormField],
) -> Iterator[Problem]:
    references = {
        "not_after": (field.not_after, _DATES),
        "not_before": (field.not_before, _DATES),
        "same_as": (field.same_as, _NAMES),
    }
    for key, (other, kinds) in references.items():
        if other is None or (other == _TODAY and kinds is _DATES):
            continue
        target = fields.get(other)
        if target is None or target.type is not field.type or field.type not in kinds:
            yield part.file.problem("pack.unknown_field", (*path, key), name=other)
    if field.includes is not None:
        if field.includes not in part.model.rosters:
            where = (*path, "includes")
            yield part.file.problem("pack.unknown_roster", where, name=field.includes)
        elif field.type is not FieldType.COUNT:
            yield part.file.problem("pack.not_one_of", (*path, "type"), allowed=FieldType.COUNT)
    prefills = {FieldType.DATE: (_TODAY,), FieldType.YES_NO: _YES_NO}
    if field.prefill is not None and field.prefill not in prefills.get(field.type, ()):
        allowed = ", ".join(prefills.get(field.type, ())) or "-"
        yield part.file.problem("pack.not_one_of", (*path, "prefill"), allowed=allowed)


def _register(
    part: FormPart, path: tuple[Step, ...], detail: RegisterDetail | None
) -> Iterator[Problem]:
    """A detail of the register belongs to an organization that the form names, and where it fits.

    A person's telephone or account is never that of the organization.
    """
    form = part.model
    if detail is None:
        return
    fitting = IN_ROWS if path[0] == "rosters" else frozenset(RegisterDetail) - IN_ROWS
    if detail not in fitting:
        yield part.file.problem("pack.not_one_of", path, allowed=", ".join(sorted(fitting)))
    elif form.organization is None:
        yield part.file.problem("pack.no_organization", path, detail=detail.value)
    elif detail in OF_APPLICANT and form.applicant != "organization":
        yield part.file.problem("pack.not_the_applicant", path, detail=detail.value)


def _condition(
    part: FormPart,
    path: tuple[Step, ...],
    condition: models.ShowWhen | None,
    fields: Mapping[str, models.FormField],
) -> Iterator[Problem]:
    """Check `show_when`: the fields exist and can hold the values."""
    for name, values in (shown_when(condition) or {}).items():
        field = fields.get(name)
        if field is None:
            yield part.file.problem("pack.unknown_field", path, name=name)
            continue
        allowed = _YES_NO if field.type is FieldType.YES_NO else tuple(field.choices)
        for value in values:
            if value not in allowed:
                yield part.file.problem("pack.not_one_of", path, allowed=", ".join(allowed) or "-")


def _hangs_on_itself(name: str, fields: Mapping[str, models.FormField]) -> bool:
    """Tell whether a field is shown only when it is shown."""
    reached: set[str] = set()
    pending = list(fields[name].show_when or {})
    while pending:
        other = pending.pop()
        if other not in reached and other in fields:
            reached.add(other)
            pending.extend(fields[other].show_when or {})
    return name in reached


def _materials(part: FormPart) -> Iterator[Problem]:
    ids: Counter[str] = Counter()
    for index, material in enumerate(part.model.materials):
        path: tuple[Step, ...] = ("materials", index)
        ids[material.id] += 1
        if ids[material.id] > 1:
            yield part.file.problem("pack.twice", path, name=material.id)
        where = (*path, "show_when")
        yield from _condition(part, where, material.show_when, part.model.fields_)
