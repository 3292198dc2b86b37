"""What refuses a platform's answer, whole and with the address of what is wrong."""

from hrdesk.domain.batch import FrozenBatch
from hrdesk.domain.errors import InvalidInput, Problem, Refused
from hrdesk.domain.receipt import StrayCause
from hrdesk.intake.answer_matching import AnswerReading
from hrdesk.services.fitting_batches import refuse_meant_elsewhere
from hrdesk.services.session import Session

#: So many altered or unreadable cells, and rows that match none, are named one by one.
MOST_NAMED = 200


def refuse_unfit(number: str, reading: AnswerReading) -> None:
    """Refuse an answer that was altered, cannot be read, or has no row of the batch.

    Raises Refused `receipt.no_key`, `receipt.no_match` (number), InvalidInput `receipt.altered`
    (number, count), `receipt.flawed` (count) and `receipt.contrary` (count) with the address of
    each cell or line.
    """
    if not reading.key:
        raise Refused("receipt.no_key")
    if reading.altered:
        problems = tuple(
            Problem("receipt.altered_cell", values={"place": place, "header": header})
            for place, header in reading.altered[:MOST_NAMED]
        )
        count = len(reading.altered)
        raise InvalidInput("receipt.altered", problems, number=number, count=count)
    if reading.flawed:
        problems = tuple(
            Problem("receipt.flawed_cell", values={"place": place})
            for place in reading.flawed[:MOST_NAMED]
        )
        raise InvalidInput("receipt.flawed", problems, count=len(reading.flawed))
    if reading.contrary:
        problems = tuple(
            Problem("receipt.contrary_row", values={"row": str(row)})
            for row in reading.contrary[:MOST_NAMED]
        )
        raise InvalidInput("receipt.contrary", problems, count=len(reading.contrary))
    if not reading.matched:
        raise Refused("receipt.no_match", number=number)


def refuse_unproven(
    session: Session, frozen: FrozenBatch, reading: AnswerReading, *, is_to_batch: bool
) -> None:
    """Refuse an answer without the number of its batch while rows of it match none.

    A person may say that it is to the batch nevertheless (`is_to_batch`) where the file speaks for
    it: more than half of its rows were found by their whole key, nothing in them is altered (else
    it was refused before), of every other row it can be read whom it is about, and no other open
    batch has that person or case. A platform that sends two offices' rows in one file gives such
    answers; a file of which half is unknown is more likely somebody else's.

    Raises InvalidInput with the rows: `receipt.meant_elsewhere` (other, count),
    `receipt.not_proven` (number, matched, count) for good, `receipt.unproven` (the same) until a
    person says so.
    """
    if not reading.strays:
        return
    refuse_meant_elsewhere(session, frozen, reading.stray_keys)
    if is_to_batch and _may_be_said(reading):
        return
    problems = tuple(
        Problem("receipt.unproven_row", values={"row": str(stray.file_row)})
        for stray in reading.strays[:MOST_NAMED]
    )
    key = "receipt.unproven" if _may_be_said(reading) else "receipt.not_proven"
    raise InvalidInput(
        key,
        problems,
        number=frozen.batch.number,
        matched=reading.matched,
        count=len(reading.strays),
    )


def _may_be_said(reading: AnswerReading) -> bool:
    readable = all(all(reading.stray_keys[stray.file_row]) for stray in reading.strays)
    known = all(stray.cause is not StrayCause.AMBIGUOUS for stray in reading.strays)
    return readable and known and reading.matched > len(reading.strays)
