"""A batch as its page shows it: every row with what became of it, the answers, the strays."""

from collections.abc import Mapping
from dataclasses import dataclass

from hrdesk.domain.batch import Batch
from hrdesk.domain.batch_answer import BatchAnswer, KeptStray, RowState, SentState
from hrdesk.services.sent_columns import RowTerms, row_terms
from hrdesk.services.session import Session


@dataclass(frozen=True, slots=True)
class OpenedBatch:
    """A batch, its rows in the order of sending and how they are shown, what was answered.

    `sums` is what the rows of each state pay in fen. `has_failed`: one of them failed and nothing
    was done about it yet.
    """

    batch: Batch
    rows: tuple[SentState, ...]
    terms: RowTerms
    batch_answers: tuple[BatchAnswer, ...]
    strays: tuple[KeptStray, ...]
    sums: Mapping[RowState, int]
    has_failed: bool


def open_batch(session: Session, batch_id: str) -> OpenedBatch:
    """Return a batch with all that became of it; Refused `lookup.no_batch` if there is none."""
    with session.store.reading() as reader:
        batch = reader.batch_summary(batch_id)
        rows = reader.sent_states(batch_id)
        frame = reader.batch_frame(batch_id)
        batch_answers, strays = reader.batch_answers(batch_id), reader.strays(batch_id)
    terms = row_terms(session, frame, rows[0].case_id)
    sums = dict.fromkeys(RowState, 0)
    for row in rows:
        sums[row.state] += terms.amount_fen(row.cells) or 0
    has_failed = any(row.waits_for_act for row in rows)
    return OpenedBatch(batch, rows, terms, batch_answers, strays, sums, has_failed)
