"""What may be done to upload batches within one act; a part of `act.Act`."""

from hrdesk.domain.batch import VoidCause
from hrdesk.domain.batch_answer import NewBatchAnswer
from hrdesk.storage import batch_answers, batches, closures, settlements
from hrdesk.storage.ground import Author, Ground


class BatchAct:
    """What one act writes of batches and of what the platform answered."""

    def __init__(self, ground: Ground, author: Author) -> None:
        self._ground = ground.at_one_moment()
        self._author = author
        self.audited = False

    def add_batch(self, new: batches.NewBatch) -> str:
        """Store an upload batch with all it sends, audited, and return its id; see `batches`."""
        self.audited = True
        return batches.add_batch(self._ground, self._author, new)

    def add_batch_copy(self, batch_id: str, copy: batches.NewCopy) -> None:
        """Record that a copy of a batch left and was found right, audited; see `batches`."""
        self.audited = True
        batches.add_batch_copy(self._ground, self._author, batch_id, copy)

    def void_batch(self, batch_id: str, cause: VoidCause, reason: str = "") -> None:
        """End a batch so that its cases are free again, audited; see `batches`."""
        self.audited = True
        batches.void_batch(self._ground, self._author, batch_id, cause, reason)

    def add_batch_answer(self, new: NewBatchAnswer) -> str:
        """Keep the platform's answer to a batch, audited, and return its id."""
        self.audited = True
        return batch_answers.add_batch_answer(self._ground, self._author, new)

    def withdraw_batch_answer(self, answer: str, reason: str) -> None:
        """Let an answer count no more, audited; see `batch_answers.withdraw_batch_answer`."""
        self.audited = True
        batch_answers.withdraw_batch_answer(self._ground, self._author, answer, reason)

    def close_row(self, batch_id: str, place: int, cause: str) -> None:
        """Let a failed row be sent no more, audited; see `closures.close_row`."""
        self.audited = True
        closures.close_row(self._ground, self._author, batch_id, place, cause)

    def reopen_row(self, closure: str, reason: str) -> None:
        """Let a closure count no more, audited; see `closures.reopen_row`."""
        self.audited = True
        closures.reopen_row(self._ground, self._author, closure, reason)

    def settle_row(self, batch_id: str, place: int, outcome: str) -> None:
        """Settle what contradicts a row, audited; see `settlements.settle_row`."""
        self.audited = True
        settlements.settle_row(self._ground, self._author, batch_id, place, outcome)

    def unsettle_row(self, settlement: str, reason: str) -> None:
        """Let a settlement count no more, audited; see `settlements.unsettle_row`."""
        self.audited = True
        settlements.unsettle_row(self._ground, self._author, settlement, reason)

    def settle_stray(self, answer: str, place: int, note: str) -> None:
        """Keep how a row that matched none was settled, audited."""
        self.audited = True
        batch_answers.settle_stray(self._ground, self._author, answer, place, note)
