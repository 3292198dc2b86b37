"""Acceptance (受理): a valid draft becomes a numbered case with its first signed version."""

from datetime import date

from hrdesk.domain.case import Case, Draft
from hrdesk.domain.errors import InvalidInput, Problem, Refused
from hrdesk.domain.staff import Role
from hrdesk.intake.form_spec import FormSpec
from hrdesk.rules.registry import measure_of
from hrdesk.services.case_content import (
    case_entries,
    case_people,
    case_register,
    grounds_of,
    parameters_hash,
)
from hrdesk.services.drafts import open_draft
from hrdesk.services.intake import Judged, judge_entries
from hrdesk.services.session import Session
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
    entries = case_entries(form, draft.entries, judged)
    received = judged.reading.values[form.received]
    if not isinstance(received, date):
        raise InvalidInput(
            "accept.incomplete", (Problem("field.required", form.received),), count=1
        )
    finding = judged.finding.as_record() | grounds_of(form, judged)
    measure = measure_of(form.measure)
    return NewCase(
        measure=form.measure,
        received_on=received,
        **case_register(form, entries),
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
        people=case_people(form, entries),
    )
