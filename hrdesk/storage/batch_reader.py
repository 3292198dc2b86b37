"""Short reads of upload batches."""

from datetime import date

from hrdesk.domain.batch import Batch, BatchCopy, FrozenBatch
from hrdesk.domain.case import CaseSummary
from hrdesk.storage import batch_search, lists
from hrdesk.storage.batches import BatchNumber, next_batch_number
from hrdesk.storage.checks.batches import sent_flaws
from hrdesk.storage.checks.flaw import refuse
from hrdesk.storage.ground import Ground


class BatchReader:
    """The part of a `Reader` that knows batches."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def batches(self, after: str | None, limit: int) -> tuple[Batch, ...]:
        """Return the page of upload batches that follows a batch's id, the one made last first."""
        return batch_search.batch_page(self._ground.db, after, limit)

    def batch(self, batch_id: str) -> FrozenBatch:
        """Return a batch with all that it sent; Refused `lookup.no_batch` if there is none."""
        return batch_search.frozen_batch(self._ground.db, batch_id)

    def batch_copies(self, batch_id: str) -> tuple[BatchCopy, ...]:
        """Return the copies of a batch that left, the last one first."""
        return batch_search.batch_copies(self._ground.db, batch_id)

    def batch_of_case(self, case_id: str) -> Batch | None:
        """Return the open batch that holds a case, else the last voided one, or None."""
        return batch_search.batch_of_case(self._ground.db, case_id)

    def proven_batch(self, batch_id: str) -> FrozenBatch:
        """Return a batch to send; Tampered when it is not what was recorded and signed."""
        ground = self._ground
        refuse(sent_flaws(ground.db.raw(), ground.database, batch_id))
        return batch_search.frozen_batch(ground.db, batch_id)

    def waiting_cases(self, measure: str, first: date, last: date) -> tuple[CaseSummary, ...]:
        """Return the accepted cases of a period that no open batch holds, the newest first."""
        ids = batch_search.waiting_cases(self._ground.db, measure, first, last)
        return lists.chosen(self._ground.db, ids, len(ids))

    def last_waiting(self, measure: str) -> date | None:
        """Return when the newest case of a measure was received that no open batch holds."""
        return batch_search.last_waiting(self._ground.db, measure)

    def next_batch_number(self) -> BatchNumber:
        """Return the number that a batch made now would get."""
        return next_batch_number(self._ground)
