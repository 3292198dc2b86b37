"""Official templates of the platform: on record, registered, withdrawn; which one counts."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from hrdesk.domain.batch_spec import MOST_ROWS
from hrdesk.domain.clock import today
from hrdesk.domain.errors import InvalidInput, Problem, Refused
from hrdesk.domain.official_template import (
    OfficialTemplate,
    TemplateMapping,
    counting,
    template_spec,
)
from hrdesk.domain.staff import Role
from hrdesk.intake.form_spec import FormSpec
from hrdesk.intake.money_units import other_unit
from hrdesk.intake.reading import read_entries
from hrdesk.intake.template_check import unfit_columns
from hrdesk.intake.template_form import LIMIT, ORIGIN, VERSION, template_form
from hrdesk.services.reasons import given_reason
from hrdesk.services.session import Session
from hrdesk.services.template_drafts import TemplateDraft, ground_of
from hrdesk.storage.templates import NewTemplate

if TYPE_CHECKING:
    from hrdesk.domain.batch_spec import BatchSpec

REASON = "template_reason"
INVALID = "templates.invalid"


def official_templates(session: Session) -> tuple[OfficialTemplate, ...]:
    """Return every template on record, withdrawn ones too, the newest first."""
    with session.store.reading() as reader:
        return reader.templates()[::-1]


def template_in_use(session: Session, measure: str) -> OfficialTemplate | None:
    """Return the template that a batch of a measure made now goes out in; None: the own headers."""
    return counting(reversed(official_templates(session))).get(measure)


def fitting_spec(template: OfficialTemplate, form: FormSpec, above: str = "") -> "BatchSpec":
    """Return what a batch takes for a template; `above` is `unit_on_record` of its file.

    Refused `templates.unfit` (version, header) when the form has not what a column takes: the
    template was registered under another one; `templates.unfit_unit` (version, header, unit) when
    a column of money is not counted in yuan, `templates.unfit_unit_above` when `above` says so.
    """
    headers = {str(column.place): column.header for column in template.mapping.columns}
    for problem in unfit_columns(form, template.mapping, above):
        header, unit = headers[problem.where], problem.values.get("unit")
        if unit:
            key = "templates.unfit_unit" if other_unit(header) else "templates.unfit_unit_above"
            raise Refused(key, version=template.version, header=header, unit=unit)
        raise Refused("templates.unfit", version=template.version, header=header)
    return template_spec(template)


def register_template(session: Session, draft: TemplateDraft, entries: Mapping[str, str]) -> None:
    """Register a template with its mapping by the texts of `template_form`; signed and audited.

    An act of an administrator (Refused `rights.role`); from then on it counts for its measure.
    Raises InvalidInput `templates.invalid` with a problem at each field and at each column (its
    place) that hinders; Refused `templates.same` (version) when nothing differs from what counts.
    """
    session.require(Role.ADMINISTRATOR)
    reading = read_entries(template_form(), entries, today(session.clock))
    limit = reading.values.get(LIMIT)
    row_limit = limit if isinstance(limit, int) else None
    mapping = replace(draft.mapping, row_limit=row_limit)
    problems = [
        Problem("templates.required", each.where) if each.key == "field.required" else each
        for each in reading.hindrances()
    ]
    if row_limit is not None and not 1 <= row_limit <= MOST_ROWS:
        problems.append(Problem("templates.limit", LIMIT, {"most": str(MOST_ROWS)}))
    problems += ground_of(session, draft.measure, mapping.rows).check(mapping, draft.unit).problems
    if problems:
        raise InvalidInput(INVALID, tuple(problems), count=len(problems))
    version, origin = reading.entries[VERSION], reading.entries[ORIGIN]
    new = NewTemplate(draft.measure, draft.content, draft.file_name, version, origin, mapping)
    _refuse_same(session, new)
    with session.store.acting(session.staff) as act:
        act.add_template(new)


def withdraw_template(session: Session, template: str, reason: str) -> None:
    """Let a template count no more; it stays on record, and batches made with it are as they are.

    An act of an administrator (Refused `rights.role`). Raises InvalidInput `templates.reason`
    with a problem at `template_reason`, Refused `templates.withdrawn`.
    """
    session.require(Role.ADMINISTRATOR)
    kept = given_reason(reason, REASON, "templates.reason")
    with session.store.acting(session.staff) as act:
        act.withdraw_template(template, kept)


def _refuse_same(session: Session, new: NewTemplate) -> None:
    there = template_in_use(session, new.measure)
    if there is None:
        return
    with session.store.reading() as reader:
        is_same_file = reader.template_content(there.sha256) == new.content
    if is_same_file and _told(there) == (new.version, new.origin, new.mapping):
        raise Refused("templates.same", version=there.version)


def _told(template: OfficialTemplate) -> tuple[str, str, TemplateMapping]:
    return template.version, template.origin, template.mapping
