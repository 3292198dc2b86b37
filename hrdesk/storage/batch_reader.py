"""Short reads of upload batches and of what the platform answered; a part of `reader.Reader`."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from hrdesk.domain.batch import Batch, BatchCopy, FrozenBatch
from hrdesk.domain.batch_answer import (
    BatchAnswer,
    ContradictedBatch,
    FailedLine,
    KeptStray,
    LockedRow,
    SentState,
)
from hrdesk.domain.case import CaseSummary
from hrdesk.storage import batch_answers, batch_search, lists, row_states
from hrdesk.storage.batches import BatchNumber, next_batch_number
from hrdesk.storage.checks.batches import sent_flaws
from hrdesk.storage.checks.flaw import refuse
from hrdesk.storage.closures import closures_of
from hrdesk.storage.ground import Ground
from hrdesk.storage.sent_pieces import SentPiece, sent_pieces
from hrdesk.storage.settlements import settlements_of
from hrdesk.storage.waiting_words import waiting_words


class BatchReader:
    """What one consistent view of the store says of batches."""

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

    def batch_summary(self, batch_id: str) -> Batch:
        """Return a batch as lists show it; Refused `lookup.no_batch` if there is none."""
        return batch_search.batch_by_id(self._ground.db, batch_id)

    def batch_of_case(self, case_id: str) -> Batch | None:
        """Return the open batch that holds a case, else the last voided one, or None."""
        return batch_search.batch_of_case(self._ground.db, case_id)

    def proven_batch(self, batch_id: str) -> FrozenBatch:
        """Return a batch to send; Tampered when it is not what was recorded and signed."""
        ground = self._ground
        refuse(sent_flaws(ground.db.raw(), ground.database, batch_id))
        return batch_search.frozen_batch(ground.db, batch_id)

    def sent_pieces(self, after: SentPiece | None, limit: int) -> tuple[SentPiece, ...]:
        """Return a slice of what batches sent, case by case; see `sent_pieces`."""
        return sent_pieces(self._ground.db, after, limit)

    def sent_states(self, batch_id: str) -> tuple[SentState, ...]:
        """Return the rows of a batch with what became of them; see `row_states`."""
        closures = closures_of(self._ground, batch_id)
        settlements = settlements_of(self._ground, batch_id)
        waiting = waiting_words(self._ground.db, batch_id)
        return row_states.sent_states(self._ground.db, batch_id, closures, settlements, waiting)

    def contradicted_batches(self) -> tuple[ContradictedBatch, ...]:
        """Return the batches that count and have contradicted rows that nobody settled."""
        return row_states.contradicted_batches(self._ground.db)

    def failed_queue(self) -> tuple[FailedLine, ...]:
        """Return the failed rows of open batches, neither sent again yet nor closed, by batch."""
        return row_states.failed_queue(self._ground.db)

    def failed_count(self) -> tuple[int, int]:
        """Return how many rows failed and wait, and of how many the case was corrected since."""
        return row_states.failed_count(self._ground.db)

    def failed_lines(self, case_id: str) -> tuple[FailedLine, ...]:
        """Return the failed rows of a case that are neither sent again yet nor closed, by line."""
        return row_states.failed_lines(self._ground.db, case_id)

    def locked_rows(self, case_id: str) -> tuple[LockedRow, ...]:
        """Return the rows of a case that wait or were accepted, in open batches."""
        return row_states.locked_rows(self._ground.db, case_id)

    def batch_frame(self, batch_id: str) -> Mapping[str, object]:
        """Return the frame of a batch as it was frozen; Refused `lookup.no_batch`."""
        return batch_search.batch_frame(self._ground.db, batch_id)

    def sent_as(self, batch_id: str, case_id: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        """Return application and finding of a case in the version that a batch sent."""
        return batch_search.sent_as(self._ground.db, batch_id, case_id)

    def batch_answers(self, batch_id: str) -> tuple[BatchAnswer, ...]:
        """Return the platform's answers to a batch, withdrawn ones too, in order."""
        return batch_answers.batch_answers_of(self._ground, batch_id)

    def strays(self, batch_id: str) -> tuple[KeptStray, ...]:
        """Return the rows of a batch's standing answers that match none that was sent."""
        return row_states.kept_strays(self._ground.db, batch_id)

    def waiting_cases(self, measure: str, first: date, last: date) -> tuple[CaseSummary, ...]:
        """Return the accepted cases of a period that no open batch holds, the newest first."""
        ids = batch_search.waiting_cases(self._ground.db, measure, first, last)
        return lists.chosen(self._ground.db, ids, len(ids))

    def last_waiting(self, measure: str, outcome: str | None = None) -> date | None:
        """Return when the newest case of a measure was received that no open batch holds."""
        return batch_search.last_waiting(self._ground.db, measure, outcome)

    def next_batch_number(self) -> BatchNumber:
        """Return the number that a batch made now would get."""
        return next_batch_number(self._ground)

    def batch_ids(self, numbers: Collection[str]) -> dict[str, tuple[str, str]]:
        """Return the batches of these numbers that are there: id, and that of the one followed."""
        return batch_search.batch_ids(self._ground.db, numbers)

    def other_open_batches(self, batch_id: str) -> tuple[tuple[str, str], ...]:
        """Return id and number of the other batches that left and count."""
        return batch_search.other_open_batches(self._ground.db, batch_id)

    def batches_beside(self, batch_id: str, *, sharing_cases: bool) -> tuple[tuple[str, str], ...]:
        """Return id and number of the other batches of a batch's measure that left; see there."""
        return batch_search.batches_beside(self._ground.db, batch_id, sharing_cases=sharing_cases)

    def batch_rows(self, batch_id: str) -> tuple[tuple[str | int | None, ...], ...]:
        """Return the cells of the rows of a batch as they were frozen, in order."""
        return batch_search.batch_rows(self._ground.db, batch_id)

    def deciding_batch(self, answer: str) -> str:
        """Return the number of the batch of which an answer accepted rows, or ""."""
        return batch_answers.deciding_batch(self._ground, answer)

    def refuse_unanswerable(self, batch_id: str, digest: str) -> None:
        """Refuse an answer that the batch cannot have; see `batch_answers.add_batch_answer`."""
        batch_answers.refuse_unanswerable(self._ground, batch_id, digest)
