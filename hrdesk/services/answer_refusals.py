"""What refuses a platform's answer, whole and with the address of what is wrong."""

import re
from collections.abc import Sequence

from hrdesk.domain.batch import Batch, FrozenBatch
from hrdesk.domain.batch_answer import StrayCause
from hrdesk.domain.errors import InvalidInput, Problem, Refused
from hrdesk.domain.masking import masked_apart, masked_numbers
from hrdesk.domain.money import from_fen, grouped
from hrdesk.intake.answer_amounts import OtherAmount
from hrdesk.intake.answer_cells import AlteredCell, SentCell
from hrdesk.intake.answer_reading import AnswerReading
from hrdesk.services.fitting_batches import refuse_meant_elsewhere
from hrdesk.services.sent_columns import RowTerms, row_terms, unsent_amounts
from hrdesk.services.session import Session

#: So many altered or unreadable cells, and rows that match none, are named one by one.
MOST_NAMED = 200
#: Between the cells of a row (U+00B7).
_BETWEEN = " \u00b7 "
#: Runs of digits that may be numbers of people, accounts or telephones.
_LONG = re.compile(r"[0-9]{9,}")
_NOTHING = "—"
#: What refuses an answer until a person has looked.
UNPROVEN, OTHER_AMOUNTS = "batch_answer.unproven", "batch_answer.other_amounts"
#: Between the words of a list (U+3001).
_LISTED = "\u3001"


def refuse_unfit(
    session: Session, frozen: FrozenBatch, reading: AnswerReading, *, is_named: bool
) -> None:
    """Refuse an answer that was altered, cannot be read, or has no row of the batch.

    Raises Refused `batch_answer.no_match` (number), InvalidInput `batch_answer.altered` (number,
    count), or `batch_answer.altered_unnamed` where the file does not say whose it is,
    `batch_answer.flawed` (count) and `batch_answer.contrary` (count) with the address of each cell
    or line; of an altered one with whose it is and both values, numbers masked.
    """
    number = frozen.batch.number
    if reading.units:
        problems = tuple(
            Problem("batch_answer.altered_unit", values={"place": each.address, "title": each.told})
            for each in reading.units
        )
        raise InvalidInput("batch_answer.altered", problems, number=number, count=len(problems))
    if reading.altered:
        terms = row_terms(session, frozen.frame, frozen.cases[0].case_id)
        rows = [row.cells for case in frozen.cases for row in case.rows]
        named = reading.altered[:MOST_NAMED]
        problems = tuple(_altered(terms, rows, each) for each in named)
        key = "batch_answer.altered" if is_named else "batch_answer.altered_unnamed"
        raise InvalidInput(key, problems, number=number, count=len(reading.altered))
    if reading.flawed:
        problems = tuple(
            Problem("batch_answer.flawed_cell", values={"place": place})
            for place in reading.flawed[:MOST_NAMED]
        )
        raise InvalidInput("batch_answer.flawed", problems, count=len(reading.flawed))
    if reading.contrary:
        problems = tuple(
            Problem("batch_answer.contrary_row", values={"row": str(row)})
            for row in reading.contrary[:MOST_NAMED]
        )
        raise InvalidInput("batch_answer.contrary", problems, count=len(reading.contrary))
    if not reading.matched:
        raise Refused("batch_answer.no_match", number=number)


def refuse_unproven(
    session: Session, frozen: FrozenBatch, reading: AnswerReading, *, is_to_batch: bool
) -> None:
    """Refuse an answer without the number of its batch while rows of it match none.

    A person may say that it is to the batch nevertheless (`is_to_batch`) where the file speaks for
    it: more than half of its rows were found by their whole key, nothing in them is altered (else
    it was refused before), of every other row it can be read whom it is about, and no other open
    batch has that person or case. A platform that sends two offices' rows in one file gives such
    answers; a file of which half is unknown is more likely somebody else's.

    Raises InvalidInput with the rows: `batch_answer.meant_elsewhere` (other, count),
    `batch_answer.not_proven` (number, matched, count) for good, `batch_answer.unproven` (the same)
    until a person says so.
    """
    if not reading.strays:
        return
    refuse_meant_elsewhere(session, frozen, reading.stray_keys)
    if is_to_batch and _may_be_said(reading):
        return
    problems = tuple(
        Problem(
            "batch_answer.unproven_row",
            values={"row": str(stray.file_row), "cells": _shown(stray.cells)},
        )
        for stray in reading.strays[:MOST_NAMED]
    )
    key = UNPROVEN if _may_be_said(reading) else "batch_answer.not_proven"
    raise InvalidInput(
        key,
        problems,
        number=frozen.batch.number,
        matched=reading.matched,
        count=len(reading.strays),
    )


def refuse_other_amounts(
    session: Session, frozen: FrozenBatch, reading: AnswerReading, seen: str
) -> None:
    """Refuse an answer with amounts that were not sent, under titles that nothing was sent under.

    They may be what the platform approved: then it contradicts what is paid. A person who has
    looked at these columns may say that they are not (`seen` is what the refusal calls them).

    Raises InvalidInput `batch_answer.other_amounts` (number, columns, count) with each of the
    amounts.
    """
    titles = dict.fromkeys(each.title for each in reading.amounts)
    columns = _LISTED.join(masked_numbers(title) for title in titles)
    if not reading.amounts or columns == seen:
        return
    terms = row_terms(session, frozen.frame, frozen.cases[0].case_id)
    rows = [row.cells for case in frozen.cases for row in case.rows]
    pays = unsent_amounts(frozen) or [terms.amount_fen(cells) for cells in rows]
    problems = tuple(
        _other_amount(terms.person(rows[each.sent - 1]), pays[each.sent - 1], each)
        for each in reading.amounts[:MOST_NAMED]
    )
    count = len(reading.amounts)
    raise InvalidInput(
        OTHER_AMOUNTS, problems, number=frozen.batch.number, columns=columns, count=count
    )


def without_key(session: Session, batch: Batch, *, is_named: bool) -> Refused:
    """Return the refusal of an answer that has no column by which rows are known.

    `batch_answer.no_key`, or `batch_answer.named_without_key` (number, measure) where it names a
    batch that is of another measure than the file looks like.
    """
    if not is_named:
        return Refused("batch_answer.no_key")
    titles = {each.id: each.title for each in session.measures_ever}
    measure = titles.get(batch.measure, batch.measure)
    return Refused("batch_answer.named_without_key", number=batch.number, measure=measure)


def _shown(cells: Sequence[str]) -> str:
    """Return what a row holds, so that a person sees whose it is; numbers of people are masked."""
    return _BETWEEN.join(masked_numbers(cell) for cell in cells if cell)


def _may_be_said(reading: AnswerReading) -> bool:
    readable = all(all(reading.stray_keys[stray.file_row]) for stray in reading.strays)
    known = all(stray.cause is not StrayCause.AMBIGUOUS for stray in reading.strays)
    return readable and known and reading.matched > len(reading.strays)


def _other_amount(who: str, fen: int | None, other: OtherAmount) -> Problem:
    sent = _NOTHING if fen is None else grouped(from_fen(fen))
    values = {"place": other.address, "who": who, "sent": sent, "told": other.told}
    return Problem(
        "batch_answer.other_amount", values=values | {"title": masked_numbers(other.title)}
    )


def _altered(terms: RowTerms, rows: list[tuple[SentCell, ...]], altered: AlteredCell) -> Problem:
    values = {"place": altered.address, "header": terms.headers[altered.column]}
    if not altered.sent:
        return Problem("batch_answer.altered_key", values=values)
    cells = rows[altered.sent - 1]
    cell = cells[altered.column]
    sent = _NOTHING if cell is None else str(cell)
    if altered.column == terms.amount and isinstance(cell, int):
        sent = grouped(from_fen(cell))
    told = altered.told
    if _LONG.search(sent) or _LONG.search(told):
        sent, told = masked_apart(sent, told)
    values |= {"who": terms.person(cells), "sent": sent, "told": told}
    return Problem("batch_answer.altered_cell", values=values)
