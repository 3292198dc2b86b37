"""What of a case may be corrected: all of it, until it was sent; then only rows that failed.

A row that waits at the platform or was accepted there stays as it was sent, and so does what it
pays. What stands in no row stays while any such row does, but for the payee's account: what is sent
from then on carries the new one, and what was sent went to the former one. A row that failed in
one batch and was told to be accepted in another may have been paid: it counts as accepted.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from hrdesk.domain.case import Case
from hrdesk.domain.correction import Change
from hrdesk.domain.errors import Refused
from hrdesk.storage.batch_search import batch_of_case
from hrdesk.storage.ground import Ground
from hrdesk.storage.sent_rows import SentRows, sent_rows


def refuse_uncorrectable(ground: Ground, before: Case, version: int) -> None:
    """Refuse a case that is not, or no longer, to be corrected as its version was.

    `correct.stale` (number); `correct.in_batch` (number, batch) while an open batch holds it in
    which none of its rows failed.
    """
    if before.version.number != version:
        raise Refused("correct.stale", number=before.number)
    batch = _open_batch(ground, before)
    if batch and not sent_rows(ground.db, before.id).failed:
        raise Refused("correct.in_batch", number=before.number, batch=batch)


def refuse_sent(
    ground: Ground,
    before: Case,
    changes: Iterable[Change],
    finding: Mapping[str, Any] | None = None,
) -> SentRows | None:
    """Refuse to change what was sent and did not fail; return what the rows stand at, or None.

    `correct.row_sent` (number, batch) for an entry, `correct.pays_sent` (number, batch) where
    `finding` gives another amount or outcome for what is not a failed row.
    """
    batch = _open_batch(ground, before)
    if not batch:
        return None
    sent = sent_rows(ground.db, before.id)
    if any(sent.keeps(change) for change in changes):
        raise Refused("correct.row_sent", number=before.number, batch=batch)
    if finding is not None and sent.pays_otherwise(before.version.finding, finding):
        raise Refused("correct.pays_sent", number=before.number, batch=batch)
    return sent


def _open_batch(ground: Ground, before: Case) -> str:
    batch = batch_of_case(ground.db, before.id)
    return batch.number if batch is not None and batch.void is None else ""
