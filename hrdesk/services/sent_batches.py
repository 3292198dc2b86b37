"""A batch as its page shows it: every row with what became of it, the answers, the strays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hrdesk.domain.batch import Batch
from hrdesk.domain.batch_answer import BatchAnswer, KeptStray, RowState, SentState
from hrdesk.services.sent_columns import RowTerms, row_terms
from hrdesk.services.session import Session


@dataclass(frozen=True, slots=True)
class RowCounts:
    """How many rows of a batch were sent again, given up, contradicted, and settled since.

    `failed` are those that failed and about which nothing was done yet.
    """

    failed: int
    again: int
    closed: int
    contradicted: int
    settled: int


@dataclass(frozen=True, slots=True)
class OpenedBatch:
    """A batch, its rows in the order of sending and how they are shown, what was answered.

    `sums` is what the rows of each state pay in fen. Rows are counted here: there may be so many
    that a window would stop for it.
    """

    batch: Batch
    rows: tuple[SentState, ...]
    terms: RowTerms
    batch_answers: tuple[BatchAnswer, ...]
    strays: tuple[KeptStray, ...]
    sums: Mapping[RowState, int]
    counts: RowCounts


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
    return OpenedBatch(batch, rows, terms, batch_answers, strays, sums, counts_of(rows))


def counts_of(rows: Sequence[SentState]) -> RowCounts:
    """Count the rows of a batch by what was done about them."""
    contradicted = sum(row.is_open_contradiction for row in rows)
    return RowCounts(
        failed=sum(row.waits_for_act for row in rows),
        again=sum(bool(row.later) for row in rows),
        closed=sum(bool(row.closure) for row in rows),
        contradicted=contradicted,
        settled=sum(row.is_contradicted for row in rows) - contradicted,
    )
