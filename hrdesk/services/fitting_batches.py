"""An answer without the number of its batch: whether another batch could be meant as well."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from hrdesk.domain.batch import FrozenBatch
from hrdesk.domain.errors import InvalidInput, Problem, Refused
from hrdesk.domain.receipt import RowState, SentState
from hrdesk.intake.answer_cells import key_of
from hrdesk.services.batch_frame import BatchFrame
from hrdesk.services.sent_columns import row_terms
from hrdesk.services.session import Session

_CASE_NUMBER = "case.number"
#: Columns by which a row is told from one of another batch too.
_TELLING = frozenset({_CASE_NUMBER, "row.months"})
#: So many rows that another batch has are named one by one.
_MOST_NAMED = 200


def refuse_doubtful(
    session: Session, frozen: FrozenBatch, proven: Collection[int], told: Iterable[SentState]
) -> None:
    """Refuse an answer of which people wait in another open batch too: it may be that one's.

    `proven` are the sent columns, from 0, that were found to be as they were sent in every row that
    was matched: with case numbers or months among them no other batch is meant. Raises Refused
    `receipt.other_fits` (number).
    """
    columns = BatchFrame(frozen.frame).columns
    if _TELLING & {columns[n].source for n in proven}:
        return
    mine = _people(session, frozen.frame, told)
    for other, number, measure in _others(session, frozen):
        if measure != frozen.batch.measure:
            continue
        with session.store.reading() as reader:
            theirs, frame = reader.sent_states(other), reader.batch_frame(other)
        waiting = [each for each in theirs if each.state is RowState.WAITING]
        if mine & _people(session, frame, waiting):
            raise Refused("receipt.other_fits", number=number)


def refuse_meant_elsewhere(
    session: Session, frozen: FrozenBatch, strays: Mapping[int, Sequence[str]]
) -> None:
    """Refuse an answer of which rows that match none are about people or cases of another batch.

    `strays` gives what such rows have in the identifying columns, by line of the file. Whatever
    became of the other batch's row, and whatever its measure: the file may be the answer to that
    one. Raises InvalidInput `receipt.meant_elsewhere` (other, count) with the rows.
    """
    for other, number, _ in _others(session, frozen):
        with session.store.reading() as reader:
            rows, frame = reader.sent_states(other), reader.batch_frame(other)
        names = frozenset(_names(session, frame, rows))
        fitting = [row for row, keys in strays.items() if not names.isdisjoint(keys)]
        if fitting:
            problems = tuple(
                Problem("receipt.elsewhere_row", values={"row": str(row), "other": number})
                for row in sorted(fitting)[:_MOST_NAMED]
            )
            raise InvalidInput(
                "receipt.meant_elsewhere", problems, other=number, count=len(fitting)
            )


def _others(session: Session, frozen: FrozenBatch) -> tuple[tuple[str, str, str], ...]:
    with session.store.reading() as reader:
        return reader.other_open_batches(frozen.batch.id)


def _people(
    session: Session, frame: Mapping[str, object], rows: Iterable[SentState]
) -> frozenset[str]:
    """Return the identity numbers that stand in sent rows."""
    rows = list(rows)
    if not rows:
        return frozenset()
    terms = row_terms(session, frame, rows[0].case_id)
    return frozenset(terms.paid_for(row.cells)[0] for row in rows) - {""}


def _names(
    session: Session, frame: Mapping[str, object], rows: Sequence[SentState]
) -> Iterator[str]:
    """Yield the identity and case numbers of sent rows as keys are compared."""
    terms = row_terms(session, frame, rows[0].case_id)
    for row in rows:
        yield key_of(row.number)
        if terms.identity is not None and row.cells[terms.identity] is not None:
            yield key_of(str(row.cells[terms.identity]))
