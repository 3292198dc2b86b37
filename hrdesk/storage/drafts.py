"""Drafts: kept as they are typed, not audited, gone when the case is accepted.

A draft is its owner's alone: to anybody else it is not there.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from hrdesk.domain.case import Draft
from hrdesk.domain.errors import Refused
from hrdesk.storage.canonical import canonical_text_of_long, stored_value
from hrdesk.storage.connection import KeyedDatabase
from hrdesk.storage.ground import written_moment
from hrdesk.storage.tables import DraftRow


def save_draft(db: KeyedDatabase, draft: Draft, owner: str) -> Draft:
    """Keep a draft of this account and return it with its new revision; revision 0 is a new one.

    Refused `draft.stale` if another state was kept meanwhile, `draft.gone` if it was accepted
    or discarded, or is another's.
    """
    if draft.owner != owner:
        raise Refused("draft.gone")
    saved = replace(draft, revision=draft.revision + 1)
    entries = canonical_text_of_long(draft.entries)
    moment = written_moment(draft.saved_at)
    if draft.revision == 0:
        _insert(db, saved, entries, moment)
        return saved
    changed = (
        DraftRow.update(
            measure=saved.measure,
            policy=saved.policy,
            entries=entries,
            created_at=written_moment(saved.created_at),
            saved_at=moment,
            revision=saved.revision,
        )
        .where(_owned(draft.id, owner) & (DraftRow.revision == draft.revision))
        .execute(db)
    )
    if changed == 0:
        raise _refusal(db, draft.id, owner)
    return saved


def remove_draft(db: KeyedDatabase, draft_id: str, owner: str, revision: int | None = None) -> None:
    """Remove a draft of this account; with a revision, only if that is the state that is kept.

    Refused `draft.stale`, `draft.gone` as for `save_draft`.
    """
    where = _owned(draft_id, owner)
    if revision is not None:
        where &= DraftRow.revision == revision
    if DraftRow.delete().where(where).execute(db) == 0:
        raise _refusal(db, draft_id, owner)


def drafts(db: KeyedDatabase, owner: str | None) -> tuple[Draft, ...]:
    """Return the drafts of one person, or all, the last kept first."""
    query = DraftRow.select().order_by(DraftRow.saved_at.desc(), DraftRow.id)
    if owner is not None:
        query = query.where(DraftRow.owner == owner)
    return tuple(_draft(row) for row in query.dicts().execute(db))


def draft(db: KeyedDatabase, draft_id: str, owner: str) -> Draft:
    """Return a draft of this account; Refused `draft.gone` if it has none of this id."""
    for row in DraftRow.select().where(_owned(draft_id, owner)).dicts().execute(db):
        return _draft(row)
    raise Refused("draft.gone")


def _insert(db: KeyedDatabase, saved: Draft, entries: str, moment: str) -> None:
    if _exists(db, DraftRow.id == saved.id):
        raise _refusal(db, saved.id, saved.owner)
    DraftRow.insert(
        id=saved.id,
        measure=saved.measure,
        policy=saved.policy,
        owner=saved.owner,
        entries=entries,
        created_at=written_moment(saved.created_at),
        saved_at=moment,
        revision=saved.revision,
    ).execute(db)


def _owned(draft_id: str, owner: str) -> Any:
    return (DraftRow.id == draft_id) & (DraftRow.owner == owner)


def _refusal(db: KeyedDatabase, draft_id: str, owner: str) -> Refused:
    return Refused("draft.stale" if _exists(db, _owned(draft_id, owner)) else "draft.gone")


def _exists(db: KeyedDatabase, where: Any) -> bool:
    return len(DraftRow.select(DraftRow.id).where(where).tuples().execute(db)) > 0


def _draft(row: Mapping[str, Any]) -> Draft:
    return Draft(
        id=row["id"],
        measure=row["measure"],
        policy=row["policy"],
        entries=stored_value(row["entries"]),
        created_at=datetime.fromisoformat(row["created_at"]),
        saved_at=datetime.fromisoformat(row["saved_at"]),
        revision=row["revision"],
        owner=row["owner"],
    )
