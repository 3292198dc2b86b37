"""What of a case may be corrected: all of it, until it was sent; then only rows that failed.

A row that waits at the platform or was accepted there stays as it was sent, and so does what it
pays; what stands in no row stays while any such row does. A row that failed in one batch and was
told to be accepted in another may have been paid: it counts as accepted.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from hrdesk.domain.case import Case
from hrdesk.domain.correction import Change
from hrdesk.domain.errors import Refused
from hrdesk.storage.batch_search import batch_of_case
from hrdesk.storage.ground import Ground
from hrdesk.storage.row_states import failed_lines, held_rows


def refuse_closed(ground: Ground, before: Case, version: int) -> None:
    """Refuse a case that is not, or no longer, to be corrected as its version was.

    `correct.stale` (number); `correct.in_batch` (number, batch) while an open batch holds it in
    which none of its rows failed.
    """
    if before.version.number != version:
        raise Refused("correct.stale", number=before.number)
    batch = _open_batch(ground, before)
    if batch and not _failed_and_held(ground, before)[0]:
        raise Refused("correct.in_batch", number=before.number, batch=batch)


def refuse_sent(
    ground: Ground,
    before: Case,
    lines: str,
    changes: Iterable[Change],
    finding: Mapping[str, Any] | None = None,
) -> None:
    """Refuse to change what was sent and did not fail; `lines` is the roster whose rows are sent.

    `correct.row_sent` (number, batch) for an entry, `correct.pays_sent` (number, batch) where
    `finding` gives another amount or outcome for what is not a failed row.
    """
    batch = _open_batch(ground, before)
    if not batch:
        return
    failed, held = _failed_and_held(ground, before)
    for change in changes:
        in_row = bool(lines) and change.roster == lines
        stays = change.line not in failed if in_row else bool(held)
        if stays:
            raise Refused("correct.row_sent", number=before.number, batch=batch)
    if finding is not None and _pays(finding, failed, held) != _pays(
        before.version.finding, failed, held
    ):
        raise Refused("correct.pays_sent", number=before.number, batch=batch)


def _open_batch(ground: Ground, before: Case) -> str:
    batch = batch_of_case(ground.db, before.id)
    return batch.number if batch is not None and batch.void is None else ""


def _failed_and_held(ground: Ground, before: Case) -> tuple[set[int], set[int]]:
    """Return the lines that may be corrected, and those that no batch may send again."""
    held = {each.line for each in held_rows(ground.db, before.id)}
    return {each.line for each in failed_lines(ground.db, before.id)} - held, held


def _pays(finding: Mapping[str, Any], failed: set[int], held: set[int]) -> list[object]:
    """Return what a finding gives for all that did not fail."""
    lines = [
        [line, each["outcome"], each["amount"], each.get("months")]
        for line, each in enumerate(finding.get("lines", ()), 1)
        if line not in failed
    ]
    return [lines, [finding["outcome"], *([] if lines else [finding["amount"]])] if held else []]
