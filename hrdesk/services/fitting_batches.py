"""An answer without the number of its batch: whether another batch could be meant as well."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from hrdesk.domain.batch import FrozenBatch
from hrdesk.domain.batch_answer import SentState
from hrdesk.domain.batch_spec import BatchColumn
from hrdesk.domain.errors import InvalidInput, Problem, Refused
from hrdesk.intake.answer_cells import SentCell, key_of, plain_form
from hrdesk.services.batch_frame import BatchFrame
from hrdesk.services.sent_columns import row_terms
from hrdesk.services.session import Session

_CASE_NUMBER, _ROW_NUMBER = "case.number", "row.number"
#: So many rows that another batch has are named one by one.
_MOST_NAMED = 200
#: So many batches that fit as well are named, the newest first.
_MOST_BATCHES = 5

Row = Sequence[SentCell]


def refuse_doubtful(
    session: Session, frozen: FrozenBatch, proven: Collection[int], told: Sequence[Row]
) -> None:
    """Refuse an answer of which a row was sent in another batch just so: it may be that one's.

    `proven` are the sent columns, from 0, that were found to be as they were sent in every row that
    was matched, `told` the cells of those rows. Whatever became of the other batch: platforms give
    the answers of a batch that was followed or voided out again. Raises Refused
    `batch_answer.other_fits` (numbers).
    """
    columns = BatchFrame(frozen.frame).columns
    is_of_cases = any(columns[n].source == _CASE_NUMBER for n in proven)
    fitting = []
    with session.store.reading() as reader:
        for other, number in reader.batches_beside(frozen.batch.id, sharing_cases=is_of_cases):
            theirs = BatchFrame(reader.batch_frame(other)).columns
            if fits((columns, told), (theirs, reader.batch_rows(other)), proven):
                fitting.append(number)
    if fitting:
        raise Refused("batch_answer.other_fits", numbers=", ".join(fitting[:_MOST_BATCHES]))


def fits(
    mine: tuple[Sequence[BatchColumn], Sequence[Row]],
    theirs: tuple[Sequence[BatchColumn], Sequence[Row]],
    proven: Collection[int],
) -> bool:
    """Tell whether some row of one batch stands in another with all that an answer repeats of it.

    Each is the columns of a batch with rows of it; `proven` are columns of the first. Only columns
    that both have in one format can tell them apart.
    """
    places = {(each.source, each.format): n for n, each in enumerate(theirs[0])}
    pairs = [
        (n, places[mine[0][n].source, mine[0][n].format])
        for n in sorted(proven)
        if mine[0][n].source != _ROW_NUMBER and (mine[0][n].source, mine[0][n].format) in places
    ]
    there = {tuple(_compared(row[other]) for _, other in pairs) for row in theirs[1]}
    return any(tuple(_compared(row[n]) for n, _ in pairs) in there for row in mine[1])


def _compared(cell: SentCell) -> SentCell:
    return plain_form(cell) or cell


def refuse_meant_elsewhere(
    session: Session, frozen: FrozenBatch, strays: Mapping[int, Sequence[str]]
) -> None:
    """Refuse an answer of which rows that match none are about people or cases of another batch.

    `strays` gives what such rows have in the identifying columns, by line of the file. Whatever
    became of the other batch's row, and whatever its measure: the file may be the answer to that
    one. Raises InvalidInput `batch_answer.meant_elsewhere` (other, count) with the rows.
    """
    for other, number in _others(session, frozen):
        with session.store.reading() as reader:
            rows, frame = reader.sent_states(other), reader.batch_frame(other)
        names = frozenset(_names(session, frame, rows))
        fitting = [row for row, keys in strays.items() if not names.isdisjoint(keys)]
        if fitting:
            problems = tuple(
                Problem("batch_answer.elsewhere_row", values={"row": str(row), "other": number})
                for row in sorted(fitting)[:_MOST_NAMED]
            )
            raise InvalidInput(
                "batch_answer.meant_elsewhere", problems, other=number, count=len(fitting)
            )


def _others(session: Session, frozen: FrozenBatch) -> tuple[tuple[str, str], ...]:
    with session.store.reading() as reader:
        return reader.other_open_batches(frozen.batch.id)


def _names(
    session: Session, frame: Mapping[str, object], rows: Sequence[SentState]
) -> Iterator[str]:
    """Yield the identity and case numbers of sent rows as keys are compared."""
    terms = row_terms(session, frame, rows[0].case_id)
    for row in rows:
        yield key_of(row.number)
        if terms.identity is not None and row.cells[terms.identity] is not None:
            yield key_of(str(row.cells[terms.identity]))
