"""An answer without the number of its batch: whether another batch could be meant as well."""

from collections.abc import Iterable, Mapping

from hrdesk.domain.errors import Refused
from hrdesk.domain.receipt import RowState, SentState
from hrdesk.services.sent_columns import columns_of, row_terms
from hrdesk.services.session import Session

#: Columns by which a row is told from one of another batch too.
_TELLING = frozenset({"case.number", "row.months"})


def refuse_doubtful(
    session: Session,
    batch_id: str,
    frame: Mapping[str, object],
    repeated: Iterable[int],
    told: Iterable[SentState],
) -> None:
    """Refuse an answer of which people wait in another open batch too: it may be that one's.

    `repeated` are the sent columns, from 0, that the answer repeats, all of which were found to be
    as they were sent: with case numbers or months among them no other batch is meant. Raises
    Refused `receipt.other_fits` (number).
    """
    columns = columns_of(frame)
    if _TELLING & {columns[n]["source"] for n in repeated}:
        return
    mine = _people(session, frame, told)
    with session.store.reading() as reader:
        others = reader.other_open_batches(batch_id)
    for other, number in others:
        with session.store.reading() as reader:
            theirs, frozen = reader.sent_states(other), reader.batch_frame(other)
        waiting = [each for each in theirs if each.state is RowState.WAITING]
        if mine & _people(session, frozen, waiting):
            raise Refused("receipt.other_fits", number=number)


def _people(
    session: Session, frame: Mapping[str, object], rows: Iterable[SentState]
) -> frozenset[str]:
    """Return the identity numbers that stand in sent rows."""
    rows = list(rows)
    if not rows:
        return frozenset()
    terms = row_terms(session, frame, rows[0].case_id)
    return frozenset(terms.paid_for(row.cells)[0] for row in rows) - {""}
