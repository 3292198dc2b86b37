"""Drafts: what a clerk has typed so far, kept as it is typed."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from hrdesk.domain.case import Draft
from hrdesk.domain.clock import today
from hrdesk.domain.errors import Refused
from hrdesk.domain.identity import normalised_identity
from hrdesk.domain.masking import masked_identity
from hrdesk.domain.names import comparable_name
from hrdesk.domain.staff import Role
from hrdesk.intake.reading import initial_entries
from hrdesk.services.session import Session


@dataclass(frozen=True, slots=True)
class DraftSummary:
    """One row of the list of drafts; the identity number is masked."""

    id: str
    measure: str
    title: str
    applicant_name: str
    applicant_masked: str
    saved_at: datetime


def start_draft(session: Session, measure: str) -> Draft:
    """Create and keep a new draft with its prefilled values.

    A measure that the policy has no more is taken in by the last one that had it.
    """
    session.require(Role.CLERK)
    session = session.of_policy(session.policy_with(measure).id)
    entries = initial_entries(session.form(measure), today(session.clock))
    now = session.clock.now()
    policy, owner = session.policy.id, session.staff.id
    draft = Draft(str(uuid.uuid4()), measure, policy, entries, now, now, 0, owner)
    with session.store.acting(session.staff) as act:
        return act.save_draft(draft)


def save_draft(session: Session, draft: Draft, entries: Mapping[str, str]) -> Draft:
    """Keep what was typed; Refused (`draft.stale`) when a newer state is already kept.

    A draft in which another applicant appears begins anew: a blank draft kept in stock does
    not make a late entry a timely one.
    """
    now = session.clock.now()
    begun = draft.created_at if _same_applicant(session, draft, entries) else now
    changed = replace(draft, entries=dict(entries), created_at=begun, saved_at=now)
    with session.store.acting(session.staff) as act:
        return act.save_draft(changed)


def follow_day(session: Session, draft: Draft, received: date) -> Draft:
    """Put a draft on the form of the policy that counts on its day of receipt; what is typed stays.

    Refused `draft.no_measure` (title, document) when that policy does not have the measure.
    """
    policy = session.law.on(received)
    if draft.measure not in policy.at_counter:
        title = session.of_draft(draft).form(draft.measure).title
        raise Refused("draft.no_measure", title=title, document=policy.book.document)
    changed = replace(draft, policy=policy.id, saved_at=session.clock.now())
    with session.store.acting(session.staff) as act:
        return act.save_draft(changed)


def drafts(session: Session) -> tuple[DraftSummary, ...]:
    """Return the drafts of the person at work, the last typed first."""
    with session.store.reading() as reader:
        kept = reader.drafts(session.staff.id)
    return tuple(_summary(session, draft) for draft in kept)


def open_draft(session: Session, draft_id: str) -> Draft:
    """Return a draft of the person at work as it was last kept; Refused (`draft.gone`)."""
    with session.store.reading() as reader:
        return reader.draft(draft_id, session.staff.id)


def discard_draft(session: Session, draft_id: str) -> None:
    """Throw a draft away for good."""
    with session.store.acting(session.staff) as act:
        act.discard_draft(draft_id)


def is_untouched(session: Session, draft: Draft) -> bool:
    """Tell whether a draft holds nothing but what it was begun with."""
    begun = initial_entries(session.of_draft(draft).form(draft.measure), draft.created_at.date())
    return {key: text for key, text in draft.entries.items() if text.strip()} == begun


def _same_applicant(session: Session, draft: Draft, entries: Mapping[str, str]) -> bool:
    """Tell whether name or number of the applicant stands as it stood."""
    form = session.of_draft(draft).form(draft.measure)
    number, name = form.applicant_identity, form.applicant_name
    before, now = draft.entries, entries
    same_number = normalised_identity(now.get(number, "")) == normalised_identity(
        before.get(number, "")
    )
    same_name = comparable_name(now.get(name, "")) == comparable_name(before.get(name, ""))
    known = bool(before.get(number, "").strip()), bool(before.get(name, "").strip())
    return (same_number and known[0]) or (same_name and known[1])


def _summary(session: Session, draft: Draft) -> DraftSummary:
    form = session.of_draft(draft).form(draft.measure)
    return DraftSummary(
        id=draft.id,
        measure=draft.measure,
        title=form.title,
        applicant_name=draft.entries.get(form.applicant_name, "").strip(),
        applicant_masked=masked_identity(draft.entries.get(form.applicant_identity, "").strip()),
        saved_at=draft.saved_at,
    )
