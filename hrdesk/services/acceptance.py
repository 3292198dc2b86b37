"""Acceptance (受理): a valid draft becomes a numbered case with its first signed version."""

import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256

from hrdesk.domain.case import Case, Draft
from hrdesk.domain.errors import InvalidInput, Problem, Refused
from hrdesk.domain.roster import RosterPerson
from hrdesk.domain.staff import Role
from hrdesk.intake.form_spec import FormSpec
from hrdesk.intake.reading import normalised_entries
from hrdesk.intake.roster_text import ROSTER_PREFIX, roster_text, rosters_of
from hrdesk.intake.rosters import normalised_row
from hrdesk.reference.pinyin import initials
from hrdesk.rules.registry import measure_of
from hrdesk.services.case_to_print import CONFIRMED
from hrdesk.services.drafts import open_draft
from hrdesk.services.intake import Judged, judge_entries
from hrdesk.services.register_fields import FIELDS, REGISTER, ROWS, standing_fields
from hrdesk.services.session import Session
from hrdesk.services.wages import frozen_wages
from hrdesk.storage.cases import NewCase


def accept(session: Session, draft: Draft) -> Case:
    """Accept a draft: number, immutable version 1, right, signature and audit in one act.

    A valid and complete form is needed (InvalidInput `accept.incomplete` names each
    place); conditions that are unmet, unknown or for an officer are allowed. What is
    accepted is what the store has kept: Refused `draft.stale` when that is not the state
    handed in. Who holds the right already is refused by the store (Refused `right.taken`,
    `right.line_taken`, `right.month_taken`), and so is a year before the set-up whose numbers
    nobody registered (Refused `numbers.no_start`).
    """
    session.require(Role.CLERK)
    kept = open_draft(session, draft.id)
    if kept != draft:
        raise Refused("draft.stale")
    session = session.of_draft(kept)
    form = session.form(draft.measure)
    judged = judge_entries(session, kept.measure, kept.entries, kept.created_at.date())
    if not judged.acceptable:
        problems = judged.hindrances()
        raise InvalidInput("accept.incomplete", problems, count=len(problems))
    new = _new_case(session, form, draft, judged)
    policy = session.policy
    with session.store.acting(session.staff) as act:
        act.keep_pack(policy.files, (policy.id, policy.book.version))
        return act.add_case(new)


def _new_case(session: Session, form: FormSpec, draft: Draft, judged: Judged) -> NewCase:
    entries = normalised_entries(judged.reading) | _kept_rosters(form, draft, judged)
    received = judged.reading.values[form.received]
    if not isinstance(received, date):
        raise InvalidInput(
            "accept.incomplete", (Problem("field.required", form.received),), count=1
        )
    finding = judged.finding.as_record() | _confirmed(judged) | _registered(form, judged)
    measure = measure_of(form.measure)
    return NewCase(
        measure=form.measure,
        received_on=received,
        paper_number=entries.get(form.paper_number, ""),
        applicant_name=entries[form.applicant_name],
        initials=initials(entries[form.applicant_name]),
        identity=entries[form.applicant_identity],
        phone=entries.get(form.phone, ""),
        organization=entries.get(form.organization, "").upper() if form.organization else "",
        account=entries.get(form.account, ""),
        entries=entries,
        application=judged.application,
        finding=finding,
        right=measure.right,
        cost=measure.cost,
        form_hash=form.content_hash,
        policy_hash=session.policy.content_hash,
        parameters_hash=parameters_hash(finding),
        draft_id=draft.id,
        draft_revision=draft.revision,
        people=_people(form, entries),
    )


def _people(form: FormSpec, entries: Mapping[str, str]) -> tuple[RosterPerson, ...]:
    """Return who stands in the lines of a case, as the version keeps them."""
    spec = form.lines
    if spec is None:
        return ()
    return tuple(
        RosterPerson(line, row.entries.get(spec.name, ""), row.entries.get(spec.identity, ""))
        for line, row in enumerate(rosters_of(form, entries)[spec.id], 1)
    )


def _kept_rosters(form: FormSpec, draft: Draft, judged: Judged) -> dict[str, str]:
    """Return the rosters as a version keeps them: blank rows gone, each value in one spelling."""
    kept = {}
    for roster, rows in rosters_of(form, draft.entries).items():
        pairs = zip(rows, judged.rows[roster], strict=True)
        text = roster_text(
            tuple(normalised_row(row, read) for row, read in pairs if not read.blank)
        )
        if text:
            kept[ROSTER_PREFIX + roster] = text
    return kept


def _confirmed(judged: Judged) -> dict[str, object]:
    """Return the office's figures with their documents; a later change of law changes no form."""
    rows = frozen_wages(judged.wages)
    return {CONFIRMED: rows} if rows else {}


def _registered(form: FormSpec, judged: Judged) -> dict[str, object]:
    """Return what of the register was used; what changes there later changes no form."""
    fields = standing_fields(form, judged.reading, judged.register)
    rows = {
        name: [dict(row) for row in each] for name, each in judged.register.rows.items() if each
    }
    return {REGISTER: {FIELDS: fields, ROWS: rows}} if fields or rows else {}


def parameters_hash(record: Mapping[str, object]) -> str:
    """Return the hash of the figures that a finding was made with, from its record."""
    text = json.dumps(
        record["parameters"], ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return sha256(text.encode()).hexdigest()
