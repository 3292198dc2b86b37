"""Drafts: kept as they are typed, not audited, gone when the case is accepted."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from hrdesk.domain.case import Draft
from hrdesk.domain.errors import Refused
from hrdesk.storage.canonical import canonical_text, stored_value
from hrdesk.storage.connection import KeyedDatabase
from hrdesk.storage.ground import written_moment
from hrdesk.storage.tables import DraftRow


def save_draft(db: KeyedDatabase, draft: Draft) -> Draft:
    """Keep a draft and return it with its new revision; revision 0 is a new one.

    Refused `draft.stale` if another state was kept meanwhile, `draft.gone` if it was accepted
    or discarded.
    """
    saved = replace(draft, revision=draft.revision + 1)
    entries = canonical_text(dict(draft.entries))
    moment = written_moment(draft.saved_at)
    if draft.revision == 0:
        _insert(db, saved, entries, moment)
        return saved
    changed = (
        DraftRow.update(
            entries=entries,
            created_at=written_moment(saved.created_at),
            saved_at=moment,
            revision=saved.revision,
        )
        .where((DraftRow.id == draft.id) & (DraftRow.revision == draft.revision))
        .execute(db)
    )
    if changed == 0:
        raise Refused("draft.stale" if _exists(db, draft.id) else "draft.gone")
    return saved


def remove_draft(db: KeyedDatabase, draft_id: str, revision: int | None = None) -> None:
    """Remove a draft; with a revision, only if that is the state that is kept."""
    where = DraftRow.id == draft_id
    if revision is not None:
        where &= DraftRow.revision == revision
    if DraftRow.delete().where(where).execute(db) == 0:
        raise Refused("draft.stale" if _exists(db, draft_id) else "draft.gone")


def drafts(db: KeyedDatabase, owner: str | None) -> tuple[Draft, ...]:
    """Return the drafts of one person, or all, the last kept first."""
    query = DraftRow.select().order_by(DraftRow.saved_at.desc(), DraftRow.id)
    if owner is not None:
        query = query.where(DraftRow.owner == owner)
    return tuple(_draft(row) for row in query.dicts().execute(db))


def draft(db: KeyedDatabase, draft_id: str) -> Draft:
    """Return a draft; Refused `draft.gone` if it was accepted or discarded."""
    for row in DraftRow.select().where(DraftRow.id == draft_id).dicts().execute(db):
        return _draft(row)
    raise Refused("draft.gone")


def _insert(db: KeyedDatabase, saved: Draft, entries: str, moment: str) -> None:
    if _exists(db, saved.id):
        raise Refused("draft.stale")
    DraftRow.insert(
        id=saved.id,
        measure=saved.measure,
        owner=saved.owner,
        entries=entries,
        created_at=written_moment(saved.created_at),
        saved_at=moment,
        revision=saved.revision,
    ).execute(db)


def _exists(db: KeyedDatabase, draft_id: str) -> bool:
    found = DraftRow.select(DraftRow.id).where(DraftRow.id == draft_id)
    return len(found.tuples().execute(db)) > 0


def _draft(row: Mapping[str, Any]) -> Draft:
    return Draft(
        id=row["id"],
        measure=row["measure"],
        entries=stored_value(row["entries"]),
        created_at=datetime.fromisoformat(row["created_at"]),
        saved_at=datetime.fromisoformat(row["saved_at"]),
        revision=row["revision"],
        owner=row["owner"],
    )
